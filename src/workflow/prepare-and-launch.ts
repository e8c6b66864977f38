import { type RunFacts, scanReportUrl } from './build-result.js';
import type { RunContext } from './run-context.js';
import type { RunState } from './run-state.js';
import type { ScanRequest } from './scan-request.js';
import { shardName } from './shards.js';
import { skipSteps } from './skip-steps.js';
import { launchScan, lookUpLaunch } from './steps/launch.js';
import { addHosts, attachPolicies, ensureAssetGroup, ensureAuthRecord } from './steps/prepare.js';
import { planTarget, resolveTarget } from './steps/target.js';
import { snapshotOf } from './survey-snapshot.js';

/** A scan that runs in Qualys, and what it was launched for. */
export interface LaunchedRun {
  readonly reference: string;
  readonly survey: RunState['survey'];
  readonly groupTitle: string;
}

/** Steps 2 to 7. */
export async function prepareAndLaunch(
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
export function takeUpScan({ channel, request }: RunContext, facts: RunFacts, state: RunState): LaunchedRun {
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
