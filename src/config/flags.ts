import {
  type ConfigDraft,
  type FlagValues,
  valueAt,
  withLoginKind,
  withRecordKind,
  withTargetType,
  withValue,
} from './flag-kinds.js';
import { settingAt } from './setting.js';

export type FlagKind = 'text' | 'list' | 'boolean' | 'number';

/** A flag of `run` and `check` that sets one key of the config. */
export interface ConfigFlag {
  /** With its dashes. A boolean one has a `--no-` twin. */
  readonly name: `--${string}`;
  /** As commander names its value: `hostIp` for `--host-ip`. */
  readonly key: string;
  /** Keys from the root of the config to the value that the flag sets. */
  readonly path: readonly string[];
  /** In place of the path, where the flag names more than one. */
  readonly severalPath?: readonly string[] | undefined;
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
  ['--asset-group', 'scan.target.assetGroups', 'list', 'TITLE'],
  ['--ec2-id', 'scan.target.instanceIds', 'list', 'ID'],
  ['--instances', 'scan.target.instances', 'text', 'WHICH'],
  ['--tag', 'scan.target.tag', 'text', 'TAG'],
  [
    '--connector',
    'scan.target.connector',
    'list',
    'ID|NAME',
    'AWS connector, by id or unique name; several are scanned each by itself; a comma in a name is \\,',
  ],
  ['--run-connector', 'scan.target.runConnector', 'boolean', ''],
  [
    '--require-all',
    'scan.target.requireAll',
    'boolean',
    '',
    'Addresses of a range that are not alive count as uncovered',
  ],
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
  ['--on-timeout', 'timeouts.onTimeout', 'text', 'leave|cancel'],
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
  const type = ['scan.target.ips', 'scan.target.assetGroups'].includes(path) ? 'host' : 'ec2';
  return { scan: { target: { type } } };
}

function camelCase(name: string): string {
  return name.slice(2).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** Keys of flags that name one thing or several, each of which has a place of its own. */
const severalPaths: Readonly<Record<string, readonly string[]>> = {
  connector: ['scan', 'target', 'connectors'],
};

/** The flags of `run` and `check` that override the config, in the order of the help. */
export const configFlags: readonly ConfigFlag[] = table.map(([name, path, kind, placeholder, help]) => ({
  name,
  key: camelCase(name),
  path: path.split('.'),
  severalPath: severalPaths[camelCase(name)],
  kind,
  placeholder,
  help: (help ?? settingAt(path.split('.'), exampleFor(path))?.description ?? '').replace(/\.$/, ''),
}));

/** The flags that set a place of the config or anything below it. */
export function flagsFor(path: readonly PropertyKey[]): string[] {
  return configFlags
    .filter(({ path: own, severalPath }) =>
      [own, severalPath].some((each) => path.every((key, index) => each?.[index] === key)),
    )
    .map((flag) => flag.name);
}

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
  connector: (value) => listOf(value).map(connectorOf),
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

/** Where an answer goes: one of several things is not the one that stands alone. */
function placed({ path, severalPath }: ConfigFlag, answer: unknown) {
  if (severalPath === undefined || !Array.isArray(answer)) return { path, answer };
  return answer.length > 1 ? { path: severalPath, answer } : { path, answer: answer[0] ?? {} };
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
    const { path, answer } = placed(flag, answerOf(flag, value));
    config = withValue(config, path, answer) as ConfigDraft;
  }
  return config;
}
