import { PcError } from '../errors.js';
import { settingAt, valueAt } from './setting.js';

export type FlagKind = 'text' | 'list' | 'boolean' | 'number';

/** A flag of `run` and `check` that sets one key of the config. */
export interface ConfigFlag {
  /** With its dashes. A boolean one has a `--no-` twin. */
  readonly name: `--${string}`;
  /** As commander names its value: `hostIp` for `--host-ip`. */
  readonly key: string;
  /** Keys from the root of the config to the value that the flag sets. */
  readonly path: readonly string[];
  readonly kind: FlagKind;
  /** What stands for the value in the help; empty for booleans. */
  readonly placeholder: string;
  readonly help: string;
}

/** Every flag; its help is the schema's description unless the fifth column has one. */
const table = [
  ['--platform', 'platform', 'text', 'ID'],
  ['--api-server', 'apiServer', 'text', 'URL'],
  ['--gateway', 'gateway', 'text', 'URL'],
  ['--username', 'credentials.username', 'text', 'NAME'],
  ['--client-id', 'credentials.clientId', 'text', 'ID'],
  ['--client-level', 'credentials.level', 'text', 'user|subscription'],
  ['--proxy-host', 'proxy.host', 'text', 'HOST'],
  ['--proxy-port', 'proxy.port', 'number', 'PORT'],
  ['--proxy-username', 'proxy.username', 'text', 'NAME'],
  ['--title', 'scan.title', 'text', 'TEXT'],
  ['--job-name', 'scan.jobName', 'text', 'NAME'],
  ['--host-ip', 'scan.target.ips', 'list', 'IP'],
  ['--ec2-id', 'scan.target.instanceIds', 'list', 'ID'],
  ['--connector', 'scan.target.connector', 'text', 'ID|NAME'],
  ['--run-connector', 'scan.target.runConnector', 'boolean', ''],
  ['--auth-record', 'scan.authRecord.existing', 'text', 'TITLE|ID'],
  ['--auth-platform', 'scan.authRecord.platform', 'text', 'unix|windows'],
  ['--auth-username', 'scan.authRecord.username', 'text', 'NAME'],
  ['--auth-domain', 'scan.authRecord.domain', 'text', 'NAME'],
  ['--scanner', 'scan.scanner', 'text', 'NAME|ID'],
  ['--option-profile', 'scan.optionProfile', 'text', 'ID|TITLE'],
  [
    '--policy',
    'scan.policies',
    'list',
    'ID|TITLE',
    'Policies by id or unique title; a comma in a title is \\,',
  ],
  ['--fail-on-state', 'criteria.failOn.states', 'list', 'STATE'],
  ['--fail-on-criticality', 'criteria.failOn.criticalities', 'list', 'NAME'],
  ['--warn-on-state', 'criteria.warnOn.states', 'list', 'STATE'],
  ['--warn-on-criticality', 'criteria.warnOn.criticalities', 'list', 'NAME'],
  ['--fail-on-auth-failure', 'criteria.failOnAuthFailure', 'boolean', ''],
  ['--exclude-cids', 'criteria.exclude', 'list', 'CIDS', 'CIDs and ranges to exclude: 1141,1145-1150'],
  ['--baseline', 'criteria.baseline', 'text', 'FILE'],
  ['--polling-interval', 'timeouts.pollingInterval', 'text', 'TIME'],
  ['--timeout', 'timeouts.timeout', 'text', 'TIME'],
  ['--report-dir', 'reports.directory', 'text', 'DIR'],
  ['--report-format', 'reports.formats', 'list', 'FORMAT'],
] as const satisfies readonly (readonly [
  name: `--${string}`,
  path: string,
  kind: FlagKind,
  placeholder: string,
  help?: string,
])[];

/** A config with the kind of target that the flag belongs to, so that its help comes from that branch of the schema. */
function exampleFor(path: string): unknown {
  const type = path === 'scan.target.ips' ? 'host' : 'ec2';
  return { scan: { target: { type } } };
}

function camelCase(name: string): string {
  return name.slice(2).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** The flags of `run` and `check` that override the config, in the order of the help. */
export const configFlags: readonly ConfigFlag[] = table.map(([name, path, kind, placeholder, help]) => ({
  name,
  key: camelCase(name),
  path: path.split('.'),
  kind,
  placeholder,
  help: (help ?? settingAt(path.split('.'), exampleFor(path))?.description ?? '').replace(/\.$/, ''),
}));

/** The flags that set a place of the config or anything below it. */
export function flagsFor(path: readonly PropertyKey[]): string[] {
  return configFlags
    .filter((flag) => path.every((key, index) => flag.path[index] === key))
    .map((flag) => flag.name);
}

/** Values from the command line by {@link ConfigFlag.key}; a repeated flag is an array. */
export type FlagValues = Readonly<Record<string, string | readonly string[] | boolean | number | undefined>>;

/** A config that need not be complete yet. */
export type ConfigDraft = Readonly<Record<string, unknown>>;

/** Splits at commas; `\,` is a comma that stays. */
function listOf(value: string | readonly string[]): string[] {
  return [value].flat().flatMap((text) =>
    text
      .split(/(?<!\\),/)
      .map((part) => part.replaceAll('\\,', ',').trim())
      .filter((part) => part !== ''),
  );
}

/** Qualys' ids are digits; anything else is a title. */
function referenceTo(text: string): { id: string } | { title: string } {
  return /^\d+$/.test(text) ? { id: text } : { title: text };
}

function connectorOf(text: string): { id: string } | { name: string } {
  return /^\d+$/.test(text) ? { id: text } : { name: text };
}

/** Flags whose text is converted before it is written into the config. */
const forms: Readonly<Record<string, (value: string | readonly string[]) => unknown>> = {
  connector: (value) => connectorOf(String(value).trim()),
  optionProfile: (value) => referenceTo(String(value).trim()),
  policy: (value) => listOf(value).map(referenceTo),
  excludeCids: (value) => [{ cids: listOf(value).join(', ') }],
};

function answerOf({ kind, key }: ConfigFlag, value: NonNullable<FlagValues[string]>): unknown {
  if (typeof value === 'boolean' || typeof value === 'number') return value;
  const form = forms[key];
  if (form !== undefined) return form(value);
  if (kind === 'list') return listOf(value);
  const text = typeof value === 'string' ? value : (value.at(-1) ?? '');
  return kind === 'number' && /^\d+$/.test(text.trim()) ? Number(text) : text;
}

/** A copy of the tree with the value at a path replaced; a value on the path that is no object is replaced by one. */
function withValue(tree: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const object = typeof tree === 'object' && tree !== null && !Array.isArray(tree) ? tree : {};
  return { ...object, [key]: withValue(valueAt(object, key), rest, value) };
}

function conflict(what: string, next: string): PcError {
  return new PcError(what, { kind: 'usage', code: 'flags-conflict', next });
}

/** A flag for the other kind of target replaces the target of the file; only `requireAll`, which both have, stays. */
function withTargetType(written: ConfigDraft, values: FlagValues): ConfigDraft {
  const toHost = values.hostIp !== undefined;
  const toEc2 = values.ec2Id !== undefined;
  if (toHost && toEc2)
    throw conflict(
      '--host-ip and --ec2-id name two targets',
      'Pass one of them; a scan has one kind of target.',
    );
  const target = valueAt(valueAt(written, 'scan'), 'target');
  const before = valueAt(target, 'type');
  const type = toHost ? 'host' : toEc2 ? 'ec2' : before;
  if (type === 'host' && (values.connector !== undefined || values.runConnector === true))
    throw conflict(
      '--connector and --run-connector belong to an EC2 target, and the target is a host',
      'Leave them out, or name the instance with --ec2-id.',
    );
  if ((!toHost && !toEc2) || type === before) return written;
  const requireAll = valueAt(target, 'requireAll');
  const replaced = { type, ...(requireAll === undefined ? {} : { requireAll }) };
  return withValue(written, ['scan', 'target'], replaced) as ConfigDraft;
}

/** A flag for another kind of login replaces the login of the file, whose secret belongs to that one. */
function withLoginKind(written: ConfigDraft, values: FlagValues): ConfigDraft {
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
function withRecordKind(written: ConfigDraft, values: FlagValues): ConfigDraft {
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

/**
 * Writes the values of flags into a config, which may be empty: flags alone can make a whole one.
 * @throws PcError of kind `usage` when flags contradict each other.
 */
export function applyFlags(written: ConfigDraft, values: FlagValues): ConfigDraft {
  let config = withRecordKind(withLoginKind(withTargetType(written, values), values), values);
  const isHost = valueAt(valueAt(valueAt(config, 'scan'), 'target'), 'type') === 'host';
  for (const flag of configFlags) {
    const value = values[flag.key];
    if (value === undefined || (isHost && flag.key === 'runConnector')) continue;
    config = withValue(config, flag.path, answerOf(flag, value)) as ConfigDraft;
  }
  return config;
}
