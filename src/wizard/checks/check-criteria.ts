import { parseCids } from '../../config/cid-list.js';
import type { Draft, ExclusionDraft } from '../draft.js';
import type { FieldProblem } from '../problem.js';

export function checkCriteria(draft: Draft): readonly FieldProblem[] {
  const { failStates, failCriticalities, exclusions } = draft;
  const problems: FieldProblem[] = [];
  if (failStates.length === 0 && failCriticalities.length > 0)
    problems.push({
      field: 'failOn',
      text: 'Select at least one state, or no criticality either: then there is no gate.',
    });
  if (failStates.length > 0 && failCriticalities.length === 0)
    problems.push({
      field: 'failOn',
      text: 'Select at least one criticality, or no state either: then there is no gate.',
    });
  return [...problems, ...exclusions.flatMap(checkExclusion)];
}

function checkExclusion({ cids, reason, expires }: ExclusionDraft, index: number): readonly FieldProblem[] {
  const at = (text: string): readonly FieldProblem[] => [{ field: 'exclusions', index, text }];
  if (cids.trim() === '')
    return reason.trim() === '' && expires.trim() === '' ? [] : at('The CIDs to exclude are missing.');
  const parsed = parseCids(cids);
  if (typeof parsed === 'string') return at(parsed);
  if (expires.trim() === '' || isDay(expires.trim())) return [];
  return at(`"${expires.trim()}" is not a day: write it as 2027-03-31.`);
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}
