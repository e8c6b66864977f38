import { settingAt } from './setting.js';

export type FlagKind = 'text' | 'list' | 'boolean' | 'number';

/** A flag of `run` and `check` that answers one question of the config. */
export interface ConfigFlag {
  /** With its dashes. A boolean one has a `--no-` twin. */
  readonly name: `--${string}`;
  /** As commander names its value: `hostIp` for `--host-ip`. */
  readonly key: string;
  /** Where the answer stands in the config. */
  readonly path: readonly string[];
  readonly kind: FlagKind;
  /** What stands for the value in the help; empty for booleans. */
  readonly placeholder: string;
  readonly help: string;
}

/** The one table; help texts come from the schema unless the flag says more. */
const table = [
  ['--platform', 'platform', 'text', 'ID'],
  ['--api-server', 'apiServer', 'text', 'URL'],
  ['--username', 'credentials.username', 'text', 'NAME'],
  ['--proxy-host', 'proxy.host', 'text', 'HOST'],
  ['--proxy-port', 'proxy.port', 'number', 'PORT'],
  ['--proxy-username', 'proxy.username', 'text', 'NAME'],
  ['--title', 'scan.title', 'text', 'TEXT'],
  ['--job-name', 'scan.jobName', 'text', 'NAME'],
  ['--host-ip', 'scan.target.ips', 'list', 'IP'],
  ['--ec2-id', 'scan.target.instanceIds', 'list', 'ID'],
  ['--connector', 'scan.target.connector', 'text', 'ID|NAME'],
  ['--run-connector', 'scan.target.runConnector', 'boolean', ''],
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

/** Picks the branch of the target that the flag belongs to, for its help. */
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

/** The flags that answer a place of the config or anything below it. */
export function flagsFor(path: readonly PropertyKey[]): string[] {
  return configFlags
    .filter((flag) => path.every((key, index) => flag.path[index] === key))
    .map((flag) => flag.name);
}
