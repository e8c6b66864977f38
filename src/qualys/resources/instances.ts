import type { QualysClient } from '../client/client.js';
import { type Endpoint, pathOf } from '../endpoint.js';
import type { XmlNode } from '../xml/xml-node.js';
import { type Criteria, serviceRequest } from './connectors.js';
import { allPages, type Page } from './pages.js';

/** An EC2 instance as Qualys knows it (fact sheet 19). */
export interface Instance {
  readonly instanceId: string;
  /** Of its asset, usually the name it has in AWS. */
  readonly name?: string | undefined;
  readonly accountId?: string | undefined;
  /** Upper case: RUNNING, STOPPED ...; undefined is unknown. */
  readonly state: string | undefined;
  /** AWS region code. */
  readonly region: string | undefined;
  readonly privateIp: string | undefined;
  /** Qualys' id of the host, qwebHostId. */
  readonly hostId?: string | undefined;
  /** How old the knowledge is, ISO. */
  readonly lastUpdated?: string | undefined;
  /** Its tags in AWS; absent without any. */
  readonly tags?: readonly { readonly key: string; readonly value: string }[];
}

interface InstanceQuery {
  readonly instanceId: string;
  readonly accountId: string | undefined;
}

/**
 * No `fields` are asked for: they would go into the address line, and the answer without them is one asset.
 * Several ids by IN are unconfirmed for this field, so each is asked for alone (fact sheet 19).
 */
const search: Endpoint<InstanceQuery, Instance | undefined> = {
  method: 'POST',
  versioned: 'instances',
  path: (versions) => pathOf('instances', versions),
  action: 'search',
  purpose: 'look the EC2 instance up',
  repeatable: true,
  roots: ['ServiceResponse'],
  body: ({ instanceId, accountId }) => {
    const criteria: Criteria[] = [{ field: 'instanceId', operator: 'EQUALS', value: instanceId }];
    if (accountId !== undefined) criteria.push({ field: 'accountId', operator: 'EQUALS', value: accountId });
    return serviceRequest(criteria);
  },
  parse: (root, query) => {
    const found = newestOf(root.descendants('Ec2AssetSourceSimple'), query);
    const hostId = hostIdIn(root, found);
    return found && { ...found, hostId };
  },
};

/** qwebHostId of the asset that has the source of the instance. */
function hostIdIn(root: XmlNode, instance: Instance | undefined): string | undefined {
  const asset = root.all('data.HostAsset').find((each) => {
    const updated = newestOf(each.descendants('Ec2AssetSourceSimple'), {
      instanceId: instance?.instanceId ?? '',
      accountId: instance?.accountId,
    });
    return updated !== undefined && updated.lastUpdated === instance?.lastUpdated;
  });
  return asset?.textIfAny('qwebHostId');
}

/** The newest source that is this instance; a source that does not name its ids was found by them. */
function newestOf(
  sources: readonly XmlNode[],
  { instanceId, accountId }: InstanceQuery,
): Instance | undefined {
  return sources
    .filter((source) => {
      const id = source.textIfAny('instanceId') ?? instanceId;
      const account = source.textIfAny('accountId') ?? accountId;
      return (
        id.toLowerCase() === instanceId.toLowerCase() && (accountId === undefined || account === accountId)
      );
    })
    .map((source) => instanceOf(source, instanceId))
    .reduce<Instance | undefined>(
      (newest, instance) =>
        newest === undefined || (instance.lastUpdated ?? '') > (newest.lastUpdated ?? '') ? instance : newest,
      undefined,
    );
}

function instanceOf(source: XmlNode, instanceId: string): Instance {
  const tags = source.all('ec2InstanceTags.tags.list.EC2Tags');
  return {
    instanceId,
    state: source.textIfAny('instanceState')?.toUpperCase(),
    region: source.textIfAny('region'),
    privateIp: source.textIfAny('privateIpAddress'),
    accountId: source.textIfAny('accountId'),
    lastUpdated: source.timeIfAny('lastUpdated'),
    ...(tags.length === 0
      ? {}
      : {
          tags: tags.map((tag) => ({
            key: tag.textIfAny('key') ?? '',
            value: tag.textIfAny('value') ?? '',
          })),
        }),
  };
}

interface PageQuery {
  /** Of every account without it. */
  readonly accountId: string | undefined;
  readonly afterId: string | undefined;
}

/** The EC2 assets of one AWS account, or every asset that is tracked by its instance id, page by page. */
const searchAll: Endpoint<PageQuery, Page<Instance>> = {
  method: 'POST',
  versioned: 'instances',
  path: (versions) => pathOf('instances', versions),
  action: 'search',
  purpose: 'list the EC2 instances',
  repeatable: true,
  roots: ['ServiceResponse'],
  body: ({ accountId, afterId }) => {
    const which: Criteria =
      accountId === undefined
        ? { field: 'trackingMethod', operator: 'EQUALS', value: 'INSTANCE_ID' }
        : { field: 'accountId', operator: 'EQUALS', value: accountId };
    return serviceRequest(
      afterId === undefined ? [which] : [which, { field: 'id', operator: 'GREATER', value: afterId }],
    );
  },
  parse: (root, { accountId }) => {
    const assets = root.all('data.HostAsset');
    const more = root.textIfAny('hasMoreRecords')?.toLowerCase() === 'true';
    return {
      rows: assets.flatMap((asset) => instancesOf(asset, accountId)),
      nextId: more ? (root.textIfAny('lastId') ?? assets.at(-1)?.textIfAny('id') ?? '') : undefined,
    };
  },
};

/** An asset may have several sources, usually of one instance. */
function instancesOf(asset: XmlNode, accountId: string | undefined): Instance[] {
  const sources = asset.descendants('Ec2AssetSourceSimple');
  const ids = new Set(sources.flatMap((source) => source.textIfAny('instanceId') ?? []));
  const name = asset.textIfAny('name');
  const hostId = asset.textIfAny('qwebHostId');
  return [...ids].flatMap((instanceId) => {
    const newest = newestOf(sources, { instanceId, accountId });
    if (newest === undefined) return [];
    return [{ ...newest, name, ...(hostId === undefined ? {} : { hostId }) }];
  });
}

/** Every EC2 instance that Qualys knows, or those of one AWS account; all pages. */
export function listInstances(client: QualysClient, accountId?: string): Promise<Instance[]> {
  return allPages((afterId) => client.send(searchAll, { accountId, afterId }));
}

/** The instances that Qualys knows, in the order asked for; unknown ids are absent. */
export async function findInstances(
  client: QualysClient,
  instanceIds: readonly string[],
  accountId: string | undefined,
): Promise<Instance[]> {
  const found = await Promise.all(
    [...new Set(instanceIds)].map((instanceId) => client.send(search, { instanceId, accountId })),
  );
  return found.filter((instance) => instance !== undefined);
}
