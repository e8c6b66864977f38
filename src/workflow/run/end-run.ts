import { type ErrorText, exitCodeOf, PcError } from '../../errors.js';
import { cannotWriteCode } from '../../files/cannot-write.js';
import { sentence } from '../../text/printable.js';
import { buildResult, type RunFacts, verdictOfError } from '../results/build-result.js';
import { detached } from './detached.js';
import type { EventChannel } from './event-channel.js';
import type { RunContext } from './run-context.js';

/** An error as its event. */
export function emitError(channel: EventChannel, { what, why, next, kind, code }: PcError): void {
  const error = { what, next, kind, code, exitCode: exitCodeOf[kind], ...(why === undefined ? {} : { why }) };
  channel.emit({ type: 'error', step: channel.step, error });
}

/** A run that could not look is told as a result too; what the person must mend before anything happens is thrown. */
export async function endWithError(context: RunContext, facts: RunFacts, cause: unknown): Promise<void> {
  const { deps, channel, request } = context;
  await facts.posture?.controls.discard();
  if (deps.signal.aborted && deps.signal.reason instanceof PcError) {
    const reason = deps.signal.reason;
    const launchedByThisRun = facts.launchedByThisRun || isCancelAsked(reason);
    if (reason.kind !== 'timed-out')
      throw stopped(reason, await stopScan(context, { ...facts, launchedByThisRun }));
    cause =
      facts.reference === undefined
        ? stopped(reason, await stopScan(context, facts))
        : detached(facts.reference);
  }
  if (!(cause instanceof PcError)) throw cause;
  // What the person must mend before anything happens; once a scan runs, it is no longer that.
  if (cause.kind === 'bug' || (cause.kind === 'usage' && facts.reference === undefined)) throw cause;
  const ending = await endingOf(context, facts, cause);
  emitError(channel, ending);
  const result = buildResult(context, facts, verdictOfError(ending, request.criteria !== undefined));
  await deps.directory.writeResult(result).catch((unwritten: unknown) => {
    // Told already when it is the reason of this ending.
    if (cause.code !== cannotWriteCode) throw unwritten;
  });
  // A scan that ended without a verdict has nothing left to resume, unless this machine alone was in the way.
  if (cause.kind === 'inconclusive' && cause.code !== 'spool-failed' && facts.reference !== undefined)
    await deps.directory.markPhase('finished');
  channel.emit({ type: 'judged', step: 'report', result });
}

/** The signal's error with what became of the scan. */
function stopped({ what, kind, code }: PcError, words: StopWords): PcError {
  return new PcError(what, { kind, code, ...words });
}

/** An error after the launch as the run ends with it. */
async function endingOf(context: RunContext, facts: RunFacts, cause: PcError): Promise<PcError> {
  const { what, why, next, kind, code } = cause;
  if (kind === 'usage') return new PcError(what, { kind: 'inconclusive', code, why, next, cause });
  if (code !== 'timed-out' || context.options.onTimeout !== 'cancel') return cause;
  return stopped(cause, await stopScan(context, { ...facts, launchedByThisRun: true }));
}

/** Signals must end the program quickly: one request, no retries. */
const CANCEL_TIMEOUT_MS = 4_000;

const cancelAskedCode = 'cancel-asked';

/** Why a run is stopped when a person asks for its scan to be cancelled, whichever run has launched it. */
export function cancelAsked(): PcError {
  return new PcError('Cancelled', {
    kind: 'interrupted',
    code: cancelAskedCode,
    next: 'Run again for a new scan.',
  });
}

/** True for {@link cancelAsked}. */
function isCancelAsked({ code }: PcError): boolean {
  return code === cancelAskedCode;
}

/** What became of the scan, and what to do about it. */
export type StopWords = Required<Pick<ErrorText, 'why' | 'next'>>;

/** Cancels the scan that this run launched and says whether Qualys confirmed; a resumed one is left running. */
async function stopScan(
  { deps, channel }: RunContext,
  {
    reference,
    launchedByThisRun,
    launchLost,
    scan,
  }: Pick<RunFacts, 'reference' | 'launchedByThisRun' | 'launchLost' | 'scan'>,
): Promise<StopWords> {
  if (reference === undefined) {
    return launchLost === true
      ? {
          why: 'The answer to the launch was lost: the scan may run in Qualys.',
          next: 'Run again: it is looked up first, and resumed when it runs.',
        }
      : { why: 'No scan was launched.', next: 'Run again for a new scan.' };
  }
  if (scan !== undefined) {
    return {
      why: `Scan ${reference} has ended in Qualys already; its posture was not judged.`,
      next: 'See what it found with --resume.',
    };
  }
  if (!launchedByThisRun) {
    return {
      why: `Scan ${reference} was launched by another run and goes on in Qualys.`,
      next: 'Resume it with --resume, or cancel it with: qualys-pc cancel',
    };
  }
  channel.progress(`Cancelling scan ${reference}`);
  let refusal: string | undefined;
  try {
    refusal = await deps.api.cancelScan(reference, { timeoutMs: CANCEL_TIMEOUT_MS });
  } catch (cause) {
    if (!(cause instanceof PcError)) throw cause;
    return {
      why: `Qualys did not confirm that scan ${reference} is cancelled: ${sentence(cause.what)}`,
      next: 'Look in Qualys whether it still runs; cancel it with: qualys-pc cancel',
    };
  }
  if (refusal !== undefined) {
    return {
      why: `Qualys has nothing to cancel: scan ${reference} has ended already, it seems. ${refusal}`,
      next: 'See what it found with --resume, or look at it in Qualys.',
    };
  }
  // A state that cannot be written changes nothing about the scan, and must not hide what became of it.
  await deps.directory.markPhase('cancelled').catch(() => undefined);
  return {
    why: `Qualys confirmed: scan ${reference} is cancelled.`,
    next: 'Run again for a new scan.',
  };
}
