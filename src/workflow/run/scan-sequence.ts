import { exitCode } from '../../errors.js';
import type { SurveyedInstances } from '../plan/survey-ec2.js';
import { buildResult, type RunFacts } from '../results/build-result.js';
import type { Result } from '../results/result.js';
import type { RunState } from '../results/run-state.js';
import { snapshotOf, targetOfSnapshot } from '../results/survey-snapshot.js';
import { readAuthentication } from '../steps/authentication.js';
import { connectAccount } from '../steps/connect.js';
import { evaluate, judge } from '../steps/evaluate.js';
import { ensureLaunched, resumeScan } from '../steps/launch.js';
import { collectPosture } from '../steps/posture.js';
import { addHosts, attachPolicies, ensureAssetGroup, ensureAuthRecord } from '../steps/prepare.js';
import { writeResults } from '../steps/report.js';
import {
  isAllStopped,
  leaveStoppedOut,
  stoppedVerdict,
  whenNoneAnswered,
  withStoppedNotes,
} from '../steps/stopped-instances.js';
import { resolveTarget } from '../steps/target.js';
import { waitForScan } from '../steps/wait.js';
import { resolveGroups } from '../units/resolve-groups.js';
import { nameUncut } from '../units/resolve-instances.js';
import { detached } from './asked-ends.js';
import type { EventChannel } from './event-channel.js';
import { allowBeyondTimeout, type RunContext } from './run-context.js';
import { type StepId, scanSteps } from './scan-steps.js';

/**
 * Steps 1 to 12, top to bottom: each starts and ends itself. The facts are filled as the steps come to know them.
 * @param state - of an earlier run whose scan is to be resumed, or whose launch may have arrived.
 */
export async function scanSequence(
  context: RunContext,
  facts: RunFacts,
  state: RunState | undefined,
): Promise<void> {
  const { channel, deps } = context;
  if (isEmptyShard(context)) return endEmptyShard(context, facts);

  await connectAccount(context);
  // Before anything is launched, and after the first answer: no request waits for it.
  await Promise.all([deps.loadEnding?.(), deps.directory.loadReaders()]);
  await resolveGroups(context, state);
  nameUncut(context);
  const isResumed = state !== undefined && state.phase !== 'intent';
  const isEmpty = isEmptyShard(context);
  // Both go on without the reads of step 2, which name everything that is missing.
  if (isEmpty || isResumed) context.missing.check();
  if (isEmpty) return endEmptyShard(context, facts);
  const { request } = context;
  const launched = isResumed
    ? resumeLaunched(context, facts, state)
    : await prepareAndLaunch(context, facts, state);
  if (launched === undefined) return endStopped(context, facts, 'launch');
  const { ref } = launched;
  if (context.options.detach === true) throw detached(ref, deps);

  const optionProfileId = launched.survey.optionProfile.id;
  const waited = await waitForScan(context, { ref, optionProfileId, isResumed }).catch(
    async (cause: unknown) => {
      facts.survey = await whenNoneAnswered(context, launched.survey, cause);
    },
  );
  if (waited === undefined) return endStopped(context, facts, 'authentication');
  const { scan, endedAt } = waited;
  facts.scan = scan;
  allowBeyondTimeout(context);
  const { survey, coverage } = await leaveStoppedOut(
    context,
    launched.survey,
    await readAuthentication(context, { ref, ...targetOfSnapshot(request, launched.survey) }),
  );
  facts.survey = survey;
  facts.coverage = coverage;
  if (isAllStopped(context, survey.instances)) return endStopped(context, facts, 'posture');
  if (coverage.succeeded.isEmpty) skipSteps(channel, ['posture', 'evaluate'], 'No host could be looked at');
  else {
    allowBeyondTimeout(context);
    facts.posture = await collectPosture(context, {
      ref,
      policies: survey.policies,
      hosts: coverage.succeeded,
      isEc2: request.target.type === 'ec2',
      hostIds: hostIdsOf(survey),
      launchedAt: scan.launchedAt,
      endedAt,
      processed: scan.processed,
      assetGroup: { id: survey.assetGroupId, title: survey.assetGroupTitle },
    });
    evaluate(context, facts.posture);
  }
  deps.signal.throwIfAborted();
  const judged = judge(context, survey, { coverage, posture: facts.posture });
  const verdict = withStoppedNotes(context, survey, judged);
  await writeResults(context, buildResult(context, facts, verdict), facts);
}

/** Qualys' id of the host of each instance, by its address. */
function hostIdsOf({ instances }: RunState['survey']): ReadonlyMap<string, string> {
  return new Map(
    instances.flatMap(({ ip, hostId }) =>
      ip === null || hostId === undefined ? [] : [[ip, hostId] as const],
    ),
  );
}

/** A scan that runs in Qualys, and what it was launched for. */
interface LaunchedRun {
  readonly ref: string;
  readonly survey: RunState['survey'];
}

/** Steps 2 to 7 of a new scan. */
async function prepareAndLaunch(
  context: RunContext,
  facts: RunFacts,
  intent: RunState | undefined,
): Promise<LaunchedRun | undefined> {
  const survey = await resolveTarget(context);
  const { ec2 } = survey.target;
  if (intent === undefined && ec2 !== undefined && isAllStopped(context, statesOf(ec2))) {
    facts.survey = snapshotOf(context.request, survey, null, undefined);
    return undefined;
  }
  await addHosts(context, survey);
  const authRecord = await ensureAuthRecord(context, survey);
  const groupId = await ensureAssetGroup(context, survey);
  await attachPolicies(context, survey, groupId);
  const snapshot = snapshotOf(context.request, survey, groupId, authRecord);
  facts.survey = snapshot;
  const ref = await ensureLaunched(context, facts, { survey, snapshot, intent });
  return { ref, survey: snapshot };
}

function statesOf({ instances }: SurveyedInstances): { readonly state: string | null }[] {
  return instances.map(({ state = null }) => ({ state }));
}

/** Steps 2 to 7 of a resumed scan: the run that launched it has done them. */
function resumeLaunched(context: RunContext, facts: RunFacts, state: RunState): LaunchedRun {
  facts.survey = state.survey;
  skipSteps(
    context.channel,
    ['target', 'host', 'auth-record', 'asset-group', 'policies'],
    'Done by the run that launched the scan',
  );
  return { ref: resumeScan(context, facts, state), survey: state.survey };
}

function isEmptyShard({ request: { target } }: RunContext): boolean {
  if (target.type === 'ec2')
    return target.ids.length === 0 && (target.open === undefined || target.part !== undefined);
  const isUnknown = target.assetGroups !== undefined && target.whole.isEmpty;
  return target.slice.isEmpty && !isUnknown;
}

/** A target with fewer addresses than there are shards leaves some of them nothing to do. */
async function endEmptyShard(context: RunContext, facts: RunFacts): Promise<void> {
  skipSteps(
    context.channel,
    scanSteps.filter((step) => step !== 'report'),
    'This shard is empty',
  );
  const verdict: Result['verdict'] = {
    outcome: 'not-evaluated',
    exitCode: exitCode.passed,
    gate: context.request.criteria !== undefined,
    warnings: 0,
    reasons: [
      {
        code: 'empty-shard',
        what: 'The target has fewer addresses than there are shards: this one scans nothing.',
      },
    ],
    notes: [],
  };
  await writeResults(context, buildResult(context, facts, verdict), facts);
}

/** A scan that is one of several ends without a verdict of its own when nothing of it runs any more. */
async function endStopped(context: RunContext, facts: RunFacts, from: StepId): Promise<void> {
  skipSteps(
    context.channel,
    scanSteps.slice(scanSteps.indexOf(from)).filter((step) => step !== 'report'),
    'Its instances have stopped',
  );
  if (facts.survey === undefined) throw new TypeError('Instances stopped that were not read');
  await writeResults(context, buildResult(context, facts, stoppedVerdict(context, facts.survey)), facts);
}

/** Reports steps, in their order, as not needed. */
function skipSteps(channel: EventChannel, steps: readonly StepId[], reason: string): void {
  for (const step of steps) channel.skipped(step, reason);
}
