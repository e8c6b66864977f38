import { PcError } from '../../errors.js';
import type { AssetGroup } from '../../qualys/resources/asset-groups.js';
import type { Policy } from '../../qualys/resources/policies.js';
import { stoppedInstances } from './instance-parts.js';
import type { MissingObjects } from './missing-objects.js';
import type { ScanRequest } from './scan-request.js';
import { type SurveyedInstances, unknownInstance } from './survey-ec2.js';

/** What was read of the objects that a run uses, each of which exists. */
export interface ReadObjects {
  readonly policies: readonly Policy[];
  /** The job's own. */
  readonly assetGroup: AssetGroup | undefined;
  readonly ec2: SurveyedInstances | undefined;
}

/** Names policies that are locked and instances that cannot be scanned among what is missing. */
export function addUnusable(request: ScanRequest, objects: ReadObjects, missing: MissingObjects): void {
  for (const policy of objects.policies) {
    if (!policy.locked) continue;
    if (objects.assetGroup !== undefined && policy.holdsAssetGroup(objects.assetGroup.id)) continue;
    missing.add(lockedPolicy(policy));
  }
  const { ec2 } = objects;
  if (ec2 === undefined || request.target.type !== 'ec2') return;
  const { part } = request.target;
  const stopped = stoppedInstances(part, ec2.instances);
  if (stopped.length === ec2.instances.length && stopped.length > 0 && (request.part?.total ?? 1) === 1)
    for (const { instanceId, state = '' } of stopped) missing.add(notRunning(instanceId, state));
  for (const instance of ec2.instances) {
    const { instanceId, state, region, privateIp } = instance;
    if (state === undefined || stopped.includes(instance)) continue;
    if (state !== 'RUNNING') missing.add(notRunning(instanceId, state));
    else if (privateIp === undefined || region === undefined) missing.add(withoutIp(instanceId));
  }
  const { runConnector } = request.target;
  for (const id of ec2.unknownIds) {
    if (ec2.elsewhereIds.includes(id)) continue;
    const problem = unknownInstance(id, runConnector, ec2.connector);
    if (problem !== undefined) missing.add(problem);
  }
}

function lockedPolicy({ id, title }: Policy): PcError {
  return new PcError(`Policy ${id} "${title}" is locked`, {
    kind: 'usage',
    code: 'policy-locked',
    why: 'The asset group of this job cannot be added to it.',
    next: 'Have a Manager unlock the policy in Qualys, or take it out of the config.',
  });
}

function notRunning(instanceId: string, state: string): PcError {
  return new PcError(`Instance ${instanceId} is ${state}, not RUNNING`, {
    kind: 'inconclusive',
    code: 'instance-not-running',
    why: 'Only a running instance can be scanned. What Qualys knows can be up to 4 hours old.',
    next: 'Start the instance, wait for the connector or run it in Qualys, then run again.',
  });
}

function withoutIp(instanceId: string): PcError {
  return new PcError(`Qualys knows no private IP or region of instance ${instanceId}`, {
    kind: 'inconclusive',
    code: 'instance-without-ip',
    why: 'The asset group of the job is made of private IPs.',
    next: 'Run the connector in Qualys and look at the instance there.',
  });
}
