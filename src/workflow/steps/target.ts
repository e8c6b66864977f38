import { PcError } from '../../errors.js';
import { composePlan, mustRunConnector } from '../plan/compose-plan.js';
import { checkRegions, checkSurvey } from '../plan/guards.js';
import { endOfSupportWords, planVersions } from '../plan/plan-changes.js';
import { type Survey, surveyAccount, surveyAddresses } from '../plan/survey.js';
import { unknownIds } from '../plan/survey-ec2.js';
import { type RunContext, remainingMs } from '../run/run-context.js';

/** How often a connector that has not started is read before the run gives up on it. */
const MOST_IDLE_LOOKS = 10;
/** Connectors take minutes; asking more often brings nothing. */
const CONNECTOR_LOOK_MS = 30_000;

/** Step 2: reads everything the run will use, says the plan, and runs the connector when an instance is unknown. */
export async function resolveTarget(context: RunContext): Promise<Survey> {
  const { channel } = context;
  const survey = await planTarget(context);
  if (survey.target.ec2 === undefined) {
    channel.done(`Target ${survey.target.whole.toString()}`);
    return survey;
  }
  const known = await resolveInstances(context, survey, survey.target.ec2.unknownIds);
  const words = known.target.ec2?.instances.map(
    ({ instanceId, state, region, privateIp }) =>
      `${instanceId} ${state} in ${region}, private IP ${privateIp}`,
  );
  channel.done(words?.join('; ') ?? '');
  return known;
}

/** Step 2 of `check`: the same reads and the same plan; runs no connector, changes nothing. Warns of API versions that end. */
export async function surveyTarget(context: RunContext): Promise<void> {
  const { versionsUsed } = await planTarget(context);
  for (const words of endOfSupportWords(planVersions(versionsUsed))) context.channel.warning(words);
  context.channel.done('Everything is there');
}

async function planTarget(context: RunContext): Promise<Survey> {
  const { request, channel, deps, options } = context;
  channel.started('target', 'Reading what the scan will use');
  const survey = await surveyAccount(context);
  // Of several scans each has a plan of its own.
  if (options.cutsRegions === true) checkRegions(request, survey);
  for (const warning of survey.warnings) channel.warning(warning);
  const plan = composePlan(request, survey, deps.hostPassword);
  channel.emit({ type: 'plan', step: 'target', plan });
  checkSurvey(request, survey, options);
  return survey;
}

async function resolveInstances(
  context: RunContext,
  survey: Survey,
  unknown: readonly string[],
): Promise<Survey> {
  if (unknown.length === 0) return survey;
  const { request, options } = context;
  const known = await runConnector(context, survey);
  if (options.cutsRegions === true) checkRegions(request, known);
  checkSurvey(request, known, options);
  return known;
}

async function runConnector(context: RunContext, survey: Survey): Promise<Survey> {
  const { api, channel, deps, request } = context;
  const { ec2 } = survey.target;
  if (ec2 === undefined || request.target.type !== 'ec2') return survey;
  const { connector } = ec2;
  let started = connector.group === 'busy';
  if (mustRunConnector(request, survey)) {
    channel.progress(
      `Running connector ${connector.name}, because the state of ${ec2.unknownIds.join(', ')} is unknown`,
    );
    await api.runConnector(connector.id);
  } else channel.progress(`Connector ${connector.name} runs already; waiting for it`);
  const pauseMs = Math.min(context.request.pollingIntervalMs, CONNECTOR_LOOK_MS);
  for (let look = 1; ; look += 1) {
    if (remainingMs(context) < pauseMs) throw connectorTimeout(connector.name);
    await deps.clock.sleep(pauseMs, deps.signal);
    const now = await api.getConnector(connector.id);
    started ||= now.group === 'busy' || now.lastSync !== connector.lastSync;
    if (now.group === 'busy' || now.group === 'unknown') {
      channel.progress(`Connector ${connector.name}: ${now.state}`);
      continue;
    }
    const instances = await api.findInstances(request.target.wholeIds, connector.accountId);
    const unknown = unknownIds(request.target.wholeIds, instances);
    if (unknown.length === 0) return surveyAddresses(context, survey, instances);
    if (!started && look < MOST_IDLE_LOOKS) continue;
    throw now.group === 'failed'
      ? connectorFailed(connector.name, now.state)
      : stillUnknown(unknown, connector.name);
  }
}

function connectorTimeout(name: string): PcError {
  return new PcError(`Connector ${name} did not finish in time`, {
    kind: 'timed-out',
    code: 'connector-timed-out',
    why: 'The timeout of the run is used up. Nothing was launched.',
    next: 'Run again later; raise timeouts.timeout if connectors of this account take longer.',
  });
}

function connectorFailed(name: string, state: string): PcError {
  return new PcError(`Connector ${name} failed`, {
    kind: 'inconclusive',
    code: 'connector-failed',
    why: `Qualys says ${state}, and the instance is still unknown.`,
    next: 'Open the connector in Qualys and mend what it reports.',
  });
}

function stillUnknown(ids: readonly string[], name: string): PcError {
  return new PcError(`Qualys does not know the state of instance ${ids.join(', ')}`, {
    kind: 'inconclusive',
    code: 'instance-unknown',
    why: `Connector ${name} ran and did not find it.`,
    next: 'Check the instance id, its region and account, and that its type is not one that connectors skip (nano, micro).',
  });
}
