import { settingTables } from './reference.js';
import { secretRefForms } from './secret-ref.js';

/** The config of the reference page; a test reads it back. */
export const exampleConfig = `version: 1
platform: US2                      # or PCP with apiServer: https://qualysapi.example.com
credentials: { username: acme_ab1, password: "env:QUALYS_PASSWORD" }
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

${settingTables()}

## How values are written

- **Secrets** are references, never values: ${secretRefForms}.
  A file that every user of the machine can read is refused. Without a reference the Qualys password comes from \`QUALYS_PASSWORD\`, then from the file that
  \`QUALYS_PASSWORD_FILE\` names, then from the keychain, then from the person at the terminal. With \`CI\` set, \`env:\`
  may name only variables that start with \`QUALYS_\`, and those of \`--allow-env\`.
- **Servers** of private clouds receive secrets only when \`--allow-server HOST\` or \`QUALYS_ALLOW_SERVER\` names them; a
  config alone cannot. \`http:\` is refused except on this machine.
- **Times** are minutes (\`2\`, \`1.5\`), products of minutes (\`60*2\`), or have units (\`90s\`, \`2m\`, \`1h30m\`).
- **Addresses** are single, ranges (\`10.0.0.1-10.0.0.9\`) or CIDRs (\`10.0.0.0/28\`), IPv4 or IPv6. \`env.NAME\` alone in an
  entry is replaced from the environment when the scan runs; so it is in instance ids.
- **CIDs** are numbers and ranges: \`1141, 1145-1150\`. 114 never matches 1141.
- **Expiry** is a day, yyyy-mm-dd; the exclusion holds through that day, UTC.
- **Titles** may hold \`[job_name]\` and \`[build_number]\`, in any case; the UTC time is always appended. Letters outside
  ASCII become their nearest ones, and a name that is shortened or changed gets a short hash.
- **Ids** are digits in quotes; a flag such as \`--policy\` takes digits as an id and anything else as a title.
`;
}
