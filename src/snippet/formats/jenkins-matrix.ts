import type { Problem } from '../../config/problem.js';
import type { Config } from '../../config/schema.js';
import { markerLines } from '../markers.js';
import { type Pipeline, pipelineOf } from '../pipeline.js';
import { commentLines, groovyBlock, groovyString, indented, shellCommand } from '../quote.js';
import { mergeCommand, shardCount } from '../shards.js';
import { clearReportsLines } from '../shell-lines.js';
import { refused, type Snippet, type SnippetFormat, type SnippetOptions } from '../snippet-format.js';
import {
  credentialsNotes,
  credentialsProblems,
  installStep,
  judgeLines,
  pluginsOf,
  pluginsSentence,
  programNeeds,
  publishLines,
  scanStep,
  withCredentials,
} from './jenkins-parts.js';

function shardSteps(config: Config, pipeline: Pipeline, shards: number, indent: number): string {
  const lines = [
    ...clearReportsLines(pipeline, `${pipeline.directory}/shard-"$SHARD"`),
    `${shellCommand(pipeline.runWords)} --shard "$SHARD/${shards}"`,
  ];
  return withCredentials(config, pipeline, indent, (at) => `${' '.repeat(at)}${scanStep(lines, at)}`);
}

function emit(config: Config, options: SnippetOptions): Snippet {
  const pipeline = pipelineOf(config, options, ['html', 'junit']);
  const count = shardCount(config, options.shards);
  const refusals: Problem[] = [
    ...pipeline.refusals,
    ...credentialsProblems(config, pipeline),
    ...(typeof count === 'number' ? [] : [count]),
  ];
  const notes = [...pipeline.notes, ...credentialsNotes(config, pipeline)];
  const environment = pipeline.secrets.plainVariables;
  if (refusals.length > 0 || typeof count !== 'number') return refused(refusals, { notes, environment });
  const { begin, end } = markerLines('//', { format: 'jenkins-matrix', configPath: pipeline.configPath });
  const numbers = Array.from({ length: count }, (_, index) => `'${index + 1}'`).join(', ');
  const { directory } = pipeline;
  const gathered = `${directory}/all-shards`;
  const merge = mergeCommand({ ...pipeline, directory: gathered });
  const text = `${commentLines('//', [
    'Jenkinsfile made by "qualys-pc snippet --format jenkins-matrix". In a Jenkinsfile of your own, take the stage between the marker lines.',
    pluginsSentence(pluginsOf(pipeline)),
  ]).join('\n')}
pipeline {
  agent none
  options {
    disableConcurrentBuilds() // Two builds of one job at a time would share one asset group.
  }
  stages {
    ${begin}
    stage('Qualys Policy Compliance') {
      stages {
        stage('Scan') {
          matrix {
            agent { label 'linux' } // Replace: a label of agents that have qualys-pc.
            axes {
              axis {
                name 'SHARD'
                values ${numbers}
              }
            }
            stages {
              stage('Shard') {
                options {
                  timeout(time: ${pipeline.minutes}, unit: 'MINUTES') // The scan's own timeout and a margin.
                }
                steps {
                  // The exit code of a shard is in its result; the merged verdict decides.
${installStep(pipeline, 18)}${shardSteps(config, pipeline, count, 18)}
                }
                post {
                  always {
                    dir(${groovyString(directory)}) {
                      stash name: "qualys-pc-shard-\${env.SHARD}", includes: "shard-\${env.SHARD}/**", allowEmpty: true
                    }
                  }
                }
              }
            }
          }
        }
        stage('Verdict') {
          agent { label 'linux' } // Replace: the same label.
          steps {
            script {
              // A folder of its own: what a shard left on this agent stays there for its next build.
              dir(${groovyString(gathered)}) {
                deleteDir()
                for (int shard = 1; shard <= ${count}; shard++) {
                  unstash "qualys-pc-shard-\${shard}"
                }
              }
${installStep(pipeline, 14)}              int code = sh(label: 'Merged verdict', returnStatus: true, script: ${groovyBlock([merge], 16)})
${indented(judgeLines, 14)}
            }
          }
          post {
            always {
${indented(publishLines(pipeline, `${gathered}/merged`), 14)}
              archiveArtifacts artifacts: ${groovyString(`${gathered}/shard-*/**`)}, allowEmptyArchive: true
            }
          }
        }
      }
    }
    ${end}
  }
}
`;
  return { text, refusals, notes, environment };
}

/** A declarative Jenkinsfile that runs this program in shards on many agents. */
export const jenkinsMatrix: SnippetFormat = {
  name: 'jenkins-matrix',
  title: 'Jenkins, declarative matrix',
  description: 'Spreads many targets over agents, one shard each, and joins their results into one verdict.',
  fileName: 'Jenkinsfile',
  needs: { ...programNeeds, shards: true },
  emit,
};
