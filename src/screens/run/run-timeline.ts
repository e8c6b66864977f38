import { counted } from '../../text/counted.js';
import { elapsed, took } from '../../text/elapsed.js';
import { atUnderscores, wrap } from '../../text/wrap.js';
import { fit, widthOf } from '../../ui/fit.js';
import { timeColumns } from '../../ui/timeline.js';
import type { RunProgress, RunStep } from '../../workflow/run/run-progress.js';

/** A line of the timeline, before it is drawn. */
export interface RunLine {
  readonly key: string;
  /** `more` goes on with the words of the line above. */
  readonly state: RunStep['state'] | 'warned' | 'more';
  readonly text: string;
  readonly time: string;
}

/** A title in at most two lines, broken at `_`: its parts, the date among them, stay whole. */
export function titleLines(title: string, columns: number): readonly string[] {
  const [first = '', second, ...rest] = wrap(title, columns, atUnderscores);
  if (second === undefined) return [first];
  return [first, rest.length === 0 ? second : fit(`${second}${rest.join('')}`, columns, 'middle')];
}

const timeOf = (step: RunStep, nowMs: number): string => {
  if (step.state === 'active' && step.startedAt !== null) return elapsed(nowMs - Date.parse(step.startedAt));
  return step.durationMs === null ? '' : took(step.durationMs);
};

interface TimelineRoom {
  readonly lines: number;
  /** Lines that the caller draws under the step under way. */
  readonly below: number;
  /** Of the words of a line. */
  readonly columns: number;
}

/**
 * The steps of a run in so many lines. When there is no room for all, warnings are counted instead of shown, then
 * what is over and what is yet to come are each shown in one line; the step under way is always there.
 */
export function timelineOf(
  run: RunProgress,
  nowMs: number,
  { lines, below, columns }: TimelineRoom,
): readonly RunLine[] {
  const room = lines - below;
  const full = withoutRepeats(run.steps).flatMap((step) => [
    lineOf(step, nowMs),
    ...warningsOf(step, columns),
  ]);
  if (full.length <= room) return full;
  const short = run.steps.map((step) => shortLineOf(step, nowMs, columns));
  if (short.length <= room) return short;
  const current = Math.max(
    0,
    run.steps.findLastIndex((step) => step.state !== 'pending'),
  );
  const ahead = run.steps.slice(current + 1);
  const here = short.slice(current, current + 1);
  if (room < 3) return here;
  const shortAhead = ahead.length > 1 ? [aheadLine(ahead)] : short.slice(current + 1);
  const over = short.slice(0, current);
  return [...tailOf(over, run.steps, room - 1 - shortAhead.length), ...here, ...shortAhead];
}

function lineOf(step: RunStep, nowMs: number): RunLine {
  return { key: step.id, state: signOf(step), text: step.text, time: timeOf(step, nowMs) };
}

/** The count of its warnings stays whole, however short the words before it are. */
function shortLineOf(step: RunStep, nowMs: number, columns: number): RunLine {
  const line = lineOf(step, nowMs);
  const count = step.warnings.length;
  if (count === 0) return line;
  const suffix = ` (${warningCount(count)})`;
  const room = columns - (line.time === '' ? 0 : timeColumns) - widthOf(suffix);
  return { ...line, text: fit(step.text, room) + suffix };
}

/** A step that lacks something, as a login that fell short on a host, has no tick although it is done. */
function signOf({ state, inPart }: RunStep): RunLine['state'] {
  return state === 'done' && inPart ? 'warned' : state;
}

/** Steps that were skipped in a row for one reason are shown in one line. */
function withoutRepeats(steps: readonly RunStep[]): readonly RunStep[] {
  const told: RunStep[] = [];
  let alike = 1;
  for (const step of steps) {
    const before = told.at(-1);
    const reason = reasonOf(step);
    const isRepeat = before !== undefined && reason !== undefined && reasonOf(before) === reason;
    alike = isRepeat ? alike + 1 : 1;
    if (isRepeat) told[told.length - 1] = { ...before, text: `${alike} steps: ${reason}` };
    else told.push(step);
  }
  return told;
}

const reasonOf = ({ state, text }: RunStep) =>
  state === 'skipped' ? text.slice(text.indexOf(': ') + 2) : undefined;

/** Whole, over as many lines as they need. */
function warningsOf(step: RunStep, columns: number): readonly RunLine[] {
  return step.warnings.flatMap((warning, index) =>
    wrap(warning, columns).map((text, line) => ({
      key: `${step.id} ${index} ${line}`,
      state: line === 0 ? ('warned' as const) : ('more' as const),
      text,
      time: '',
    })),
  );
}

const warningCount = (count: number) => counted(count, 'warning');

function tailOf(over: readonly RunLine[], steps: readonly RunStep[], room: number): readonly RunLine[] {
  if (over.length <= room) return over;
  const kept = over.slice(over.length - room + 1);
  const hidden = steps.slice(0, over.length - kept.length);
  const warnings = hidden.reduce((sum, step) => sum + step.warnings.length, 0);
  const text = `${hidden.length} steps done${warnings === 0 ? '' : `, ${warningCount(warnings)} in the log`}`;
  return [{ key: 'over', state: 'done', text, time: '' }, ...kept];
}

function aheadLine(ahead: readonly RunStep[]): RunLine {
  return { key: 'ahead', state: 'pending', text: `${ahead.length} more steps`, time: '' };
}
