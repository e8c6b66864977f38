import { counted } from '../../text/counted.js';
import { elapsed, took } from '../../text/elapsed.js';
import { atUnderscores, wrap } from '../../text/wrap.js';
import { fit } from '../../ui/fit.js';
import type { RunProgress, RunStep } from '../../workflow/run/run-progress.js';

/** A line of the timeline, before it is drawn. */
export interface RunLine {
  readonly key: string;
  readonly state: RunStep['state'] | 'warned';
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

/**
 * The steps of a run in so many lines. When there is no room for all, warnings are counted instead of shown, then
 * what is over and what is yet to come are each shown in one line; the step under way is always there.
 * @param below lines that the caller draws under the step under way.
 */
export function timelineOf(
  run: RunProgress,
  nowMs: number,
  lines: number,
  below: number,
): readonly RunLine[] {
  const room = lines - below;
  const full = withoutRepeats(run.steps).flatMap((step) => [lineOf(step, nowMs), ...warningsOf(step)]);
  if (full.length <= room) return full;
  const short = run.steps.map((step) => lineOf(step, nowMs, countOf(step)));
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

function lineOf(step: RunStep, nowMs: number, suffix = ''): RunLine {
  return { key: step.id, state: signOf(step), text: step.text + suffix, time: timeOf(step, nowMs) };
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

function warningsOf(step: RunStep): readonly RunLine[] {
  return step.warnings.map((text, index) => ({
    key: `${step.id} ${index}`,
    state: 'warned',
    text,
    time: '',
  }));
}

function countOf({ warnings }: RunStep): string {
  if (warnings.length === 0) return '';
  return ` (${warningCount(warnings.length)} in the log)`;
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
