import { Text } from 'ink';
import { elapsed } from '../text/elapsed.js';
import { ProgressBar } from '../ui/bar.js';
import { fit, widthOf } from '../ui/fit.js';
import { useUi } from '../ui/ui-context.js';
import type { RunProgress } from '../workflow/run-progress.js';

/** Lines under the step under way. They are kept free from the launch on, so that nothing moves. */
export const noteLines = 3;

/** Calls left in the rate window are told when fewer than this part is left. */
const scarcePart = 0.2;

interface RunNotesProps {
  readonly run: RunProgress;
  readonly nowMs: number;
  readonly columns: number;
}

/** How far the scan is, when Qualys is asked next, and whether calls grow scarce. */
export function RunNotes({ run, nowMs, columns }: RunNotesProps) {
  const { styles } = useUi();
  const { facts } = run;
  const rate = facts.rate;
  const isScarce = rate !== null && rate.remaining < rate.limit * scarcePart;
  return (
    <>
      <EstimateLine run={run} nowMs={nowMs} columns={columns} />
      <Text {...styles.dim}>{fit(nextText(run, nowMs), columns) || ' '}</Text>
      <Text {...styles.warn}>
        {isScarce ? fit(`! ${rate.remaining} of ${rate.limit} calls left in this window`, columns) : ' '}
      </Text>
    </>
  );
}

/** The part of the estimated time that is over; undefined without an estimate. Above 1 when it takes longer. */
export function partOver(run: RunProgress, nowMs: number): number | undefined {
  const wait = run.steps.find((step) => step.id === 'wait');
  const { estimate } = run.facts;
  if (estimate === null || wait === undefined || wait.startedAt === null) return undefined;
  return (nowMs - Date.parse(wait.startedAt)) / 1000 / Math.max(1, estimate.seconds);
}

function EstimateLine({ run, nowMs, columns }: RunNotesProps) {
  const { isNarrow, styles } = useUi();
  const part = partOver(run, nowMs);
  const { estimate } = run.facts;
  if (part === undefined || estimate === null) return <Text> </Text>;
  const about = `about ${minutes(estimate.seconds)}`;
  const from = `, from ${estimate.scans} ${estimate.scans === 1 ? 'scan' : 'scans'}`;
  const text =
    part > 1
      ? `longer than the ${minutes(estimate.seconds)} of earlier scans`
      : about + (isNarrow ? '' : from);
  const bar = Math.max(4, Math.min(40, columns - widthOf(text) - 2));
  return (
    <Text wrap="truncate">
      <ProgressBar part={part} columns={bar} />
      <Text {...styles.dim}>{`  ${fit(text, columns - bar - 2)}`}</Text>
    </Text>
  );
}

function minutes(seconds: number): string {
  return seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}

function nextText({ facts }: RunProgress, nowMs: number): string {
  if (facts.waitsUntil !== null)
    return `waiting ${elapsed(Date.parse(facts.waitsUntil) - nowMs)} for the account's limits`;
  if (facts.nextLookAt !== null) return `next look in ${elapsed(Date.parse(facts.nextLookAt) - nowMs)}`;
  return '';
}
