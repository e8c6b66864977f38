import { type ErrorText, PcError } from '../../errors.js';
import { cannotWriteCode } from '../../files/cannot-write.js';
import { sentence } from '../../text/printable.js';
import { buildResult, type RunFacts, verdictOfError } from '../results/build-result.js';
import { historyAfter } from '../results/past-build.js';
import type { Result } from '../results/result.js';
import { stateLostCode } from '../steps/launch.js';
import { renderReports } from '../steps/report.js';
import { scanLostCode } from '../steps/wait.js';
import { detached, isCancelAsked } from './asked-ends.js';
import { emitError } from './play-run.js';
import { cancelWords, type RunContext, resumeWords } from './run-context.js';

/**
 * Ends a run that threw. Its result and the reports of it are written whatever the reason, so that every reader of the
 * files learns of it.
 * @throws PcError when a signal ended the run, or the person must correct something before anything can happen; a bug.
 */
export async function endWithError(context: RunContext, facts: RunFacts, cause: unknown): Promise<void> {
  const { deps, channel } = context;
  if (facts.isJudged === true && deps.signal.aborted) throw reportsMissing(context);
  await facts.posture?.controls.discard();
  const ending = await endingOf(context, facts, cause);
  const isThrown = isThrownOn(facts, ending);
  if (!isThrown) emitError(channel, ending);
  const result = await writeErrorResult(context, facts, ending);
  if (isThrown) throw ending.kind === 'bug' ? cause : ending;
  // A scan that ended without a verdict has nothing left to resume, unless the scan itself was not the reason.
  if (ending.kind === 'inconclusive' && !resumable.includes(ending.code) && facts.reference !== undefined)
    await deps.directory.markPhase('finished').catch(() => undefined);
  channel.emit({ type: 'judged', step: 'report', result });
}

/** What the person must correct before anything happens, a signal and a bug: these have no verdict. */
function isThrownOn(facts: RunFacts, { kind }: PcError): boolean {
  if (kind === 'usage') return facts.reference === undefined;
  return kind === 'bug' || kind === 'interrupted' || kind === 'terminated';
}

/** A signal while the formats are written: the verdict stands. */
function reportsMissing({ deps }: RunContext): unknown {
  const reason: unknown = deps.signal.reason;
  if (!(reason instanceof PcError)) return reason;
  const { path } = deps.directory;
  return stopped(reason, {
    why: `The verdict is in ${deps.directory.file('result')}; the report files are not complete.`,
    next: `Write them with: qualys-pc report ${path} --out ${path}`,
  });
}

/** The error that the run ends with: of a signal with what became of the scan, else the cause. */
async function endingOf(context: RunContext, facts: RunFacts, cause: unknown): Promise<PcError> {
  const { deps } = context;
  const { signal } = deps;
  if (signal.aborted && signal.reason instanceof PcError) {
    const reason = signal.reason;
    const launchedByThisRun = facts.launchedByThisRun || isCancelAsked(reason);
    if (reason.kind !== 'timed-out')
      return stopped(reason, await stopScan(context, { ...facts, launchedByThisRun }));
    return facts.reference === undefined
      ? stopped(reason, await stopScan(context, facts))
      : detached(facts.reference, deps);
  }
  return cause instanceof PcError ? endingAfterLaunch(context, facts, cause) : bugOf(cause);
}

/** What is no PcError, for the result; the error itself is thrown. */
function bugOf(cause: unknown): PcError {
  return new PcError('This is a bug in qualys-pc.', {
    kind: 'bug',
    code: 'bug',
    why: cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause),
    next: 'Run the same command with --verbose and report its output.',
    cause,
  });
}

/** Writes the result and the reports of an end without a verdict; what cannot be written hides no reason. */
async function writeErrorResult(context: RunContext, facts: RunFacts, ending: PcError): Promise<Result> {
  const { deps, channel, request } = context;
  const verdict = verdictOfError(ending, request.criteria !== undefined);
  let result = buildResult(context, facts, verdict);
  try {
    if (facts.hasDirectory !== true) {
      await deps.directory.clear();
      facts.history = historyAfter(await deps.directory.readPrevious(request.jobName));
      result = buildResult(context, facts, verdict);
    }
    await deps.directory.writeResult(result);
    await renderReports(context, result);
  } catch (unwritten) {
    if (!(unwritten instanceof PcError)) throw unwritten;
    if (ending.code !== cannotWriteCode)
      channel.warning(`${sentence(unwritten.what)} ${unwritten.why ?? ''}`.trimEnd());
  }
  return result;
}

/** Endings for which this machine, or what Qualys shows of the scan, was the reason. */
const resumable: readonly string[] = ['spool-failed', scanLostCode, cannotWriteCode, stateLostCode];

/** The signal's error with what became of the scan. */
function stopped({ what, kind, code }: PcError, words: StopWords): PcError {
  return new PcError(what, { kind, code, ...words });
}

/** Once a scan runs, nothing is the person's to correct before it: the run is inconclusive. */
async function endingAfterLaunch(context: RunContext, facts: RunFacts, cause: PcError): Promise<PcError> {
  const { what, why, next, kind, code } = cause;
  if (kind === 'usage' && facts.reference !== undefined)
    return new PcError(what, { kind: 'inconclusive', code, why, next, cause });
  if ((kind === 'refused' || kind === 'unreachable') && facts.reference !== undefined)
    return new PcError(what, { kind, code, why, next: `${next} ${leftWords(context, facts)}`, cause });
  if (code !== 'timed-out' || context.request.onTimeout !== 'cancel') return cause;
  return stopped(cause, await stopScan(context, { ...facts, launchedByThisRun: true }));
}

/** What becomes of the scan of a run that Qualys does not let go on. */
function leftWords({ deps }: RunContext, { scan, reference }: RunFacts): string {
  const state = scan === undefined ? 'is left running' : 'has ended in Qualys';
  return `Scan ${reference} ${state}. ${resumeWords(deps)}`;
}

/** Signals must end the program quickly: one request, no retries. */
const CANCEL_TIMEOUT_MS = 4_000;

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
      why: `Scan ${reference} has ended in Qualys already; its results are not complete.`,
      next: `See what it found. ${resumeWords(deps)}`,
    };
  }
  if (!launchedByThisRun) {
    return {
      why: `Scan ${reference} was launched by another run and goes on in Qualys.`,
      next: `${resumeWords(deps)}\n${cancelWords(deps)}`,
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
      next: `Look in Qualys whether it still runs. ${cancelWords(deps)}`,
    };
  }
  if (refusal !== undefined) {
    return {
      why: `Qualys has nothing to cancel: scan ${reference} has ended already, it seems. ${refusal}`,
      next: `See what it found. ${resumeWords(deps)}`,
    };
  }
  // A state that cannot be written changes nothing about the scan, and must not hide what became of it.
  await deps.directory.markPhase('cancelled').catch(() => undefined);
  return {
    why: `Qualys confirmed: scan ${reference} is cancelled.`,
    next: 'Run again for a new scan.',
  };
}
