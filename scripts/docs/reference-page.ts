import * as z from 'zod';
import { configFlags } from '../../src/config/flags.js';
import { configSchema } from '../../src/config/schema.js';
import { fieldsOf, type Setting, settingOf, typeOf } from '../../src/config/setting.js';
import { secretRefForms } from '../../src/config/values/secret-ref.js';

/** The config of the reference page; a test reads it back. */
export const exampleConfig = `version: 1
platform: US2                      # or PCP with apiServer: https://qualysapi.example.com
credentials: { username: acme2ab1, password: "env:QUALYS_PASSWORD" }
scan:
  jobName: payments-api
  target: { type: host, ips: ["10.20.30.40", "10.20.31.0/28"] }
  authRecord: { platform: unix, username: scan, password: "env:QUALYS_HOST_PASSWORD" }
  scanner: edge-scan-01
  optionProfile: { title: Jenkins_Baseline }
criteria:
  failOn: { states: [fail], criticalities: [urgent, critical, serious] }
  exclude:
    - { cids: "1141, 1145-1150" }
    - { cids: 2201, reason: "accepted by security, SEC-118", expires: 2027-03-31 }
timeouts: { pollingInterval: 90s, timeout: 60*2 }
reports: { formats: [html, junit] }
`;

/** The config with several jobs; a test reads it back. */
export const exampleJobs = `version: 1
platform: US2
credentials: { username: acme2ab1, password: "env:QUALYS_PASSWORD" }
concurrency: { jobs: 2 }
defaults:
  scan: { scanner: edge-scan-01, optionProfile: { title: Jenkins_Baseline } }
  criteria: { failOn: { states: [fail], criticalities: [urgent, critical] } }
jobs:
  payments-api: { scan: { target: { type: host, ips: ["10.20.30.40"] } } }
  ledger:
    scan: { target: { type: host, ips: ["10.20.31.0/28"] }, scanner: edge-scan-02 }
    criteria: { failOnAuthFailure: true }
`;

/** The reference of the config file, as Markdown. */
export function referencePage(): string {
  return `<!-- Written by npm run docs from src/config; edit it there. -->

# The config file

\`qualys-pc run\` and \`qualys-pc check\` read \`qualys-pc.json\`, \`qualys-pc.yaml\` or \`qualys-pc.yml\` in the working
directory, or the file that \`--config\` names; \`-\` is standard input. A flag overrides the file, and flags alone are
enough for a run. Unknown keys are errors, and all problems of a file are reported together.

\`\`\`yaml
${exampleConfig}\`\`\`

The JSON Schema is \`docs/schema/config.schema.json\` of the package; \`qualys-pc schema\` prints it.
In the tables **required** means: when its group is there.

## Several jobs

\`jobs\` stands in place of \`scan\` and holds any number of scans; \`defaults\` lies under each of them. Both hold
\`scan\`, \`criteria\`, \`timeouts\` and \`reports\`, as the tables below describe them: objects merge, lists replace. A
job's name is its jobName, from which its asset group and auth record are called. What a job says in another way than
the defaults takes their place: a target of another \`type\`, \`assetGroups\` for \`ips\`, \`instances\` for \`instanceIds\`,
\`connectors\` for \`connector\`, an auth record that is \`existing\` for a login, and each the other way round; a title
or an id names another object, whatever the defaults name. Files of several \`-c\` lie over each other in the same way.

\`\`\`yaml
${exampleJobs}\`\`\`

Each job is a scan with a folder of its own in the report directory, at most \`concurrency.jobs\` at a time; the joined
verdict lies above them. \`--job NAME[,NAME]\` picks jobs of \`run\`, \`check\` and \`config\`, and
\`qualys-pc list jobs --json\` names them for the matrix of a CI. Two jobs that would share a scan title, an asset group,
an auth record or a folder are an error.

${settingTables()}

## How values are written

- **Secrets** are references, never values: ${secretRefForms}.
  A file that every user of the machine can read is refused. Without a reference the Qualys password comes from \`QUALYS_PASSWORD\`, then from the file that
  \`QUALYS_PASSWORD_FILE\` names, then from the keychain, then from the person at the terminal. User names may be
  \`env:NAME\` too; without the field they are those of \`QUALYS_USERNAME\`, \`QUALYS_HOST_USERNAME\` and, for a proxy with
  a password, \`QUALYS_PROXY_USERNAME\`. A variable that holds a placeholder which was never filled in (\`$(X)\`, \`$X\`,
  \`\${X}\`, \`%X%\`, \`\${{ ... }}\`) or the path of a file is refused before anything is sent.
- **A config never chooses both a secret and where it goes**, as it may come from a pull request. With \`CI\` set:
  \`env:\` may name only variables that start with \`QUALYS_\` and those of \`--allow-env\`, this program's own
  (\`QUALYS_PASSWORD\` ...) only where they belong; \`file:\` only what \`--allow-file PATH\` or \`QUALYS_ALLOW_FILE\`
  names, itself or a folder above it; a proxy with a login must be named by \`--allow-proxy HOST[:PORT]\`,
  \`QUALYS_ALLOW_PROXY\` or \`--proxy-host\`; \`reports.directory\` and \`criteria.baseline\` must lie in the working
  directory, unless \`--report-dir\` and \`--baseline\` name them. What is refused is exit code 2, and nothing was sent.
- **Servers** of private clouds receive secrets only when \`--allow-server HOST\` or \`QUALYS_ALLOW_SERVER\` names them; a
  config alone cannot. \`http:\` is refused except on this machine, which is never asked through a proxy.
- **Times** are minutes (\`2\`, \`1.5\`), products of minutes (\`60*2\`), or have units (\`90s\`, \`2m\`, \`1h30m\`).
- **Addresses** are single, ranges (\`10.0.0.1-10.0.0.9\`) or CIDRs (\`10.0.0.0/28\`), IPv4 or IPv6. \`env.NAME\` alone in an
  entry is replaced from the environment when the scan runs; so it is in instance ids. \`@FILE\` alone is a file with such
  words in its lines; \`#\` begins a comment. With \`CI\` set it must lie in the working directory.
- **CIDs** are numbers and ranges: \`1141, 1145-1150\`. 114 never matches 1141.
- **Expiry** is a day, yyyy-mm-dd; the exclusion holds through that day, UTC.
- **Titles** may hold \`[job_name]\` and \`[build_number]\`, in any case; the UTC time is always appended. Letters outside
  ASCII become their nearest ones, and a name that is shortened or changed gets a short hash.
- **Ids** are digits in quotes; a flag such as \`--policy\` takes digits as an id and anything else as a title.
`;
}

/** One row of the reference: a setting that holds a value. */
interface Row {
  readonly path: string;
  readonly setting: Setting;
}

/** Groups of settings with a heading of their own; everything else stands in the table of its parent. */
function isGroup(type: z.ZodType): boolean {
  return type instanceof z.ZodObject || type instanceof z.ZodDiscriminatedUnion;
}

function itemOf(setting: Setting): Setting | undefined {
  return setting.type instanceof z.ZodArray ? settingOf(setting.type.element) : undefined;
}

function rowsBelow(path: string, { type }: Setting): Row[] {
  if (type instanceof z.ZodDiscriminatedUnion)
    return type.options.flatMap((option) => {
      const branch = settingOf(option);
      return rowsBelow(`${path}`, branch).map((row) => ({
        ...row,
        path: row.path.replace(path, `${path} (${String(typeOf(branch.type))})`),
      }));
    });
  return [...fieldsOf(type, undefined)].flatMap(([key, field]) =>
    rowsOf(path === '' ? key : `${path}.${key}`, field),
  );
}

function rowsOf(path: string, setting: Setting): Row[] {
  const inner = isGroup(setting.type) ? rowsBelow(path, setting) : [];
  if (inner.length > 0) return setting.description === undefined ? inner : [{ path, setting }, ...inner];
  const item = itemOf(setting);
  const row = { path, setting };
  return item !== undefined && isGroup(item.type) ? [row, ...rowsBelow(`${path}[]`, item)] : [row];
}

function typeWord({ type }: Setting): string {
  if (isGroup(type)) return 'group';
  if (type instanceof z.ZodLiteral) return `\`${String(type.value)}\``;
  if (type instanceof z.ZodEnum) return type.options.map((option) => `\`${option}\``).join(', ');
  if (type instanceof z.ZodArray) {
    const item = settingOf(type.element);
    return isGroup(item.type) ? 'list of groups' : `list of: ${typeWord(item)}`;
  }
  if (type instanceof z.ZodUnion)
    return type.options.map((option) => typeWord(settingOf(option))).join(' or ');
  if (type instanceof z.ZodBoolean) return '`true`, `false`';
  if (type instanceof z.ZodNumber) return 'number';
  if (type instanceof z.ZodRecord) return 'group of texts';
  return 'text';
}

function defaultWord({ required, fallback }: Setting): string {
  if (required) return '**required**';
  return fallback === undefined
    ? ''
    : `\`${typeof fallback === 'string' ? fallback : JSON.stringify(fallback)}\``;
}

function flagWord(path: string): string {
  const plain = path.replace(/ \(\w+\)/, '');
  return configFlags
    .filter(({ path, severalPath }) => [path, severalPath].some((each) => each?.join('.') === plain))
    .map(({ name }) => `\`${name}\``)
    .join(', ');
}

/** A cell may hold no bar and no line end. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(({ path, setting }) =>
    [`\`${path}\``, typeWord(setting), defaultWord(setting), flagWord(path), setting.description ?? '']
      .map(cell)
      .join(' | '),
  );
  return [
    '| setting | value | default | flag | what it is |',
    '| --- | --- | --- | --- | --- |',
    ...lines.map((line) => `| ${line} |`),
  ].join('\n');
}

/** All settings, one table per group of the config, in the order of the file. */
function settingTables(): string {
  const fields = [...fieldsOf(configSchema, undefined)];
  const plain = fields.filter(([, field]) => !isGroup(field.type));
  const groups = fields.filter(([, field]) => isGroup(field.type));
  return [
    ['## General', table(plain.flatMap(([key, field]) => rowsOf(key, field)))],
    ...groups.map(([key, field]) => [
      `## ${key}`,
      ...(field.description === undefined ? [] : [field.description]),
      table(rowsBelow(key, field)),
    ]),
  ]
    .flat()
    .join('\n\n');
}
