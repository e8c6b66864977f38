import type { Pipeline } from './pipeline.js';
import type { JenkinsPlugin, SnippetNeeds } from './snippet-format.js';

/** Lowest versions for Jenkins 2.426.2, from the plugins' own release pages. */
export const jenkinsPlugins = {
  pipeline: { id: 'workflow-aggregator', version: '596.v8c21c963d92d' },
  credentials: { id: 'credentials-binding', version: '657.v2b_19db_7d6e6d' },
  junit: { id: 'junit', version: '1259.v65ffcef24a_88' },
  html: { id: 'htmlpublisher', version: '1.32.1' },
  warnings: { id: 'warnings-ng', version: '10.7.0' },
} as const satisfies Record<string, JenkinsPlugin>;

/** What a Jenkinsfile needs that runs the program and publishes its usual reports. */
export const programNeeds = {
  program: true,
  jenkinsPlugins: [
    jenkinsPlugins.pipeline,
    jenkinsPlugins.credentials,
    jenkinsPlugins.junit,
    jenkinsPlugins.html,
  ],
} as const satisfies SnippetNeeds;

/** One comment sentence that names plugins with their versions. */
export function pluginsSentence(plugins: readonly JenkinsPlugin[]): string {
  return `Jenkins plugins, lowest versions: ${plugins.map(({ id, version }) => `${id} ${version}`).join(', ')}.`;
}

/** Plugins that `publishLines` and `withCredentials` call. */
export function pluginsOf({ formats }: Pick<Pipeline, 'formats'>): JenkinsPlugin[] {
  return [
    jenkinsPlugins.pipeline,
    jenkinsPlugins.credentials,
    ...(formats.includes('junit') ? [jenkinsPlugins.junit] : []),
    ...(formats.includes('html') ? [jenkinsPlugins.html] : []),
    ...(formats.includes('sarif') ? [jenkinsPlugins.warnings] : []),
  ];
}
