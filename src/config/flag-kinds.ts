import { PcError } from '../errors.js';

/** Values from the command line by `ConfigFlag.key`; a repeated flag is an array. */
export type FlagValues = Readonly<Record<string, string | readonly string[] | boolean | number | undefined>>;

/** A config that need not be complete yet. */
export type ConfigDraft = Readonly<Record<string, unknown>>;

/** What lies under a key of a plain value; undefined when there is nothing. */
export function valueAt(value: unknown, key: PropertyKey): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<PropertyKey, unknown>>)[key];
}

/** A copy of the tree with the value at a path replaced; a value on the path that is no object is replaced by one. */
export function withValue(tree: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const object = typeof tree === 'object' && tree !== null && !Array.isArray(tree) ? tree : {};
  return { ...object, [key]: withValue(valueAt(object, key), rest, value) };
}

function conflict(what: string, next: string): PcError {
  return new PcError(what, { kind: 'usage', code: 'flags-conflict', next });
}

/** Flags that name what is scanned, each in a way of its own. */
const targetFlags = [
  { name: '--host-ip', key: 'hostIp', type: 'host', replaces: ['assetGroups'] },
  { name: '--asset-group', key: 'assetGroup', type: 'host', replaces: ['ips'] },
  { name: '--ec2-id', key: 'ec2Id', type: 'ec2', replaces: ['instances', 'tag'] },
  { name: '--instances', key: 'instances', type: 'ec2', replaces: ['instanceIds'] },
] as const;

/** Keys of the file's target in whose place a flag names something else. */
function replacedKeys(values: FlagValues): readonly string[] {
  return [
    ...targetFlags.filter(({ key }) => values[key] !== undefined).flatMap(({ replaces }) => replaces),
    ...(values.connector === undefined ? [] : ['connector', 'connectors']),
  ];
}

function withoutKeys(written: ConfigDraft, keys: readonly string[]): ConfigDraft {
  const target = valueAt(valueAt(written, 'scan'), 'target');
  if (typeof target !== 'object' || target === null || !keys.some((key) => Object.hasOwn(target, key)))
    return written;
  const kept = Object.fromEntries(Object.entries(target).filter(([key]) => !keys.includes(key)));
  return withValue(written, ['scan', 'target'], kept) as ConfigDraft;
}

/** A flag for the other kind of target replaces the target of the file; only `requireAll`, which both have, stays. */
export function withTargetType(written: ConfigDraft, values: FlagValues): ConfigDraft {
  const named = targetFlags.filter(({ key }) => values[key] !== undefined);
  const [first, second] = named;
  if (first !== undefined && second !== undefined)
    throw conflict(
      `${first.name} and ${second.name} name two targets`,
      'Pass one of them; a scan has one kind of target.',
    );
  const toHost = first?.type === 'host';
  const target = valueAt(valueAt(written, 'scan'), 'target');
  const before = valueAt(target, 'type');
  const isOfEc2 = values.connector !== undefined || values.tag !== undefined || values.runConnector === true;
  const toEc2 = first?.type === 'ec2' || (first === undefined && before === undefined && isOfEc2);
  const type = toHost ? 'host' : toEc2 ? 'ec2' : before;
  if (type === 'host' && isOfEc2)
    throw conflict(
      '--connector, --tag and --run-connector belong to an EC2 target, and the target is a host',
      'Leave them out, or name the instances with --ec2-id or --instances.',
    );
  if ((!toHost && !toEc2) || type === before) return withoutKeys(written, replacedKeys(values));
  const requireAll = valueAt(target, 'requireAll');
  const replaced = { type, ...(requireAll === undefined ? {} : { requireAll }) };
  return withValue(written, ['scan', 'target'], replaced) as ConfigDraft;
}

/** A flag for another kind of login replaces the login of the file, whose secret belongs to that one. */
export function withLoginKind(written: ConfigDraft, values: FlagValues): ConfigDraft {
  const toUser = values.username !== undefined;
  const toClient = values.clientId !== undefined;
  if (toUser && toClient) throw conflict('--username and --client-id name two logins', 'Pass one of them.');
  const before = valueAt(written, 'credentials');
  const others = toUser
    ? ['clientId', 'clientSecret', 'level', 'token']
    : toClient
      ? ['username', 'password', 'token']
      : [];
  return others.some((key) => valueAt(before, key) !== undefined)
    ? (withValue(written, ['credentials'], {}) as ConfigDraft)
    : written;
}

/** A flag for a record that exists replaces the login of the file, and the other way round. */
export function withRecordKind(written: ConfigDraft, values: FlagValues): ConfigDraft {
  const toLogin = values.authUsername !== undefined || values.authDomain !== undefined;
  const toExisting = values.authRecord !== undefined;
  if (toLogin && toExisting)
    throw conflict(
      '--auth-record names a record that exists, --auth-username and --auth-domain the login of one of your own',
      'Pass one or the other.',
    );
  const before = valueAt(valueAt(written, 'scan'), 'authRecord');
  const existing = valueAt(before, 'existing');
  if (!toExisting && !(toLogin && existing !== undefined)) return written;
  const platform = valueAt(before, 'platform');
  // What the record of the file is may not be what the named one is.
  const kept = toExisting && existing === undefined ? undefined : platform;
  return withValue(
    written,
    ['scan', 'authRecord'],
    kept === undefined ? {} : { platform: kept },
  ) as ConfigDraft;
}
