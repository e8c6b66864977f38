import { defaultConfigPath } from '../../config/names.js';
import { refusal } from '../../config/problem.js';
import type { Config } from '../../config/schema.js';
import { counted } from '../../text/counted.js';
import { jenkinsPlugins } from '../formats/jenkins-parts.js';
import { markerLines } from '../markers.js';
import { configPathInRepository, jobMinutes } from '../pipeline.js';
import { pipelineSecrets } from '../pipeline-secrets.js';
import { commentLines, groovyString, indented } from '../quote.js';
import { refused, type Snippet, type SnippetFormat, type SnippetOptions } from '../snippet-format.js';
import { pluginMinutes } from './encodings.js';
import { pluginExclusionNotes, splitExclusions } from './exclusions.js';
import { pluginArguments } from './plugin-arguments.js';
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

function emit(written: Config, options: SnippetOptions): Snippet {
  const { current: config, ended } = splitExclusions(written, options.nowMs);
  const { values, refusals } = pluginArguments(config);
  const path = configPathInRepository(options.configPath);
  const configPath = typeof path === 'string' ? path : defaultConfigPath;
  const notes = [
    ...credentialsNotes(values),
    ...pluginExclusionNotes(config.criteria?.exclude ?? [], ended),
    ...pluginNotes(config),
  ];
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
  emitJobs: (jobs) =>
    refused([
      refusal(
        'jobs',
        `The plugin's step holds one scan, and the config holds ${counted(jobs.length, 'job')}`,
        'Choose another format, such as jenkins-matrix, or name a config with one scan.',
      ),
    ]),
};

/** Notes on settings that the step cannot hold and that change neither target nor verdict. */
function pluginNotes(config: Config): string[] {
  const { authRecord, jobName, scanner, optionProfile } = config.scan;
  const rounded = [config.timeouts.pollingInterval, config.timeouts.timeout].filter(
    (text) => pluginMinutes(text)?.isRounded === true,
  );
  return [
    ...(config.criteria?.failOn?.states.includes('exceptions') === true
      ? ['The plugin offers the state "Exceptions" and never finds it; qualys-pc does.']
      : []),
    ...(authRecord?.domain === undefined
      ? []
      : [`The plugin knows no Windows domain; the config's is ${authRecord.domain}.`]),
    ...(pipelineSecrets(config).loginKind === 'password'
      ? []
      : [
          'The plugin logs in by user name and password only: its Jenkins credential must hold those of a user.',
        ]),
    ...(jobName === undefined
      ? []
      : [`The plugin names asset group and auth record after the Jenkins job, not "${jobName}".`]),
    ...(scanner !== undefined && /^\d+$/.test(scanner)
      ? [`The plugin takes the scanner's name; if ${scanner} is its id, write the name.`]
      : []),
    ...(optionProfile.title?.includes(':') === true
      ? ['The plugin\'s form cuts the title of an option profile at ":"; do not save this step through it.']
      : []),
    ...rounded.map((text) => `The plugin counts whole minutes: "${text}" is rounded up.`),
    ...(config.gateway !== undefined || config.apiVersions !== undefined || config.concurrency !== undefined
      ? ['The plugin knows neither gateway, apiVersions nor concurrency.']
      : []),
    ...(config.criteria?.failOn === undefined && config.criteria?.failOnAuthFailure !== true
      ? ['No criteria: the build passes whatever the scan finds.']
      : []),
  ];
}
