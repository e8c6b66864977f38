import type { Draft, ExclusionDraft } from '../../wizard/draft.js';
import { configFromDraft } from '../../wizard/draft-config.js';
import { criteriaSentence } from '../../workflow/judge/criteria.js';

/** The criteria's sentence as it would be with one more exclusion. */
export function sentenceWith(draft: Draft, exclusion: ExclusionDraft): string {
  return criteriaSentence(
    configFromDraft({ ...draft, exclusions: [...draft.exclusions, exclusion] }).criteria,
  );
}
