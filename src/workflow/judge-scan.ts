import { buildResult, type RunFacts } from './build-result.js';
import { detached } from './detached.js';
import { scanSteps } from './events.js';
import { prepareAndLaunch, takeUpScan } from './prepare-and-launch.js';
import type { Result } from './result.js';
import type { RunContext } from './run-context.js';
import type { RunState } from './run-state.js';
import { skipSteps } from './skip-steps.js';
import { readAuthentication } from './steps/authentication.js';
import { connect } from './steps/connect.js';
import { collectPosture } from './steps/posture.js';
import { waitForScan } from './steps/wait.js';
import { targetOfSnapshot } from './survey-snapshot.js';
import { verdictOf } from './verdict.js';

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
  const takenUp = state !== undefined && state.phase !== 'intent';
  const current = takenUp ? takeUpScan(context, facts, state) : await prepareAndLaunch(context, facts, state);
  const { survey } = current;
  if (context.options.detach === true) {
    throw detached(current.reference);
  }
  const { scan, endedAt } = await waitForScan(context, {
    ref: current.reference,
    optionProfileId: survey.optionProfile.id,
    takenUp,
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
      `${passed + failed + error + exceptions} postures of ${survey.policies.length === 1 ? '1 policy' : `${survey.policies.length} policies`}`,
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
