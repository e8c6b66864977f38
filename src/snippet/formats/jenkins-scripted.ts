import type { Config } from '../../config/schema.js';
import { markerLines } from '../markers.js';
import type { Pipeline } from '../pipeline.js';
import { commentLines, indented } from '../quote.js';
import { refused, type Snippet, type SnippetFormat } from '../snippet-format.js';
import { jenkinsEndLines, jenkinsScanLines, onOneAgent } from './jenkins.js';
import {
  credentialsNotes,
  credentialsProblems,
  pluginsOf,
  pluginsSentence,
  programNeeds,
} from './jenkins-parts.js';

function jenkinsfile(config: Config, pipeline: Pipeline): Snippet {
  const refusals = [...pipeline.refusals, ...credentialsProblems(config, pipeline)];
  const notes = [...pipeline.notes, ...credentialsNotes(config, pipeline)];
  const environment = pipeline.secrets.plainVariables;
  if (refusals.length > 0) return refused(refusals, { notes, environment });
  const { begin, end } = markerLines('//', { format: 'jenkins-scripted', configPath: pipeline.configPath });
  const text = `${commentLines('//', [
    'Scripted Jenkinsfile made by "qualys-pc snippet --format jenkins-scripted". In one of your own, take the stage between the marker lines.',
    pluginsSentence(pluginsOf(pipeline)),
  ]).join('\n')}
// Two scans of one job at a time would share one asset group.
properties([disableConcurrentBuilds()])
node('linux') { // Replace: a label of agents that have qualys-pc.
  checkout scm
  ${begin}
  stage('Qualys Policy Compliance') {
    try {
      timeout(time: ${pipeline.minutes}, unit: 'MINUTES') { // The scan's own timeout and a margin.
${jenkinsScanLines(config, pipeline, 8)}
      }
    } finally {
${indented(jenkinsEndLines(pipeline), 6)}
    }
  }
  ${end}
}
`;
  return { text, refusals, notes, environment };
}

/** A scripted Jenkinsfile that runs this program. */
export const jenkinsScripted: SnippetFormat = {
  name: 'jenkins-scripted',
  title: 'Jenkins, scripted pipeline',
  description: 'The same as a scripted Jenkinsfile.',
  fileName: 'Jenkinsfile',
  needs: programNeeds,
  ...onOneAgent(jenkinsfile),
};
