import { PcError } from '../../errors.js';
import type { QualysApi } from '../../qualys/qualys-api.js';
import type { Connector } from '../../qualys/resources/connectors.js';
import type { InstancePart } from '../plan/instance-part.js';
import {
  cutInstances,
  type FoundInstances,
  namedInstances,
  newestInstances,
} from '../plan/instance-parts.js';
import { MissingObjects } from '../plan/missing-objects.js';
import type { Ec2Target, OpenInstances } from '../plan/scan-request.js';
import { severalRegions } from '../plan/several-regions.js';
import { chooseConnector } from '../plan/survey-choices.js';
import type { RunContext } from '../run/run-context.js';
import type { Shard } from './shard.js';
import { nameInShard } from './shards.js';

/**
 * Asks Qualys for the instances of a target and cuts them into scans. Each account is read once, page by page, however
 * many instances it has.
 * @param shard - Of running instances: each agent looks for itself, and takes those whose id falls to it.
 * @returns one part without instances when nothing falls to the shard.
 * @throws PcError that names every connector that cannot tell what runs.
 */
export async function resolveInstances(
  api: Pick<QualysApi, 'listConnectors' | 'listInstances'>,
  { connectors: references, ids, wholeIds, running, tag }: OpenInstances,
  shard: Shard | undefined,
): Promise<InstancePart[]> {
  const missing = new MissingObjects();
  const all = await api.listConnectors();
  const connectors = references.flatMap(
    (reference) => missing.choose(() => chooseConnector(all, reference)) ?? [],
  );
  for (const connector of connectors) {
    const problem = unusableConnector(connector, running);
    if (problem !== undefined) missing.add(problem);
  }
  missing.check();
  const known = await readAccounts(api, connectors);
  if (!running) {
    const whole = namedInstances(known, connectors, wholeIds);
    return cutInstances(namedInstances(known, connectors, ids), { whole, running });
  }
  const found = known.map(({ connector, instances }) => ({
    connector,
    instances: instances.filter(
      ({ state, tags = [] }) =>
        state === 'RUNNING' &&
        (tag === undefined || tags.some(({ key, value }) => key === tag.key && value === tag.value)),
    ),
  }));
  const resolved = found.flatMap(({ instances }) => instances.map(({ instanceId }) => instanceId));
  if (resolved.length === 0) throw nothingRuns(connectors, tag);
  if (shard === undefined) return cutInstances(found, { whole: found, running });
  const mine = found.map(({ connector, instances }) => ({
    connector,
    instances: instances.filter(({ instanceId }) => nameInShard(instanceId, shard)),
  }));
  const parts = cutInstances(mine, { whole: found, running, resolved: resolved.sort() });
  const [first] = found;
  if (parts.length > 0 || first === undefined) return parts;
  return [{ connector: first.connector, region: null, ids: [], wholeIps: '', resolved, running }];
}

/**
 * Asks Qualys whether the few instances of one connector lie in several regions, and cuts them then.
 * @returns undefined for one region, and when they cannot be told: their scan says why.
 */
export async function resolveRegions(
  api: Pick<QualysApi, 'listConnectors' | 'listInstances'>,
  target: Ec2Target,
): Promise<readonly InstancePart[] | undefined> {
  try {
    const connector = chooseConnector(await api.listConnectors(), target.connector);
    const instances = await api.listInstances(connector.accountId);
    return severalRegions(target, { connector, instances })?.parts;
  } catch (cause) {
    if (cause instanceof PcError) return undefined;
    throw cause;
  }
}

/** Says why a target could not be cut, beside all else that is missing. */
export function nameUncut({ request: { target }, missing }: RunContext): void {
  const problem = target.type === 'ec2' ? target.problem : undefined;
  if (problem === undefined) return;
  if (problem.kind !== 'usage' && problem.kind !== 'inconclusive') throw problem;
  missing.add(problem);
}

/** Why a connector does not lead to its instances. */
function unusableConnector(connector: Connector, running: boolean): PcError | undefined {
  const { name, accountId, disabled, group, state } = connector;
  if (accountId === undefined)
    return new PcError(`Qualys does not tell which AWS account connector ${name} reads`, {
      kind: 'usage',
      code: 'connector-without-account',
      why: 'Instances are found by their account.',
      next: 'Name at most ten instances of that connector in scan.target.instanceIds, with scan.target.connector.',
    });
  // What is named is there or not; what runs is known only to a connector that works.
  if (running && (disabled || group === 'failed'))
    return new PcError(`Connector ${name} ${disabled ? 'is disabled' : 'failed'}`, {
      kind: 'inconclusive',
      code: disabled ? 'connector-disabled' : 'connector-failed',
      why: `Qualys says ${state}: which instances of its account run now is not known.`,
      next: 'Mend it in Qualys, or take it out of the config.',
    });
  return undefined;
}

/** The instances of every account, each with the first connector that reads it. */
async function readAccounts(
  api: Pick<QualysApi, 'listInstances'>,
  connectors: readonly Connector[],
): Promise<FoundInstances[]> {
  const byAccount = new Map<string, Connector>();
  for (const connector of connectors) {
    const { accountId } = connector;
    if (accountId !== undefined && !byAccount.has(accountId)) byAccount.set(accountId, connector);
  }
  return Promise.all(
    [...byAccount].map(async ([accountId, connector]) => ({
      connector,
      instances: [...newestInstances(await api.listInstances(accountId)).values()],
    })),
  );
}

function nothingRuns(connectors: readonly Connector[], tag: OpenInstances['tag']): PcError {
  const names = connectors.map(({ name }) => name).join(', ');
  const tagged = tag === undefined ? '' : ` with the tag ${tag.key}=${tag.value}`;
  return new PcError(`No instance${tagged} runs behind ${names}`, {
    kind: 'inconclusive',
    code: 'no-running-instance',
    why: 'What Qualys knows can be as old as the last run of the connector.',
    next: 'See qualys-pc list instances; start the instances, or wait for the connector.',
  });
}
