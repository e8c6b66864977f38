import type { Connector } from '../../qualys/resources/connectors.js';
import type { Instance } from '../../qualys/resources/instances.js';
import type { InstancePart } from './instance-part.js';
import { MOST_INSTANCES } from './launch-limit.js';

/** Instances as a scan takes them, and the connector behind them. */
export interface FoundInstances {
  readonly connector: Connector;
  readonly instances: readonly Instance[];
}

/**
 * Instances by their id in lower case. One that was made anew may have two assets, in whatever order they are listed:
 * the newest counts.
 */
export function newestInstances(instances: readonly Instance[]): ReadonlyMap<string, Instance> {
  const newest = new Map<string, Instance>();
  for (const instance of instances) {
    const id = instance.instanceId.toLowerCase();
    const before = newest.get(id);
    if (before === undefined || (instance.lastUpdated ?? '') > (before.lastUpdated ?? ''))
      newest.set(id, { ...instance, instanceId: id });
  }
  return newest;
}

type Group = Pick<InstancePart, 'connector' | 'region'> & { readonly instances: Instance[] };

/** Instances that are named, each with its connector; one that no account has goes with the first, which says so. */
export function namedInstances(
  known: readonly FoundInstances[],
  [first]: readonly Connector[],
  ids: readonly string[],
): FoundInstances[] {
  const left = new Set(ids);
  const found = known.map(({ connector, instances }) => ({
    connector,
    instances: instances.filter(({ instanceId }) => left.delete(instanceId)),
  }));
  if (left.size === 0 || first === undefined) return found;
  const unknown = [...left].map((instanceId) => ({
    instanceId,
    state: undefined,
    region: undefined,
    privateIp: undefined,
  }));
  return [...found, { connector: first, instances: unknown }];
}

/**
 * Cuts instances into scans: by connector, region and ten. Those that cannot be scanned for want of an address or a
 * region stand apart, so that they stop no other.
 */
export function cutInstances(
  found: readonly FoundInstances[],
  {
    whole,
    running,
    resolved,
  }: {
    /** What the shards of the job share: group and record hold it. */
    readonly whole: readonly FoundInstances[];
    readonly running: boolean;
    readonly resolved?: readonly string[] | undefined;
  },
): InstancePart[] {
  const groups = new Map<string, Group>();
  for (const { connector, instances } of found) {
    for (const instance of instances.toSorted((a, b) => (a.instanceId < b.instanceId ? -1 : 1))) {
      const { region, privateIp } = instance;
      const isComplete = region !== undefined && privateIp !== undefined;
      const key = JSON.stringify([connector.id, isComplete ? region : null]);
      const group = groups.get(key);
      if (group === undefined)
        groups.set(key, { connector, region: isComplete ? region : null, instances: [instance] });
      else group.instances.push(instance);
    }
  }
  const wholeIps = ipsOf(whole.flatMap(({ instances }) => instances));
  return [...groups.values()].flatMap(({ connector, region, instances }) =>
    tens(instances).map((ten) => ({
      connector,
      region,
      ids: ten.map(({ instanceId }) => instanceId),
      wholeIps,
      ...(resolved === undefined ? {} : { resolved }),
      running,
    })),
  );
}

/** Instances that ran when the target was cut and do not run now: they are no part of it any more. */
export function stoppedInstances<Known extends Pick<Instance, 'state'> | { readonly state: string | null }>(
  part: InstancePart | undefined,
  instances: readonly Known[],
): Known[] {
  return part?.running === true ? instances.filter(({ state }) => state !== 'RUNNING') : [];
}

/** How a warning and the result name one of them. */
export function stoppedWords(id: string, state: string): string {
  return `Instance ${id} ran when the scans were planned and is ${state} now: it is left out.`;
}

function tens<Item>(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / MOST_INSTANCES);
  return Array.from({ length: count }, (_, index) =>
    items.slice(index * MOST_INSTANCES, (index + 1) * MOST_INSTANCES),
  );
}

/** Addresses in API form; two accounts may have the same one. */
function ipsOf(instances: readonly Instance[]): string {
  return [...new Set(instances.flatMap(({ privateIp }) => privateIp ?? []))].join(',');
}
