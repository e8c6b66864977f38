import { PcError } from '../../errors.js';
import type { RunOptions } from '../run/run-context.js';
import type { ScanRequest } from './scan-request.js';
import type { Survey } from './survey.js';
import { unknownInstance } from './survey-ec2.js';

/** About ten instance ids fit one launch (fact sheet 2.10). */
const MOST_INSTANCES = 10;
/** More new addresses than this must be allowed by number. */
const FREE_NEW_IPS = 256;

/** @throws PcError of kind `usage` before anything is read. */
export function checkRequest({ target }: ScanRequest): void {
  if (target.type !== 'ec2' || target.ids.length <= MOST_INSTANCES) return;
  throw new PcError(`${target.ids.length} instances are too many for one scan`, {
    kind: 'usage',
    code: 'too-many-instances',
    why: `Qualys takes about ${MOST_INSTANCES} instance ids in one launch.`,
    next: `Spread them with --shard, for example --shard 1/${Math.ceil(target.ids.length / MOST_INSTANCES)}.`,
  });
}

/**
 * What stops a run after the plan was said and before the first change.
 * @throws PcError of kind `usage` or `inconclusive`.
 */
export function checkSurvey(request: ScanRequest, survey: Survey, options: RunOptions): void {
  checkPolicies(survey);
  checkInstances(request, survey);
  checkNewIps(survey, options);
}

function checkPolicies({ policies, assetGroup }: Survey): void {
  const locked = policies.find(
    (policy) => policy.locked && !(assetGroup !== undefined && policy.holdsAssetGroup(assetGroup.id)),
  );
  if (locked === undefined) return;
  throw new PcError(`Policy ${locked.id} "${locked.title}" is locked`, {
    kind: 'usage',
    code: 'policy-locked',
    why: 'The asset group of this job cannot be added to it.',
    next: 'Have a Manager unlock the policy in Qualys, or take it out of the config.',
  });
}

function checkInstances(request: ScanRequest, { target: { ec2 } }: Survey): void {
  if (ec2 === undefined || request.target.type !== 'ec2') return;
  for (const { instanceId, state } of ec2.instances) {
    if (state === undefined || state === 'RUNNING') continue;
    throw new PcError(`Instance ${instanceId} is ${state}, not RUNNING`, {
      kind: 'inconclusive',
      code: 'instance-not-running',
      why: 'Only a running instance can be scanned. What Qualys knows can be up to 4 hours old.',
      next: 'Start the instance, wait for the connector or run it in Qualys, then run again.',
    });
  }
  const [unknown] = ec2.unknownIds;
  const problem =
    unknown === undefined ? undefined : unknownInstance(unknown, request.target.runConnector, ec2.connector);
  if (problem !== undefined) throw problem;
  checkRegions(ec2.instances);
}

function checkRegions(
  instances: readonly {
    readonly instanceId: string;
    readonly region: string | undefined;
    readonly privateIp: string | undefined;
    readonly state: string | undefined;
  }[],
): void {
  const regions = [...new Set(instances.flatMap(({ region }) => region ?? []))];
  if (regions.length > 1) {
    throw new PcError(`The instances are in different regions: ${regions.join(', ')}`, {
      kind: 'usage',
      code: 'several-regions',
      why: 'One scan serves one region.',
      next: 'Make one config per region.',
    });
  }
  const hidden = instances.find(
    ({ state, privateIp, region }) =>
      state !== undefined && (privateIp === undefined || region === undefined),
  );
  if (hidden === undefined) return;
  throw new PcError(`Qualys knows no private IP or region of instance ${hidden.instanceId}`, {
    kind: 'inconclusive',
    code: 'instance-without-ip',
    why: 'The asset group of the job is made of private IPs.',
    next: 'Run the connector in Qualys and look at the instance there.',
  });
}

function checkNewIps({ newIps }: Survey, { allowNewIps = FREE_NEW_IPS, newAddresses }: RunOptions): void {
  if (newIps === undefined) return;
  const count = newAddresses?.add(newIps) ?? newIps.count;
  if (newIps.isEmpty || count <= BigInt(allowNewIps)) return;
  throw new PcError(`${count} addresses are new to the account`, {
    kind: 'usage',
    code: 'too-many-new-ips',
    why: `Each uses a licence, and at most ${allowNewIps} are added unasked.`,
    next: `If they are meant, allow them with --allow-new-ips ${count}.`,
  });
}
