import type { Config } from '../../config/schema.js';
import { jenkinsPlugins } from '../jenkins-needs.js';
import { jobMinutes } from '../job-minutes.js';
import { markerLines } from '../markers.js';
import { configPathInRepository, defaultConfigPath } from '../pipeline-paths.js';
import { commentLines } from '../quote/comment.js';
import { groovyString } from '../quote/groovy.js';
import { indented } from '../quote/indented.js';
import { refused, type Snippet, type SnippetFormat, type SnippetOptions } from '../snippet-format.js';
import { pluginArguments } from './plugin-arguments.js';
import { pluginNotes } from './plugin-notes.js';
import { orderedArguments, type StepArguments } from './step-parameters.js';

function credentialsNotes({
  credsId,
  proxyCredentialsId,
  unixAndWindowsCredentialsId,
}: StepArguments): string[] {
  return [credsId, proxyCredentialsId, unixAndWindowsCredentialsId].flatMap((id) =>
    id === undefined ? [] : [`Jenkins must hold a credential "${id}" (user name with password).`],
  );
}

function emit(config: Config, options: SnippetOptions): Snippet {
  const { values, refusals } = pluginArguments(config);
  const path = configPathInRepository(options.configPath);
  const configPath = typeof path === 'string' ? path : defaultConfigPath;
  const notes = [...credentialsNotes(values), ...pluginNotes(config)];
  const environment = [values.hostIp, values.ec2Id].flatMap((target) =>
    target?.startsWith('env.') === true ? [target.slice('env.'.length)] : [],
  );
  if (refusals.length > 0) return refused(refusals, { notes, environment });
  const { begin, end } = markerLines('//', { format: 'jenkins-plugin', configPath });
  const lines = orderedArguments(values).map(
    ([name, value]) => `${name}: ${typeof value === 'string' ? groovyString(value) : value}`,
  );
  const text = `// Jenkinsfile made by "qualys-pc snippet --format jenkins-plugin". In one of your own, take the stage between the marker lines.
pipeline {
  agent any
  stages {
    ${begin}
${indented(
  commentLines('//', [
    'Needs Jenkins 2.426.2 or later and the plugin "Qualys Policy Compliance Scanning Connector" (qualys-pc) 1.0.8.',
    ...notes,
  ]),
  4,
)}
    stage('Qualys Policy Compliance') {
      options {
        timeout(time: ${jobMinutes(config)}, unit: 'MINUTES') // The scan's own timeout and a margin.
      }
      steps {
        qualysPolicyComplianceScanner(
${indented([lines.join(',\n          ')], 10)}
        )
      }
    }
    ${end}
  }
}
`;
  return { text, refusals, notes, environment };
}

/** The step of Qualys' own plugin. */
export const jenkinsPlugin: SnippetFormat = {
  name: 'jenkins-plugin',
  title: "Jenkins, Qualys' own plugin",
  description:
    'The original qualysPolicyComplianceScanner step with every parameter; runs without qualys-pc.',
  fileName: 'Jenkinsfile',
  needs: {
    program: false,
    jenkinsPlugins: [jenkinsPlugins.pipeline, { id: 'qualys-pc', version: '1.0.8' }],
  },
  emit,
};
