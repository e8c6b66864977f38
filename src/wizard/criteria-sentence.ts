import { parseCids } from '../config/values/cid-set.js';
import { criteriaSentence } from '../workflow/judge/criteria.js';
import type { Draft, ExclusionDraft } from './draft.js';
import { configFromDraft } from './draft-config.js';

/** What would fail the build; undefined while states or criticalities are missing. */
export function gateSentenceOf(draft: Draft): string | undefined {
  const { criteria } = configFromDraft(readable(draft));
  const { failOn } = criteria ?? {};
  if (failOn !== undefined && (failOn.states.length === 0 || failOn.criticalities.length === 0))
    return undefined;
  return criteriaSentence(criteria);
}

/** Without the CIDs that cannot be read: what is wrong with them is said under their field. */
function readable(draft: Draft): Draft {
  const exclusions = draft.exclusions.filter(({ cids }) => typeof parseCids(cids) !== 'string');
  return { ...draft, exclusions };
}

/** The criteria's sentence as it would be with one more exclusion. */
export function sentenceWith(draft: Draft, exclusion: ExclusionDraft): string {
  const exclusions = [...draft.exclusions, exclusion];
  return criteriaSentence(configFromDraft({ ...draft, exclusions }).criteria);
}
