import type { Draft } from '../draft.js';
import { type Facts, findReferenced } from '../facts.js';
import type { FieldProblem } from '../problem.js';

export function checkOptionProfile(draft: Draft, { optionProfiles }: Facts): readonly FieldProblem[] {
  const wanted = draft.optionProfile;
  if (wanted?.id === undefined && wanted?.title === undefined)
    return [{ field: 'optionProfile', text: 'Choose an option profile.' }];
  if (draft.policies.length === 0) return [{ field: 'policies', text: 'Keep at least one policy.' }];
  if (optionProfiles === undefined) return [];
  const profile = findReferenced(optionProfiles, wanted, ({ title }) => title);
  const name = wanted.title ?? wanted.id;
  if (profile === undefined)
    return [
      { field: 'optionProfile', text: `This account has no option profile "${name}": choose another.` },
    ];
  if (profile.policies.length === 0)
    return [
      { field: 'optionProfile', text: `"${name}" has no policies: choose another, or add one in Qualys.` },
    ];
  if (draft.policies === 'all') return [];
  const gone = draft.policies.filter(
    (policy) => findReferenced(profile.policies, policy, ({ title }) => title) === undefined,
  );
  return gone.map(({ id, title }) => ({
    field: 'policies',
    text: `The profile does not carry the policy "${title ?? id}" any more.`,
  }));
}
