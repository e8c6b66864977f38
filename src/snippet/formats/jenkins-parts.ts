import { type Problem, refusal } from '../../config/problem.js';
import type { Config } from '../../config/schema.js';
import { resultFiles } from '../../workflow/results/result-files.js';
import type { Pipeline } from '../pipeline.js';
import { groovyBlock, groovyCannotHold, groovyString } from '../quote.js';
import type { JenkinsPlugin, SnippetNeeds } from '../snippet-format.js';

/** The step that installs the program, on its own so that its exit code is not taken for a verdict. */
export function installStep({ installLines }: Pipeline, indent: number): string {
  if (installLines.length === 0) return '';
  return `${' '.repeat(indent)}sh(label: 'Install qualys-pc', script: ${groovyBlock(installLines, indent + 2)})\n`;
}

/** The step that runs the scan and returns its exit code. */
export function scanStep(lines: readonly string[], indent: number): string {
  return `sh(label: 'Qualys Policy Compliance scan', returnStatus: true, script: ${groovyBlock(lines, indent + 2)})`;
}

/** Archives and publishes a folder of results; every step accepts that there are none. */
export function publishLines({ formats }: Pipeline, directory: string): string[] {
  const at = (name: string): string => groovyString(`${directory}/${name}`);
  return [
    `archiveArtifacts artifacts: ${at('**')}, allowEmptyArchive: true, fingerprint: false`,
    ...(formats.includes('junit')
      ? [`junit testResults: ${at(resultFiles.junit)}, allowEmptyResults: true`]
      : []),
    ...(formats.includes('html')
      ? [
          `publishHTML target: [reportName: 'Qualys Policy Compliance', reportDir: ${groovyString(directory)}, reportFiles: '${resultFiles.html}', includes: '${resultFiles.html},${resultFiles.css}', allowMissing: true, alwaysLinkToLastBuild: true, keepAll: true]`,
        ]
      : []),
    ...(formats.includes('sarif')
      ? [
          `recordIssues enabledForFailure: true, tool: sarif(id: 'qualys-pc', name: 'Qualys Policy Compliance', pattern: ${at(resultFiles.sarif)})`,
        ]
      : []),
  ];
}

/**
 * Brings what an earlier build kept, which the first one does not find, nor one without the plugin Copy Artifact.
 * @param filter - as a word of Groovy.
 * @param goesOn - the step that keeps a failure in its place.
 */
export function restoreLines(filter: string, goesOn: string): string[] {
  return [
    `${goesOn} {`,
    `  copyArtifacts projectName: env.JOB_NAME, filter: ${filter}, selector: lastWithArtifacts(), optional: true`,
    '}',
  ];
}

/** Archives what the next build restores. */
export function keepLine(artifacts: string): string {
  return `archiveArtifacts artifacts: ${artifacts}, allowEmptyArchive: true`;
}

/** Turns the exit code in `code` into the build's result. */
export const judgeLines: readonly string[] = [
  'if (code == 6) {',
  "  unstable('Qualys Policy Compliance: passed with warnings')",
  '} else if (code != 0) {',
  "  String why = [1: 'failed by the criteria', 2: 'usage or configuration error', 3: 'Qualys refused or could not be reached',",
  "                4: 'inconclusive', 5: 'not finished, the scan is left running', 127: 'qualys-pc is not installed'][code] ?: 'stopped'",
  "  error('Qualys Policy Compliance: ' + why + ' (exit code ' + code + ')')",
  '}',
];

/** Lowest versions for Jenkins 2.426.2, from the plugins' own release pages. */
export const jenkinsPlugins = {
  pipeline: { id: 'workflow-aggregator', version: '596.v8c21c963d92d' },
  credentials: { id: 'credentials-binding', version: '657.v2b_19db_7d6e6d' },
  junit: { id: 'junit', version: '1259.v65ffcef24a_88' },
  html: { id: 'htmlpublisher', version: '1.32.1' },
  warnings: { id: 'warnings-ng', version: '10.7.0' },
  copy: { id: 'copyartifact', version: '705.v5295cffec284' },
} as const satisfies Record<string, JenkinsPlugin>;

/** What a Jenkinsfile needs that runs the program and publishes its usual reports. */
export const programNeeds = {
  program: true,
  jenkinsPlugins: [
    jenkinsPlugins.pipeline,
    jenkinsPlugins.credentials,
    jenkinsPlugins.junit,
    jenkinsPlugins.html,
    jenkinsPlugins.copy,
  ],
} as const satisfies SnippetNeeds;

/** One comment sentence that names plugins with their versions. */
export function pluginsSentence(plugins: readonly JenkinsPlugin[]): string {
  return `Jenkins plugins, lowest versions: ${plugins.map(({ id, version }) => `${id} ${version}`).join(', ')}.`;
}

/** Plugins that `publishLines`, `withCredentials` and `restoreLines` call. */
export function pluginsOf({ formats }: Pick<Pipeline, 'formats'>): JenkinsPlugin[] {
  return [
    jenkinsPlugins.pipeline,
    jenkinsPlugins.credentials,
    ...(formats.includes('junit') ? [jenkinsPlugins.junit] : []),
    ...(formats.includes('html') ? [jenkinsPlugins.html] : []),
    ...(formats.includes('sarif') ? [jenkinsPlugins.warnings] : []),
    jenkinsPlugins.copy,
  ];
}

/** Ids of Jenkins credentials when the config names none. */
export const defaultCredentialsIds = {
  api: 'qualys-api',
  proxy: 'qualys-proxy',
  host: 'qualys-host',
} as const;

/** The ids to write: the config's, else the defaults. */
export function credentialsIds(config: Config): Readonly<Record<keyof typeof defaultCredentialsIds, string>> {
  return {
    api: config.jenkins?.credentialsId ?? defaultCredentialsIds.api,
    proxy: config.jenkins?.proxyCredentialsId ?? defaultCredentialsIds.proxy,
    host: config.jenkins?.hostCredentialsId ?? defaultCredentialsIds.host,
  };
}

interface Binding {
  readonly id: string;
  /** Undefined for a secret without a user, which Jenkins calls secret text. */
  readonly usernameVariable: string | undefined;
  readonly passwordVariable: string;
}

function bindingsOf(config: Config, { secrets }: Pipeline): Binding[] {
  const ids = credentialsIds(config);
  const candidates = [
    {
      id: ids.api,
      usernameVariable: secrets.loginKind === 'token' ? undefined : secrets.usernameVariable,
      passwordVariable: secrets.passwordVariable,
    },
    {
      id: ids.proxy,
      usernameVariable: secrets.proxyUsernameVariable,
      passwordVariable: secrets.proxyPasswordVariable,
    },
    // Jobs that log in to their hosts by logins of their own need a credential each.
    ...secrets.hosts.map((host, index) => ({
      id: index === 0 ? ids.host : `${ids.host}-${index + 1}`,
      ...host,
    })),
  ];
  const seen = new Set<string>();
  return candidates.flatMap(({ passwordVariable, ...rest }) => {
    if (passwordVariable === undefined || seen.has(passwordVariable)) return [];
    seen.add(passwordVariable);
    return [{ ...rest, passwordVariable }];
  });
}

/** Ids that Groovy cannot write. */
export function credentialsProblems(config: Config, pipeline: Pipeline): Problem[] {
  return bindingsOf(config, pipeline).flatMap(({ id }) => {
    const why = groovyCannotHold(id);
    if (why === undefined) return [];
    return [
      refusal(
        'jenkins',
        `An id of a Jenkins credential cannot be written: ${why}`,
        'Give the credential an id of plain characters.',
      ),
    ];
  });
}

const clientIdVariable = 'QUALYS_CLIENT_ID';

/** What the person must create in Jenkins. */
export function credentialsNotes(config: Config, pipeline: Pipeline): string[] {
  return bindingsOf(config, pipeline).map(({ id, usernameVariable, passwordVariable }) =>
    usernameVariable === undefined
      ? `Jenkins must hold a credential "${id}" (secret text); it becomes ${passwordVariable}.`
      : `Jenkins must hold a credential "${id}" (user name with password${usernameVariable === clientIdVariable ? ': the client id and its secret' : ''}); its password becomes ${passwordVariable}.`,
  );
}

/**
 * A step inside `withCredentials([…])`, or by itself when nothing is bound.
 * @param step Writes the step at an indentation.
 */
export function withCredentials(
  config: Config,
  pipeline: Pipeline,
  indent: number,
  step: (indent: number) => string,
): string {
  const bindings = bindingsOf(config, pipeline);
  if (bindings.length === 0) return step(indent);
  const margin = ' '.repeat(indent);
  const lines = bindings.map(({ id, usernameVariable, passwordVariable }) =>
    usernameVariable === undefined
      ? `${margin}  string(credentialsId: ${groovyString(id)}, variable: '${passwordVariable}')`
      : `${margin}  usernamePassword(credentialsId: ${groovyString(id)}, usernameVariable: '${usernameVariable}', passwordVariable: '${passwordVariable}')`,
  );
  return `${margin}withCredentials([\n${lines.join(',\n')}\n${margin}]) {\n${step(indent + 2)}\n${margin}}`;
}
