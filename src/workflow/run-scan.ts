import { exitCodeOf, PcError } from '../errors.js';
import { buildResult, type RunFacts, scanReportUrl, verdictOfError } from './build-result.js';
import { EventChannel } from './event-channel.js';
import type { ScanEvent, StepId } from './events.js';
import { checkRequest } from './guards.js';
import type { Result } from './result.js';
import type { RunContext, RunOptions, ScanDeps } from './run-context.js';
import { takeRunLock } from './run-lock.js';
import { type RunState, takeoverOf } from './run-state.js';
import type { ScanRequest } from './scan-request.js';
import { readAuthentication } from './steps/authentication.js';
import { connect } from './steps/connect.js';
import { launchScan, lookUpLaunch } from './steps/launch.js';
import { collectPosture } from './steps/posture.js';
import { addHosts, attachPolicies, ensureAssetGroup, ensureAuthRecord } from './steps/prepare.js';
import { planTarget, resolveTarget } from './steps/target.js';
import { waitForScan } from './steps/wait.js';
import { stopScan } from './stop-scan.js';
import { snapshotOf, targetOfSnapshot } from './survey-snapshot.js';
import { verdictOf } from './verdict.js';

/**
 * One scan from the connection to the verdict, as events (design, section 4). The last event is `judged`, unless
 * the run throws: then it is `error`.
 * @throws PcError of kind `usage` (nothing was changed), `interrupted` or `terminated`; anything else is a bug.
 */
export async function* runScan(
  request: ScanRequest,
  deps: ScanDeps,
  options: RunOptions,
): AsyncGenerator<ScanEvent, void> {
  const context = contextOf(request, deps, options);
  const lock = await takeRunLock(deps.directory.file('state'), deps.pid, deps.clock.now);
  const silence = tellWaits(context);
  try {
    yield* play(context, () => run(context));
  } finally {
    silence();
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
  yield* play(context, async () => {
    checkRequest(request);
    await connect(context);
    await planTarget(context);
    context.channel.done('Everything is there');
  });
}

function contextOf(request: ScanRequest, deps: ScanDeps, options: RunOptions): RunContext {
  return {
    request,
    deps,
    options,
    api: deps.api.withSignal(deps.signal),
    channel: new EventChannel(deps.clock),
    deadlineMs: deps.clock.now() + request.timeoutMs,
  };
}

/** Yields what the work says while it runs, then throws what it threw. */
async function* play({ channel }: RunContext, work: () => Promise<void>): AsyncGenerator<ScanEvent, void> {
  const ending = work().then(
    () => undefined,
    (cause: unknown) => ({ cause }),
  );
  const closed = ending.then((failure) => {
    if (failure?.cause instanceof PcError) emitError(channel, failure.cause);
    channel.close();
  });
  yield* channel.drain();
  await closed;
  const failure = await ending;
  if (failure !== undefined) throw failure.cause;
}

function emitError(channel: EventChannel, { what, why, next, kind, code }: PcError): void {
  const error = { what, next, kind, code, exitCode: exitCodeOf[kind], ...(why === undefined ? {} : { why }) };
  channel.emit({ type: 'error', step: channel.step, error });
}

async function run(context: RunContext): Promise<void> {
  const { request, deps, options, channel } = context;
  const facts: RunFacts = { startedAtMs: deps.clock.now() };
  checkRequest(request);
  const takeover = takeoverOf({
    state: await deps.directory.readState(options.resume?.file),
    digest: request.digest,
    jobName: request.jobName,
    build: request.build,
    shard: shardName(request),
    nowMs: deps.clock.now(),
    resume: options.resume !== undefined,
    forceNew: options.forceNew ?? false,
  });
  if (takeover.kind === 'finished') {
    const result = await deps.directory.readOwnResult();
    if (result !== undefined) {
      channel.emit({ type: 'judged', step: 'report', result });
      return;
    }
  }
  const state = takeover.kind === 'resume' ? takeover.state : undefined;
  if (state === undefined) await deps.directory.clear();
  if ('notice' in takeover && takeover.notice !== undefined) channel.warning(takeover.notice);
  const launched = { byThisRun: false };
  try {
    const result = await judge(context, facts, state, launched);
    await finish(context, result, facts);
  } catch (cause) {
    await endWithError(context, facts, launched.byThisRun, cause);
  }
}

/** A run that could not look is told as a result too; what the person must mend before anything happens is thrown. */
async function endWithError(
  context: RunContext,
  facts: RunFacts,
  launchedByThisRun: boolean,
  cause: unknown,
): Promise<void> {
  const { deps, channel, request } = context;
  await facts.posture?.controls.discard();
  if (deps.signal.aborted && deps.signal.reason instanceof PcError) {
    const reason = deps.signal.reason;
    if (reason.kind !== 'timed-out') {
      await stopScan(context, facts, launchedByThisRun);
      throw reason;
    }
    cause = detached(facts.reference, reason);
  }
  if (!(cause instanceof PcError)) throw cause;
  if (cause.kind === 'usage' || cause.kind === 'bug') throw cause;
  if (cause.code === 'timed-out' && context.options.onTimeout === 'cancel')
    await stopScan(context, facts, true);
  emitError(channel, cause);
  const result = buildResult(context, facts, verdictOfError(cause, request.criteria !== undefined));
  await deps.directory.writeResult(result);
  // A scan that ended without a verdict has nothing left to take up.
  if (cause.kind === 'inconclusive' && facts.reference !== undefined) await markFinished(context);
  channel.emit({ type: 'judged', step: 'report', result });
}

function detached(reference: string | undefined, reason: PcError): PcError {
  if (reference === undefined) return reason;
  return new PcError(`Detached: scan ${reference} goes on in Qualys`, {
    kind: 'timed-out',
    code: 'detached',
    next: 'Take it up again with --resume.',
  });
}

async function judge(
  context: RunContext,
  facts: RunFacts,
  state: RunState | undefined,
  launched: { byThisRun: boolean },
): Promise<Result> {
  const { request, channel, deps } = context;
  if (request.target.type === 'host' ? request.target.slice.isEmpty : request.target.ids.length === 0)
    return emptyShard(context, facts);
  await connect(context);
  const current =
    state?.phase === 'launched'
      ? skipToWait(context, facts, state)
      : await prepareAndLaunch(context, facts, state, launched);
  const { survey } = current;
  if (current.reference === null) throw new TypeError('A launched scan has no reference');
  if (context.options.detach === true) {
    throw detached(current.reference, new PcError('', { kind: 'timed-out', code: 'detached', next: '' }));
  }
  const { scan, endedAt } = await waitForScan(context, {
    ref: current.reference,
    optionProfileId: survey.optionProfile.id,
  });
  facts.scan = scan;
  const target = targetOfSnapshot(request, survey);
  const coverage = await readAuthentication(context, { ref: scan.ref, ...target });
  facts.coverage = coverage;
  const stop = coverage.succeeded.isEmpty;
  if (stop) skip(channel, ['posture', 'evaluate'], 'No host could be looked at');
  else {
    facts.posture = await collectPosture(context, {
      ref: scan.ref,
      policies: survey.policies,
      hosts: coverage.succeeded,
      isEc2: request.target.type === 'ec2',
      launchedAt: scan.launchedAt,
      endedAt,
      processed: scan.processed,
      assetGroup: { id: survey.assetGroupId, title: current.groupTitle },
    });
    const { passed, failed, error, exceptions } = facts.posture.evaluation.totals.result;
    channel.done(
      `${passed + failed + error + exceptions} postures of ${survey.policies.length === 1 ? '1 policy' : `${survey.policies.length} policies`}`,
    );
    channel.started('evaluate', 'Judging by the criteria');
    const { failing } = facts.posture.evaluation.totals.result;
    channel.done(request.criteria === undefined ? 'No criteria: nothing fails' : `${failing} failing`);
  }
  deps.signal.throwIfAborted();
  const names = namesOf(survey);
  const verdict = verdictOf({
    criteria: request.criteria,
    coverage,
    posture: facts.posture,
    policies: survey.policies,
    warningExitCode: context.options.warningExitCode ?? false,
    targetNames: names,
  });
  return buildResult(context, facts, verdict);
}

interface Current {
  readonly reference: string | null;
  readonly survey: RunState['survey'];
  readonly groupTitle: string;
}

/** Steps 2 to 7. */
async function prepareAndLaunch(
  context: RunContext,
  facts: RunFacts,
  intent: RunState | undefined,
  launched: { byThisRun: boolean },
): Promise<Current> {
  const { deps, channel, request } = context;
  const planned = await planTarget(context);
  const survey = await resolveTarget(context, planned);
  await addHosts(context, survey);
  const authRecord = await ensureAuthRecord(context, survey);
  const groupId = await ensureAssetGroup(context, survey);
  await attachPolicies(context, survey, groupId);
  const snapshot = snapshotOf(request, survey, groupId, authRecord);
  facts.survey = snapshot;
  const found = intent === undefined ? undefined : await lookUpIntent(context, intent);
  const nowMs = deps.clock.now();
  const state: RunState = {
    version: 1,
    configDigest: request.digest,
    jobName: request.jobName,
    build: request.build,
    shard: shardName(request),
    startedAt: new Date(facts.startedAtMs).toISOString(),
    timeoutMs: request.timeoutMs,
    phase: 'intent',
    title: found === undefined ? request.title : (intent?.title ?? request.title),
    intentAt: new Date(nowMs).toISOString(),
    reference: null,
    scanId: null,
    launchedAt: null,
    survey: snapshot,
  };
  const scan = found ?? (await launchScan(context, survey, state));
  launched.byThisRun = found === undefined;
  facts.reference = scan.ref;
  facts.scanId = scan.id;
  await deps.directory.writeState({ ...state, phase: 'launched', reference: scan.ref, scanId: scan.id });
  channel.done(found === undefined ? 'Scan launched' : `Scan ${scan.ref} was launched by an earlier run`, {
    scanTitle: state.title,
    scanRef: scan.ref,
    ...linkOf(request, scan.id),
  });
  return { reference: scan.ref, survey: snapshot, groupTitle: survey.assetGroupTitle };
}

async function lookUpIntent(context: RunContext, intent: RunState) {
  context.channel.started('launch', `Looking whether the scan "${intent.title}" was launched`);
  return lookUpLaunch(context, intent);
}

/** A launched scan is taken up where it is: its objects were made by the run that launched it. */
function skipToWait({ channel, request }: RunContext, facts: RunFacts, state: RunState): Current {
  const reference = state.reference ?? '';
  facts.survey = state.survey;
  facts.reference = reference;
  facts.scanId = state.scanId;
  skip(
    channel,
    ['target', 'host', 'auth-record', 'asset-group', 'policies'],
    'Done by the run that launched the scan',
  );
  channel.started('launch', `Taking up scan ${reference}`);
  channel.done(`Scan ${reference} taken up`, {
    scanTitle: state.title,
    scanRef: reference,
    ...linkOf(request, state.scanId),
  });
  return { reference, survey: state.survey, groupTitle: state.survey.assetGroupTitle };
}

function linkOf({ portal }: ScanRequest, scanId: string | null): { reportUrl?: string } {
  const reportUrl = scanReportUrl(portal, scanId);
  return reportUrl === null ? {} : { reportUrl };
}

function emptyShard(context: RunContext, facts: RunFacts): Result {
  skip(
    context.channel,
    [
      'connect',
      'target',
      'host',
      'auth-record',
      'asset-group',
      'policies',
      'launch',
      'wait',
      'authentication',
      'posture',
      'evaluate',
    ],
    'This shard is empty',
  );
  return buildResult(context, facts, {
    outcome: 'not-evaluated',
    exitCode: 0,
    gate: context.request.criteria !== undefined,
    warnings: 0,
    reasons: [
      {
        code: 'empty-shard',
        message: 'The target has fewer addresses than there are shards: this one scans nothing.',
      },
    ],
    notes: [],
  });
}

function skip(channel: EventChannel, steps: readonly StepId[], reason: string): void {
  for (const step of steps) channel.skipped(step, reason);
}

/** Step 12: files first, then the verdict. */
async function finish(context: RunContext, result: Result, facts: RunFacts): Promise<void> {
  const { deps, channel, request } = context;
  channel.started('report', 'Writing the results');
  const evaluated = facts.posture !== undefined;
  if (facts.posture !== undefined) await facts.posture.controls.commit();
  await deps.directory.writeResult(result);
  const previous = await deps.directory.readPrevious(request.jobName);
  const files = evaluated ? await deps.writeReports?.({ result, previous }) : undefined;
  if (facts.reference !== undefined) await markFinished(context);
  channel.done(['result.json', ...(evaluated ? ['controls.jsonl'] : []), ...(files ?? [])].join(' · '));
  channel.emit({ type: 'judged', step: 'report', result });
}

async function markFinished({ deps }: RunContext): Promise<void> {
  const state = await deps.directory.readState();
  if (state !== undefined) await deps.directory.writeState({ ...state, phase: 'finished' });
}

function shardName({ shard }: ScanRequest): string | null {
  return shard === undefined ? null : `${shard.index}/${shard.total}`;
}

/** EC2 hosts are named by their instance. */
function namesOf({ instances }: RunState['survey']): (ips: string) => string {
  return (ips) =>
    ips
      .split(',')
      .map((ip) => {
        const instance = instances.find((candidate) => candidate.ip === ip);
        return instance === undefined ? ip : `${instance.id} (${ip})`;
      })
      .join(', ');
}

/** Waits that the account's limits impose are told as they happen. */
function tellWaits({ deps, channel }: RunContext): () => void {
  const end = deps.onCall?.((event) => {
    if (event.type !== 'waiting') return;
    const why = {
      rate: 'the account used up its calls',
      concurrency: 'other calls are running',
      transient: 'Qualys could not answer',
    }[event.reason];
    const quota = event.limit === undefined ? '' : `, ${event.remaining ?? 0} of ${event.limit} calls left`;
    const rate =
      event.limit === undefined ? {} : { rate: { remaining: event.remaining ?? 0, limit: event.limit } };
    channel.progress(`Waiting ${Math.ceil(event.seconds)} s: ${why}${quota}`, {
      waitingSeconds: event.seconds,
      ...rate,
    });
  });
  return end ?? (() => undefined);
}
