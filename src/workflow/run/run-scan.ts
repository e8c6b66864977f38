import { PcError } from '../../errors.js';
import type { CallEvent } from '../../qualys/client/client-options.js';
import { checkRequest } from '../plan/guards.js';
import { MissingObjects } from '../plan/missing-objects.js';
import type { ScanRequest } from '../plan/scan-request.js';
import { SeveralRegions } from '../plan/several-regions.js';
import type { RunFacts } from '../results/build-result.js';
import { historyAfter } from '../results/past-build.js';
import { decideResume } from '../results/resume-decision.js';
import { takeRunLocks } from '../results/run-lock.js';
import type { RunState } from '../results/run-state.js';
import { askedTarget } from '../results/survey-snapshot.js';
import { connectAccount } from '../steps/connect.js';
import { repeatVerdict } from '../steps/report.js';
import { surveyTarget } from '../steps/target.js';
import { resolveGroups } from '../units/resolve-groups.js';
import { nameUncut } from '../units/resolve-instances.js';
import { cutName } from '../units/unit-names.js';
import { emitError, endWithError } from './end-run.js';
import { EventChannel } from './event-channel.js';
import type { ScanEvent } from './events.js';
import { callsEndAt, freshWords, type RunContext, type RunOptions, type ScanDeps } from './run-context.js';
import { scanSequence } from './scan-sequence.js';

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

/** Steps 1 and 2 only: proves that everything is there and says the plan. Changes nothing. */
export async function* checkScan(
  request: ScanRequest,
  deps: ScanDeps,
  options: RunOptions,
): AsyncGenerator<ScanEvent, void> {
  const context = contextOf(request, deps, options);
  const stopReporting = reportWaits(context);
  try {
    yield* play(context, async () => {
      checkRequest(request);
      await connectAccount(context);
      await resolveGroups(context, undefined);
      nameUncut(context);
      await surveyTarget(context);
    });
  } finally {
    stopReporting();
  }
}

function contextOf(request: ScanRequest, deps: ScanDeps, options: RunOptions): RunContext {
  const deadlineMs = deps.clock.now() + request.timeoutMs;
  const callsEnd = callsEndAt(deadlineMs, request.timeoutMs);
  return {
    request,
    deps,
    options,
    api: deps.api.withSignal(deps.signal, () => Math.max(0, callsEnd.atMs - deps.clock.now())),
    channel: new EventChannel(deps.clock),
    missing: new MissingObjects(),
    deadlineMs,
    callsEnd,
  };
}

/** Yields what the work says while it runs, then throws what it threw. */
async function* play(
  { channel, options }: RunContext,
  work: () => Promise<void>,
): AsyncGenerator<ScanEvent, void> {
  const ending = work().then(
    () => undefined,
    (cause: unknown) => ({ cause }),
  );
  const closed = ending.then((failure) => {
    if (failure?.cause instanceof PcError && !isCut(options, failure.cause))
      emitError(channel, failure.cause);
    channel.close();
  });
  yield* channel.drain();
  await closed;
  const failure = await ending;
  if (failure !== undefined) throw failure.cause;
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

/** Whether the run goes on as several scans, which have ends of their own. */
function isCut({ cutsRegions }: RunOptions, cause: unknown): cause is SeveralRegions {
  return cutsRegions === true && cause instanceof SeveralRegions;
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

const reasons = {
  rate: 'the account used up its calls',
  concurrency: 'other calls are running',
  transient: 'Qualys could not answer',
} as const;

/** From how many seconds on a wait says when it ends. */
export const longWaitSeconds = 60;

/** A wait before a call in a sentence. */
export function waitWords(
  { reason, seconds, limit, remaining }: Extract<CallEvent, { type: 'waiting' }>,
  nowMs: number,
): string {
  const quota = limit === undefined ? '' : `, ${remaining ?? 0} of ${limit} calls left`;
  const end = new Date(nowMs + seconds * 1000).toISOString().slice(11, 16);
  const until = seconds < longWaitSeconds ? '' : `; it goes on at ${end} UTC`;
  return `Waiting ${Math.ceil(seconds)} s: ${reasons[reason]}${quota}${until}`;
}

/** Waits that the account's limits impose are reported as they happen. */
function reportWaits({ deps, channel }: RunContext): () => void {
  const end = deps.onCall?.((event) => {
    if (event.type !== 'waiting') return;
    const { seconds, limit, remaining } = event;
    channel.progress(waitWords(event, deps.clock.now()), {
      waitingSeconds: seconds,
      ...(limit === undefined ? {} : { rate: { remaining: remaining ?? 0, limit } }),
    });
  });
  return end ?? (() => undefined);
}
