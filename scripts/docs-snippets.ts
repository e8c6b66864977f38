import { loadJobs } from '../src/config/jobs/load-jobs.js';
import { parseConfigText } from '../src/config/load-config.js';
import type { WrittenConfig } from '../src/config/schema.js';
import { writeConfigText } from '../src/config/write-config-text.js';
import { snippetFormats } from '../src/snippet/formats.js';
import { importJenkinsfile } from '../src/snippet/import/import-jenkinsfile.js';
import type { Snippet, SnippetFormat, SnippetFormatName } from '../src/snippet/snippet-format.js';

/** What the examples are made from. */
const example: WrittenConfig = {
  version: 1,
  platform: 'US2',
  credentials: { username: 'acme2ab1', password: 'env:QUALYS_PASSWORD' },
  scan: {
    jobName: 'payments-api',
    target: { type: 'host', ips: ['10.20.30.40'] },
    authRecord: { platform: 'unix', username: 'scan', password: 'env:QUALYS_HOST_PASSWORD' },
    scanner: 'edge-scan-01',
    optionProfile: { id: '9001', title: 'Jenkins_Baseline' },
    policies: [{ id: '11', title: 'CIS Debian 12' }],
  },
  criteria: {
    failOn: { states: ['fail'], criticalities: ['urgent', 'critical', 'serious'] },
    exclude: [{ cids: '2201', reason: 'accepted by security, SEC-118', expires: '2027-03-31' }],
  },
  jenkins: { credentialsId: 'qualys-api', hostCredentialsId: 'qualys-host' },
};

/** What the example of several jobs is made from. */
const estate = `version: 1
platform: US2
credentials: { username: acme2ab1, password: "env:QUALYS_PASSWORD" }
defaults:
  scan: { scanner: edge-scan-01, optionProfile: { title: Jenkins_Baseline } }
  criteria: { failOn: { states: [fail], criticalities: [urgent, critical] } }
jobs:
  payments-api: { scan: { target: { type: host, ips: ["10.20.30.40"] } } }
  ledger: { scan: { target: { type: host, ips: ["10.20.30.41"] } } }
`;

const jenkinsfile = `pipeline {
  agent any
  stages {
    stage('Scan') {
      steps {
        qualysPolicyComplianceScanner(
          platform: 'PCP', apiServer: 'https://qualysguard.qg2.apps.qualys.com',
          credsId: 'qualys-api', useHost: true, hostIp: "\${params.HOST_IP}",
          scannerName: 'edge-scan-01',
          optionProfile: '{"optionProfileName":"Jenkins_Baseline","optionProfileID":"9001","policyDetails":{"CIS Debian 12":"11"}}',
          selectedPolicies: '11::CIS Debian 12',
          failByStateAndCriticality: true, stateFail: true, criticalityUrgent: true,
          excludedCriteria: true, excludedCids: '1141, 1145-1150',
          pollingInterval: '2', vulnsTimeout: '60*2')
      }
    }
  }
}
`;

const endings: Readonly<Record<SnippetFormatName, readonly [ending: string, language: string]>> = {
  'jenkins-plugin': ['groovy', 'groovy'],
  jenkins: ['groovy', 'groovy'],
  'jenkins-scripted': ['groovy', 'groovy'],
  'jenkins-matrix': ['groovy', 'groovy'],
  gitlab: ['yml', 'yaml'],
  github: ['yml', 'yaml'],
  azure: ['yml', 'yaml'],
  kubernetes: ['yaml', 'yaml'],
  shell: ['sh', 'sh'],
};

const fence = (language: string, text: string): string => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;

const list = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');

function formatSection(format: SnippetFormat, snippet: Snippet): string {
  const { needs } = format;
  const facts = [
    `Put it in: \`${format.fileName}\`.`,
    ...(needs.program
      ? ['Calls an installed `qualys-pc`; `--install` adds a command that installs it.']
      : []),
    ...(needs.jenkinsPlugins === undefined
      ? []
      : [
          `Jenkins plugins, lowest versions: ${needs.jenkinsPlugins.map(({ id, version }) => `\`${id}\` ${version}`).join(', ')}.`,
        ]),
    ...(snippet.environment.length === 0
      ? []
      : [`Set in the pipeline: ${snippet.environment.map((name) => `\`${name}\``).join(', ')}.`]),
  ];
  return `## ${format.title}

\`qualys-pc snippet --format ${format.name}\`: ${format.description}

${list(facts)}

${fence(endings[format.name][1], snippet.text)}
`;
}

/** What each format makes of several jobs, with GitLab's text. */
function jobsSection(): string {
  const { jobs } = loadJobs({
    file: { text: estate, format: 'yaml', sourceName: 'qualys-pc.yaml' },
    flags: {},
  });
  const [first, ...others] = jobs.map(({ job = '', config }) => ({ name: job, config }));
  const gitlab = snippetFormats.find(({ name }) => name === 'gitlab');
  if (first === undefined || gitlab === undefined) throw new Error('the example holds no job');
  return `## A config with several jobs

Of a config with \`jobs\` the same command writes a matrix: a cell for each job, as many at a time as \`concurrency.jobs\` says where
the system can hold back, and a last step that joins the results and has the verdict. It knows the jobs from the config and
names each that left no result, such as that of an agent that died: inconclusive, exit code 4, unless another job failed.

| format | over jobs | the last result of a job, for the comparison |
| --- | --- | --- |
| \`gitlab\` | \`parallel: matrix\`, and a job that \`needs\` it | cache of the job |
| \`github\` | matrix, and a job that \`needs\` it | cache of the job |
| \`azure\` | matrix, and a job that depends on it | artifact of the last build of the branch |
| \`jenkins-matrix\` | matrix over agents, and a stage behind it | archive of the last build (plugin \`copyartifact\`) |
| \`kubernetes\` | Indexed Job with a table from index to job, and a Job behind it | the volume |
| \`jenkins\`, \`jenkins-scripted\` | one plain \`qualys-pc run\` of all jobs | archive of the last build (plugin \`copyartifact\`), else the working directory |
| \`shell\` | one plain \`qualys-pc run\` of all jobs | the working directory |
| \`jenkins-plugin\` | refused: the plugin's step holds one scan | |

The cells are named after the folders of the results; a table in the script has the name of a job where that differs. GitLab
takes 200 cells, GitHub 256. This config

${fence('yaml', estate)}

becomes for GitLab

${fence('yaml', gitlab.emitJobs([first, ...others], {}).text)}
`;
}

function importSection(): string {
  const { steps } = importJenkinsfile(jenkinsfile);
  const [step] = steps;
  if (step === undefined) throw new Error('the example holds no step');
  const remarks = [
    ...step.lints.map(
      ({ line, column, code, problem, advice }) => `${line}:${column} ${code}: ${problem} ${advice}`,
    ),
    ...step.unknown.map(
      ({ line, column, parameter, names, keptAs }) =>
        `${line}:${column} unknown-value: ${parameter} comes from ${names.join(', ')}; kept as ${keptAs ?? 'nothing'}.`,
    ),
  ];
  return `## From a Jenkinsfile to a config

\`qualys-pc import Jenkinsfile\` reads the plugin's step (declarative, scripted, or the old \`step([$class: 'PCScanNotifier', …])\`)
without running anything, prints the equal config, and reports errors and surprises in the step and the variables to set to
stderr. \`qualys-pc import config.xml\` does the same for the post-build step of a freestyle or matrix job and for the pipeline in a
pipeline job; Jenkins shows that file at \`JENKINS_URL/job/NAME/config.xml\`. This Jenkinsfile

${fence('groovy', jenkinsfile)}

becomes

${fence('yaml', writeConfigText(step.written, 'yaml'))}

with the remarks

${fence('text', remarks.join('\n'))}

Values that only a run knows are named; variables of the environment and of the job's parameters are kept as \`env.NAME\` where
the config reads them at run time. What the step keeps in Jenkins, such as the user of the host's credential, is listed as
still to fill in. Several steps in one file: \`--step N\`. A file that cannot be read is exit code 2, with line and column.
`;
}

function page(sections: readonly string[]): string {
  return `# Pipeline snippets

<!-- Generated by npm run docs; edit scripts/docs-snippets.ts. -->

\`qualys-pc snippet\` writes a config down for a pipeline. The text is valid in its own language whatever characters the titles
hold, holds no secret and no path of your machine, and refuses aloud what a format cannot say.

| format | for |
| --- | --- |
${snippetFormats.map(({ name, title }) => `| [\`${name}\`](snippets/${name}.${endings[name][0]}) | ${title} |`).join('\n')}

- **Where the config comes from.** The pipeline reads it from the repository: \`qualys-pc.yaml\`, or what \`--config-path\` names.
- **Secrets** stay in the CI system; the config holds references such as \`env:QUALYS_PASSWORD\`. In CI, references may name
  only variables that begin with \`QUALYS_\`; others, and private clouds, get their \`--allow-env\` and \`--allow-server\` flags here.
  A login by client id passes \`QUALYS_CLIENT_ID\` and \`QUALYS_CLIENT_SECRET\`, a ready token \`QUALYS_TOKEN\` (secret text in Jenkins).
- **Exit codes** become what the system knows: 6, passed with warnings, is UNSTABLE in Jenkins, an orange job in GitLab, a
  warning in GitHub, "succeeded with issues" in Azure; anything else but 0 fails.
- **Timeouts.** The pipeline's own timeout is the scan's, the least time for posture after it, and a margin, so that the
  program ends first and says why.
- **Installing.** No snippet fetches a package by name on its own. \`--install 'npm install --global "$YOUR_PACKAGE"'\` adds a line.
- **Again.** \`--out FILE\` writes the file. A file that differs is shown as a diff and asked about; without a terminal it is
  exit code 2 unless \`--yes\`. Between the lines \`BEGIN qualys-pc …\` and \`END qualys-pc …\` the block is replaced alone, so
  the snippet can live in a larger file.
- **In a file of your own.** Two comment lines, \`BEGIN qualys-pc gitlab of qualys-pc.yaml\` and \`END qualys-pc gitlab of qualys-pc.yaml\`,
  say where the block goes the first time. A file with the block of another config alone is never overwritten. Jobs of a
  config with another path, such as \`qualys-pc-db.yaml\`, have names of their own, so that two snippets live in one pipeline.
- **How it is checked.** Every Jenkinsfile compiles and runs in real Groovy with a stub of the pipeline steps; GitLab's own
  schema, actionlint, the Kubernetes API description and shellcheck look at the rest; Azure by a list of every key that may
  stand where it stands. None of it has been run in a live CI system.
- **Many targets.** \`jenkins-matrix\` and \`kubernetes\` run \`--shard i/n\` on many machines and join the results with
  \`qualys-pc report\`; \`--shards\` sets the number.
- **Many jobs.** Of a config with \`jobs\` every format but the plugin's writes [a matrix over them](#a-config-with-several-jobs).

All examples are made from [this config](snippets/qualys-pc.yaml):

${fence('yaml', writeConfigText(example, 'yaml'))}

${sections.join('\n')}`;
}

/** The pages about snippets, with the output of every format, by their path in the repository. */
export function snippetPages(): Readonly<Record<string, string>> {
  const text = writeConfigText(example, 'yaml');
  const { config } = parseConfigText(text, 'yaml', 'qualys-pc.yaml');
  const written = snippetFormats.map((format) => ({ format, snippet: format.emit(config, {}) }));
  return {
    'docs/snippets.md': page([
      ...written.map(({ format, snippet }) => formatSection(format, snippet)),
      jobsSection(),
      importSection(),
    ]),
    'docs/snippets/qualys-pc.yaml': text,
    ...Object.fromEntries(
      written.map(({ format, snippet }) => [
        `docs/snippets/${format.name}.${endings[format.name][0]}`,
        snippet.text,
      ]),
    ),
  };
}
