import type { OptionProfile } from '../qualys/option-profiles.js';
import type { Draft, Reference } from './draft.js';
import { findReferenced } from './facts.js';

/** The draft with id and title of its profile and policies, where Qualys has told both: some formats need both. */
export function namedDraft(draft: Draft, profiles: readonly OptionProfile[] | undefined): Draft {
  const profile = findReferenced(profiles ?? [], draft.optionProfile, ({ title }) => title);
  if (profile === undefined) return draft;
  const named = (policy: Reference): Reference =>
    both(findReferenced(profile.policies, policy, ({ title }) => title)) ?? policy;
  return {
    ...draft,
    optionProfile: { id: profile.id, title: profile.title },
    policies: draft.policies === 'all' ? 'all' : draft.policies.map(named),
  };
}

function both(found: { readonly id: string; readonly title: string } | undefined): Reference | undefined {
  return found === undefined ? undefined : { id: found.id, title: found.title };
}
