import { exitCode, PcError } from '../../errors.js';
import { sentence } from '../../text/printable.js';
import type { RunFacts } from '../results/build-result.js';
import type { Result } from '../results/result.js';
import { resultFiles } from '../results/result-files.js';
import { isCancelAsked } from '../run/asked-ends.js';
import type { RunContext } from '../run/run-context.js';

/**
 * Step 12: writes the result and its rows, reports the verdict, then renders the formats, which may take as long as
 * the rows are many.
 */
export async function writeResults(context: RunContext, result: Result, facts: RunFacts): Promise<void> {
  const { channel, deps } = context;
  channel.started('report', 'Writing the results');
  await keepFailed(context, result, async () => {
    await facts.posture?.controls.commit();
    await deps.directory.writeResult(result);
    if (facts.reference !== undefined && !lacksPosture(result)) await deps.directory.markPhase('finished');
  });
  facts.isJudged = true;
  channel.emit({ type: 'judged', step: 'report', result });
  const own = [resultFiles.result, ...(facts.posture === undefined ? [] : [resultFiles.controls])];
  const files = await keepFailed(context, result, () =>
    renderReports(context, result, endsAtOnce(deps.signal)),
  );
  sayWritten(channel, files === undefined ? undefined : [...own, ...files]);
}

/** The verdict of an earlier run once more, with the formats: that run may have ended before it had written them all. */
export async function repeatVerdict(context: RunContext, result: Result): Promise<void> {
  const { channel, deps } = context;
  channel.started('report', 'Writing the results');
  channel.emit({ type: 'judged', step: 'report', result });
  const files = await keepFailed(context, result, () =>
    renderReports(context, result, endsAtOnce(deps.signal)),
  );
  sayWritten(channel, files === undefined ? undefined : [resultFiles.result, ...files]);
}

/** Hears what ends the program at once: of a scan that was judged nothing is left to cancel, or to leave running. */
function endsAtOnce(signal: AbortSignal): AbortSignal {
  const stop = new AbortController();
  const hear = () => {
    const reason: unknown = signal.reason;
    const isAsked = reason instanceof PcError && (isCancelAsked(reason) || reason.kind === 'timed-out');
    if (!isAsked) stop.abort(reason);
  };
  if (signal.aborted) hear();
  else signal.addEventListener('abort', hear, { once: true });
  return stop.signal;
}

function sayWritten(channel: RunContext['channel'], files: readonly string[] | undefined): void {
  if (files === undefined) channel.doneInPart('The results are not complete');
  else channel.done(files.join(' · '));
}

/** Reasons that a later read of the same scan may take away. */
const laterReasons: readonly string[] = [
  'posture-missing',
  'posture-not-current',
  'not-processed',
  'host-without-posture',
  'rows-not-scanned',
];

/** True when the posture of the scan did not come in time: it stays to be resumed. */
function lacksPosture({ verdict: { outcome, reasons } }: Result): boolean {
  return outcome === 'inconclusive' && reasons.some(({ code }) => laterReasons.includes(code));
}

/** A pass that leaves no results is none; a failed build stays failed, and the problem is a warning. */
async function keepFailed<T>(
  { channel, deps }: RunContext,
  { verdict }: Result,
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof PcError) || deps.signal.aborted || verdict.outcome !== 'failed') throw cause;
    channel.warning(`${sentence(cause.what)} ${cause.why ?? ''}`.trimEnd());
    return undefined;
  }
}

/**
 * The step summary, always; the configured formats, unless nothing was evaluated or the scan was left running on
 * purpose: a report would say nothing that the next run does not say better.
 */
export async function renderReports(
  { deps, request, options }: RunContext,
  result: Result,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const isDetached = options.detach === true && result.verdict.exitCode === exitCode.unfinished;
  const formats = result.verdict.outcome !== 'not-evaluated' && !isDetached;
  const previous = await deps.directory.readPrevious(request.jobName);
  return (await deps.writeReports?.({ result, previous, formats, signal })) ?? [];
}
