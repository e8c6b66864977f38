import type { Instance, InstanceSource } from '../accounts/account.js';
import { type Element, element } from '../markup.js';
import { formatTime } from '../server-time.js';

/** The values of the fields that a host asset search knows. */
export function instanceFields(instance: Instance): Record<string, readonly string[]> {
  const { sources } = instance;
  return {
    id: [String(instance.assetId)],
    name: [instance.name],
    instanceId: sources.map(({ instanceId }) => instanceId),
    accountId: sources.map(({ accountId }) => accountId),
    region: sources.map(({ region }) => region),
    instanceState: sources.map(({ state }) => state),
    privateIpAddress: sources.flatMap(({ privateIp }) => (privateIp === undefined ? [] : [privateIp])),
    trackingMethod: ['INSTANCE_ID'],
  };
}

/** An instance without tags has no such element. */
function tagsElement(tags: InstanceSource['tags'] = []): Element | undefined {
  if (tags.length === 0) return undefined;
  const list = tags.map(({ key, value }) => element('EC2Tags', element('key', key), element('value', value)));
  return element('ec2InstanceTags', element('tags', element('list', ...list)));
}

/** A host asset; `?fields=` leaves only what it names. */
export function instanceElement(
  instance: Instance,
  fields: readonly string[] | undefined,
  hostId: number | undefined,
): Element {
  const asked = (path: string): boolean => fields === undefined || fields.includes(path);
  const sourceField = (name: string, value: string | undefined): Element | undefined =>
    value !== undefined && asked(`sourceInfo.list.Ec2AssetSourceSimple.${name}`)
      ? element(name, value)
      : undefined;
  const sources = instance.sources.map((source) =>
    element(
      'Ec2AssetSourceSimple',
      sourceField('assetId', String(instance.assetId)),
      sourceField('type', 'EC_2'),
      sourceField('lastUpdated', formatTime(source.lastUpdated)),
      sourceField('instanceId', source.instanceId),
      sourceField('instanceType', 'm5.large'),
      sourceField('instanceState', source.state),
      sourceField('accountId', source.accountId),
      sourceField('region', source.region),
      sourceField('privateIpAddress', source.privateIp),
      fields === undefined ? tagsElement(source.tags) : undefined,
    ),
  );
  const own = (name: string, value: string | number): Element | undefined =>
    asked(name) ? element(name, value) : undefined;
  return element(
    'HostAsset',
    own('id', instance.assetId),
    own('name', instance.name),
    own('type', 'HOST'),
    own('trackingMethod', 'INSTANCE_ID'),
    hostId === undefined ? undefined : own('qwebHostId', hostId),
    element(
      'sourceInfo',
      element(
        'list',
        fields === undefined ? element('AssetSource', element('type', 'QAGENT')) : undefined,
        ...sources,
      ),
    ),
  );
}
