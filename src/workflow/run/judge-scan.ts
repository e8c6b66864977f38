import { counted } from '../../text/counted.js';
import { verdictOf } from '../judge/verdict.js';
import type { ScanRequest } from '../plan/scan-request.js';
import { shardName } from '../plan/shards.js';
import { buildResult, type RunFacts, scanReportUrl } from '../results/build-result.js';
import type { Result } from '../results/result.js';
import type { RunState } from '../results/run-state.js';
import { snapshotOf, targetOfSnapshot } from '../results/survey-snapshot.js';
import { readAuthentication } from '../steps/authentication.js';
import { connect } from '../steps/connect.js';
import { launchScan, lookUpLaunch } from '../steps/launch.js';
import { collectPosture } from '../steps/posture.js';
import { addHosts, attachPolicies, ensureAssetGroup, ensureAuthRecord } from '../steps/prepare.js';
import { planTarget, resolveTarget } from '../steps/target.js';
import { waitForScan } from '../steps/wait.js';
import { detached } from './detached.js';
import type { EventChannel } from './event-channel.js';
import type { RunContext } from './run-context.js';
import { type StepId, scanSteps } from './scan-steps.js';

/** Steps 1 to 11, from the connection to the result; a scan of an earlier run is taken up where it is. */
export async function judgeScan(
  context: RunContext,
  facts: RunFacts,
  state: RunState | undefined,
): Promise<Result> {
  const { request, channel, deps } = context;
  if (request.target.type === 'host' ? request.target.slice.isEmpty : request.target.ids.length === 0)
    return emptyShard(context, facts);
  await connect(context);
  const isResumed = state !== undefined && state.phase !== 'intent';
  const current = isResumed
    ? takeUpScan(context, facts, state)
    : await prepareAndLaunch(context, facts, state);
  const { survey } = current;
  if (context.options.detach === true) {
    throw detached(current.reference);
  }
  const { scan, endedAt } = await waitForScan(context, {
    ref: current.reference,
    optionProfileId: survey.optionProfile.id,
    isResumed,
  });
  facts.scan = scan;
  const target = targetOfSnapshot(request, survey);
  const coverage = await readAuthentication(context, { ref: scan.ref, ...target });
  facts.coverage = coverage;
  const stop = coverage.succeeded.isEmpty;
  if (stop) skipSteps(channel, ['posture', 'evaluate'], 'No host could be looked at');
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
      `${passed + failed + error + exceptions} postures of ${counted(survey.policies.length, 'policy', 'policies')}`,
    );
    channel.started('evaluate', 'Judging by the criteria');
    const { failing } = facts.posture.evaluation.totals.result;
    const rows = passed + failed + error + exceptions;
    channel.done(
      rows === 0
        ? 'No posture to judge'
        : request.criteria === undefined
          ? 'No criteria: nothing fails'
          : `${failing} failing`,
    );
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

function emptyShard(context: RunContext, facts: RunFacts): Result {
  skipSteps(
    context.channel,
    scanSteps.filter((step) => step !== 'report'),
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

/** A scan that runs in Qualys, and what it was launched for. */
export interface LaunchedRun {
  readonly reference: string;
  readonly survey: RunState['survey'];
  readonly groupTitle: string;
}

/** Steps 2 to 7. */
async function prepareAndLaunch(
  context: RunContext,
  facts: RunFacts,
  intent: RunState | undefined,
): Promise<LaunchedRun> {
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
    shard: shardName(request.shard),
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
  const scan =
    found ??
    (await launchScan(context, survey, state, () => {
      facts.launchLost = true;
    }));
  facts.launchedByThisRun = found === undefined;
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
function takeUpScan({ channel, request }: RunContext, facts: RunFacts, state: RunState): LaunchedRun {
  const reference = state.reference ?? '';
  facts.survey = state.survey;
  facts.reference = reference;
  facts.scanId = state.scanId;
  skipSteps(
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

/** Says of steps in their order that they are not needed. */
function skipSteps(channel: EventChannel, steps: readonly StepId[], reason: string): void {
  for (const step of steps) channel.skipped(step, reason);
}
