import { PcError } from '../../errors.js';
import { checkRequest } from '../plan/check-request.js';
import type { ScanRequest } from '../plan/scan-request.js';
import type { RunFacts } from '../results/build-result.js';
import { historyAfter } from '../results/past-build.js';
import { decideResume } from '../results/resume-decision.js';
import { takeRunLocks } from '../results/run-lock.js';
import type { RunState } from '../results/run-state.js';
import { askedTarget } from '../results/survey-snapshot.js';
import { repeatVerdict } from '../steps/report.js';
import { cutName } from '../units/unit-names.js';
import { endWithError } from './end-run.js';
import type { ScanEvent } from './events.js';
import { contextOf, isCut, play } from './play-run.js';
import { freshWords, type RunContext, type RunOptions, type ScanDeps } from './run-context.js';
import { scanSequence } from './scan-sequence.js';
import { reportWaits } from './wait-words.js';

/**
 * One scan from the connection to the verdict, as events (design, section 4). The last event is `judged`, unless
 * the run throws: then it is `error`.
 * @throws SeveralRegions where the options take it; PcError of kind `usage` (nothing was changed), `interrupted` or `terminated`; anything else is a bug.
 */
export async function* runScan(
  request: ScanRequest,
  deps: ScanDeps,
  options: RunOptions,
): AsyncGenerator<ScanEvent, void> {
  const context = contextOf(request, deps, options);
  const lock = await takeRunLocks(deps.directory.stateFiles, deps.pid);
  const stopReporting = reportWaits(context);
  try {
    yield* play(context, () => run(context));
  } finally {
    stopReporting();
    await lock.release();
  }
}

async function run(context: RunContext): Promise<void> {
  const { deps } = context;
  const facts: RunFacts = { startedAtMs: deps.clock.now(), launchedByThisRun: false };
  try {
    await launchOrResume(context, facts);
  } catch (cause) {
    if (isCut(context.options, cause)) throw cause;
    await endWithError(context, facts, cause);
  }
}

async function launchOrResume(context: RunContext, facts: RunFacts): Promise<void> {
  const { request, deps, options, channel } = context;
  checkRequest(request);
  const decision = decideResume({
    freshWords: freshWords(deps),
    state: await oldState(context),
    digest: request.digest,
    jobName: request.jobName,
    build: request.build,
    shard: cutName(request),
    target: askedTarget(request),
    nowMs: deps.clock.now(),
    resume: options.resume !== undefined,
    continues: options.continues ?? false,
    forceNew: options.forceNew ?? false,
  });
  if (decision.kind === 'finished') {
    const result = await deps.directory.readOwnResult();
    if (result !== undefined && result.scan?.reference === decision.state.reference) {
      channel.warning(
        `Scan ${decision.state.reference} was judged by an earlier run of this build; its verdict stands since ${minuteOf(result.finishedAt)}, nothing is scanned`,
      );
      facts.isJudged = true;
      return repeatVerdict(context, result);
    }
  }
  const state = decision.kind === 'fresh' ? undefined : decision.state;
  if (state === undefined) await deps.directory.clear();
  else await deps.directory.create();
  facts.hasDirectory = true;
  facts.history = historyAfter(await deps.directory.readPrevious(request.jobName));
  if ('notice' in decision && decision.notice !== undefined) {
    // What was asked for is no warning.
    if (decision.kind === 'resume' && options.resume !== undefined) channel.progress(decision.notice);
    else channel.warning(decision.notice);
  }
  await scanSequence(context, facts, state);
}

/** The state of an earlier run. A new scan needs none that can be read: an unfinished one is only reported. */
async function oldState({ deps, options }: RunContext): Promise<RunState | undefined> {
  try {
    return await deps.directory.readState();
  } catch (cause) {
    if (options.forceNew === true) return undefined;
    if (!(cause instanceof PcError) || cause.code !== 'state-invalid') throw cause;
    const { what, why, kind, code } = cause;
    const next = `Look in Qualys whether its scan still runs. ${freshWords(deps)}`;
    throw new PcError(what, { kind, code, why, next, cause });
  }
}

/** `2026-05-04 09:15 UTC`. */
function minuteOf(isoTime: string): string {
  return `${new Date(isoTime).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
