import { Text } from 'ink';
import { counted } from '../../text/counted.js';
import { elapsed } from '../../text/elapsed.js';
import { ProgressBar } from '../../ui/bar.js';
import { fit, widthOf } from '../../ui/fit.js';
import { useUi } from '../../ui/frame/ui-context.js';
import type { RunProgress } from '../../workflow/run/run-progress.js';

/** Calls left in the rate window are shown when fewer than this part is left. */
const scarcePart = 0.2;

/** What stands under the step under way, in this order. */
interface Notes {
  readonly estimate: RunProgress['facts']['estimate'];
  /** When Qualys is asked next; the line is kept free while one waits for the scan. Undefined takes no line. */
  readonly next: string | undefined;
  readonly scarce: string | undefined;
}

function notesOf(run: RunProgress, nowMs: number): Notes {
  const { estimate, rate, nextLookAt, waitsUntil } = run.facts;
  const isWaiting = run.steps.some((step) => step.id === 'wait' && step.state === 'active');
  const left = (iso: string) => elapsed(Date.parse(iso) - nowMs);
  const next =
    waitsUntil !== null
      ? `waiting ${left(waitsUntil)} for the account's limits`
      : nextLookAt !== null
        ? `next look in ${left(nextLookAt)}`
        : undefined;
  const isScarce = rate !== null && rate.remaining < rate.limit * scarcePart;
  return {
    estimate: isWaiting ? estimate : null,
    next: next ?? (isWaiting ? ' ' : undefined),
    scarce: isScarce ? `${rate.remaining} of ${rate.limit} calls left in this window` : undefined,
  };
}

/** Lines that {@link RunNotes} takes. */
export function noteLines(run: RunProgress): number {
  const { estimate, next, scarce } = notesOf(run, 0);
  return [estimate ?? undefined, next, scarce].filter((note) => note !== undefined).length;
}

interface RunNotesProps {
  readonly run: RunProgress;
  readonly nowMs: number;
  readonly columns: number;
}

/** How far the scan is, when Qualys is asked next, and whether calls grow scarce. */
export function RunNotes({ run, nowMs, columns }: RunNotesProps) {
  const { styles, symbols } = useUi();
  const { estimate, next, scarce } = notesOf(run, nowMs);
  return (
    <>
      {estimate !== null && <EstimateLine run={run} nowMs={nowMs} columns={columns} />}
      {next !== undefined && <Text {...styles.dim}>{fit(next, columns)}</Text>}
      {scarce !== undefined && <Text {...styles.warn}>{fit(`${symbols.warn} ${scarce}`, columns)}</Text>}
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
  const from = `, from ${counted(estimate.scans, 'scan')}`;
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
