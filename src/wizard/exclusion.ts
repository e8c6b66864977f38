import { parseCids } from '../config/values/cid-set.js';
import { isDay, isOver } from '../config/values/last-day.js';
import { counted } from '../text/counted.js';
import { criteriaSentence } from '../workflow/judge/criteria.js';
import type { Result } from '../workflow/results/result.js';
import type { Draft, ExclusionDraft } from './draft.js';
import { configFromDraft } from './draft-config.js';

/** "until 2027-03-31", or that it has ended, or that it has no end. */
export function lastDayOf({ expires }: Pick<ExclusionDraft, 'expires'>, nowMs: number): string {
  if (expires.trim() === '') return 'no end';
  return `${isOver({ expires }, nowMs) ? 'ended' : 'until'} ${expires.trim()}`;
}

/** What is wrong with the last day of an exclusion that is about to begin; undefined when it can begin. */
export function lastDayProblem(expires: string, nowMs: number): string | undefined {
  if (expires.trim() === '') return undefined;
  if (!isDay(expires.trim())) return 'Write the day as 2027-03-31.';
  return isOver({ expires }, nowMs) ? 'That day is over: name today or a later one.' : undefined;
}

const isWhole = ({ policy, technology, instance }: ExclusionDraft) =>
  policy === undefined && technology === undefined && instance === undefined;

/** The entry of the criteria that excludes exactly this control everywhere, if there is one. */
export function ownExclusion({ exclusions }: Draft, cid: number): ExclusionDraft | undefined {
  return exclusions.find((entry) => isWhole(entry) && entry.cids.trim() === String(cid));
}

/** What is so of a control that has an entry of its own, and what to do; without the full stop. */
export function ownExclusionWords({ cids, expires }: ExclusionDraft, nowMs: number): string {
  return isOver({ expires }, nowMs)
    ? `The exclusion of ${cids.trim()} ended on ${expires.trim()}: name a later last day`
    : `${cids.trim()} is excluded: change why, or until when`;
}

/** The exclusions with one more; a control that has an entry of its own keeps one. */
export function withExclusion(draft: Draft, exclusion: ExclusionDraft): ExclusionDraft[] {
  const before = ownExclusion(draft, Number(exclusion.cids));
  return before === undefined
    ? [...draft.exclusions, exclusion]
    : draft.exclusions.map((entry) => (entry === before ? exclusion : entry));
}

interface PreviewOptions {
  readonly draft: Draft;
  readonly result: Result;
  readonly exclusion: ExclusionDraft;
  readonly nowMs: number;
}

/** What one more exclusion does, a sentence each: the criteria with it, until when, and what the verdict would have been. */
export function exclusionPreview({ draft, result, exclusion, nowMs }: PreviewOptions): readonly string[] {
  const after = { ...draft, exclusions: withExclusion(draft, exclusion) };
  const inForce = { ...after, exclusions: after.exclusions.filter((entry) => !isOver(entry, nowMs)) };
  const others = draft.exclusions.filter(
    (entry) => entry !== ownExclusion(draft, Number(exclusion.cids)) && coveredBy(entry, exclusion, nowMs),
  );
  return [
    criteriaSentence(configFromDraft(inForce).criteria),
    lastDayWords(exclusion, nowMs),
    ...others.map(({ cids }) => `The entry ${cids.trim()} of the criteria excludes it already.`),
    verdictWith(result, withoutEnded(after.exclusions, nowMs)),
  ];
}

function lastDayWords({ cids, expires }: ExclusionDraft, nowMs: number): string {
  if (expires.trim() === '') return `${cids} stays excluded: it has no last day.`;
  return lastDayProblem(expires, nowMs) === undefined
    ? `The last day is ${expires.trim()} (UTC); after it ${cids} counts again.`
    : 'The last day cannot be taken as it is.';
}

function coveredBy(entry: ExclusionDraft, { cids }: ExclusionDraft, nowMs: number): boolean {
  return withoutEnded([entry], nowMs).some((each) => holds(each, Number(cids)));
}

function withoutEnded(exclusions: readonly ExclusionDraft[], nowMs: number): readonly ExclusionDraft[] {
  return exclusions.filter((entry) => isWhole(entry) && !isOver(entry, nowMs));
}

function holds({ cids }: ExclusionDraft, cid: number): boolean {
  const parsed = parseCids(cids);
  return typeof parsed !== 'string' && parsed.has(cid);
}

/** What the verdict would have been with these exclusions, from the controls that fail it now. */
function verdictWith({ totals, controls, verdict }: Result, exclusions: readonly ExclusionDraft[]): string {
  const gone = controls.filter(
    ({ cid, counts }) => counts === 'fail' && exclusions.some((entry) => holds(entry, cid)),
  );
  const left = totals.failing - gone.reduce((sum, { rows }) => sum + rows, 0);
  if (left > 0) return `With it this verdict would still have been FAILED: ${counted(left, 'posture')} left.`;
  const [other] = verdict.reasons.filter(({ code }) => code !== 'criteria-met');
  return other === undefined
    ? 'With it this verdict would have been PASSED.'
    : `With it no posture would fail the build, but this stays: ${other.what}`;
}
