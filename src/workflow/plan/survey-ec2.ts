import { PcError } from '../../errors.js';
import { IpSet } from '../../net/ip-set.js';
import type { QualysApi } from '../../qualys/qualys-api.js';
import type { Connector } from '../../qualys/resources/connectors.js';
import type { Instance } from '../../qualys/resources/instances.js';
import type { RunContext } from '../run/run-context.js';
import type { InstancePart } from './instance-part.js';
import { newestInstances } from './instance-parts.js';
import type { MissingObjects } from './missing-objects.js';
import { chooseConnector } from './survey-choices.js';

/** The instances of an EC2 target, and the connector that knows them. */
export interface SurveyedInstances {
  readonly connector: Connector;
  readonly instances: readonly Instance[];
  /** Ids whose state is unknown in Qualys. */
  readonly unknownIds: readonly string[];
  /** Those of them that another AWS account has, which is said already. */
  readonly elsewhereIds: readonly string[];
}

/** Reads connector and instances of an EC2 target; undefined for hosts, or when the connector is missing. */
export async function surveyEc2(
  { api, request: { target } }: RunContext,
  missing: MissingObjects,
): Promise<SurveyedInstances | undefined> {
  if (target.type !== 'ec2') return undefined;
  if (target.part !== undefined) return surveyPart(api, target.part, missing);
  // What is to be cut was not: the reason stands among what is missing.
  if (target.open !== undefined) return undefined;
  const connectors = await api.listConnectors();
  const connector = missing.choose(() => chooseConnector(connectors, target.connector));
  if (connector === undefined) return undefined;
  const instances = await api.findInstances(target.wholeIds, connector.accountId);
  const unknown = unknownIds(target.wholeIds, instances);
  const elsewhereIds = await addElsewhere(api, unknown, { connector, connectors, missing });
  return { connector, instances, unknownIds: unknown, elsewhereIds };
}

/** The instances of one scan as they are now: the whole was read when the target was cut. */
async function surveyPart(
  api: QualysApi,
  { connector, region, ids, running }: InstancePart,
  missing: MissingObjects,
): Promise<SurveyedInstances> {
  const known = newestInstances(await api.listInstances(connector.accountId));
  const instances = ids.flatMap((id): Instance[] => {
    const instance = known.get(id);
    if (instance !== undefined) return [instance];
    return running ? [goneInstance(id, region)] : [];
  });
  // Of an instance that ran when it was chosen nothing is unknown: it is there, or gone.
  const unknown = running ? [] : unknownIds(ids, instances);
  const connectors = unknown.length > 0 ? await api.listConnectors() : [];
  const elsewhereIds = await addElsewhere(api, unknown, { connector, connectors, missing });
  return { connector, instances, unknownIds: unknown, elsewhereIds };
}

/** An instance that Qualys knew when the target was cut, and knows no more. */
function goneInstance(instanceId: string, region: string | null): Instance {
  return { instanceId, state: 'GONE', region: region ?? undefined, privateIp: undefined };
}

/** Ids whose state is unknown in Qualys. */
export function unknownIds(ids: readonly string[], instances: readonly Instance[]): string[] {
  return ids.filter((id) => instances.find(({ instanceId }) => instanceId === id)?.state === undefined);
}

interface Whereabouts {
  readonly connector: Connector;
  readonly connectors: readonly Connector[];
  readonly missing: MissingObjects;
}

/** Names instances of another AWS account than the connector's, which no run of it would find. @returns Their ids. */
async function addElsewhere(
  api: QualysApi,
  ids: readonly string[],
  { connector, connectors, missing }: Whereabouts,
): Promise<string[]> {
  if (ids.length === 0 || connector.accountId === undefined) return [];
  const found = await api.findInstances(ids, undefined);
  return found.flatMap(({ instanceId, accountId }) => {
    if (accountId === undefined || accountId === connector.accountId) return [];
    const right = connectors.filter((each) => each.accountId === accountId);
    const names = right.map(({ id, name }) => `"${name}" (id ${id})`).join(' or ');
    const problem = new PcError(
      `Instance ${instanceId} is in AWS account ${accountId}, and connector "${connector.name}" reads ${connector.accountId}`,
      {
        kind: 'usage',
        code: 'instance-other-account',
        next:
          names === ''
            ? 'No connector that this user sees reads that account: add one in Qualys.'
            : `Choose connector ${names}, which reads that account.`,
      },
    );
    missing.add(problem);
    return [instanceId];
  });
}

/**
 * Instances that Qualys cannot scan yet: their asset names no host, and PC does not have their address (fact sheet 19).
 * @param newIps - addresses that PC does not have.
 */
export function activationWarnings(instances: readonly Instance[], newIps: IpSet | undefined): string[] {
  return instances
    .filter(({ state, hostId }) => state === 'RUNNING' && hostId === undefined)
    .filter(
      ({ privateIp }) => privateIp !== undefined && newIps?.containsAll(IpSet.parse(privateIp)) === true,
    )
    .map(
      ({ instanceId }) =>
        `Instance ${instanceId} is not activated for Policy Compliance: adding its private IP does that. If the scan does not cover it, activate the asset for PC in Qualys (AssetView).`,
    );
}

/** Why a run cannot go on without the state of an instance; undefined when the connector is run for it. */
export function unknownInstance(
  instanceId: string,
  runConnector: boolean,
  connector: { readonly name: string; readonly disabled: boolean },
): PcError | undefined {
  if (!runConnector) {
    return new PcError(`Qualys does not know the state of instance ${instanceId}`, {
      kind: 'inconclusive',
      code: 'instance-unknown',
      why: `Connector ${connector.name} has not seen it.`,
      next: 'Set scan.target.runConnector, or give --run-connector, to have the connector look first.',
    });
  }
  if (!connector.disabled) return undefined;
  return new PcError(`Connector ${connector.name} is disabled`, {
    kind: 'inconclusive',
    code: 'connector-disabled',
    why: `The state of instance ${instanceId} is unknown, and a disabled connector cannot be run.`,
    next: 'Enable the connector in Qualys, or choose another.',
  });
}
