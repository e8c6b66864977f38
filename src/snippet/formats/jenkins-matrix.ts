import type { Config } from '../../config/schema.js';
import { cellLines, cellVariable, jobFolders, joinJobsCommand, pipelineOfJobs } from '../job-matrix.js';
import { markerLines } from '../markers.js';
import { type Pipeline, pipelineOf } from '../pipeline.js';
import { commentLines, groovyBlock, groovyString, indented, shellCommand, shellWord } from '../quote.js';
import { mergeCommand, shardCount } from '../shards.js';
import { keepingCode, keepingLines, keptDirectory } from '../shell-lines.js';
import {
  refused,
  type Snippet,
  type SnippetFormat,
  type SnippetJobs,
  type SnippetOptions,
} from '../snippet-format.js';
import {
  credentialsNotes,
  credentialsProblems,
  installStep,
  judgeLines,
  keepLine,
  pluginsOf,
  pluginsSentence,
  programNeeds,
  publishLines,
  restoreLines,
  scanStep,
  withCredentials,
} from './jenkins-parts.js';

function emit(config: Config, options: SnippetOptions): Snippet {
  const count = shardCount(config, options.shards);
  const shards = typeof count === 'number' ? count : undefined;
  const pipeline = pipelineOf([config], { ...options, shards }, ['html', 'junit']);
  if (typeof count !== 'number') return refused([...pipeline.refusals, count], { notes: pipeline.notes });
  const gathered = `${pipeline.directory}/all-shards`;
  const shard = 'shard-"$SHARD"';
  const { before, after } = keepingLines(pipeline, {
    results: `${shellWord(pipeline.directory)}/${shard}`,
    kept: `${shellWord(keptDirectory(pipeline))}/${shard}`,
  });
  return spreadJenkinsfile(config, pipeline, {
    variable: 'SHARD',
    values: Array.from({ length: count }, (_, index) => `${index + 1}`),
    stage: 'Shard',
    folderPrefix: 'shard-',
    lines: [
      ...before,
      ...keepingCode(`${shellCommand(pipeline.runWords)} --shard "$SHARD/${count}"`),
      ...after,
      'exit "$code"',
    ],
    kept: keptDirectory(pipeline),
    gathered,
    join: mergeCommand({ ...pipeline, directory: gathered }),
    joined: `${gathered}/merged`,
  });
}

function emitJobs(jobs: SnippetJobs, options: SnippetOptions): Snippet {
  const pipeline = pipelineOfJobs(jobs, options, ['html', 'junit']);
  const gathered = `${pipeline.directory}/all-jobs`;
  const { before, run, after } = cellLines(jobs, pipeline, keepingCode);
  return spreadJenkinsfile(jobs[0].config, pipeline, {
    variable: cellVariable,
    values: jobFolders(jobs),
    stage: 'Job',
    folderPrefix: '',
    lines: [...before, ...run, ...after, 'exit "$code"'],
    kept: keptDirectory(pipeline),
    gathered,
    join: joinJobsCommand(pipeline, gathered),
    joined: gathered,
  });
}

/** What a matrix spreads over agents, and how its results become one. */
interface Spread {
  /** Variable of the matrix. */
  readonly variable: string;
  readonly values: readonly string[];
  /** Name of a cell's stage, and the word for what one cell scans. */
  readonly stage: string;
  /** Precedes the value in the folder of a cell's results. */
  readonly folderPrefix: string;
  readonly lines: readonly string[];
  /** Folder that a cell takes from the last build and leaves for the next. */
  readonly kept: string;
  /** Folder in which the results are gathered. */
  readonly gathered: string;
  readonly join: string;
  /** Folder of the joined results. */
  readonly joined: string;
}

/** A cell that throws would skip the verdict; without its result the verdict names it. */
const goesOn = "catchError(buildResult: 'SUCCESS', stageResult: 'FAILURE')";

/** What a cell keeps for its next build, as a word of Groovy. */
function keptFiles({ kept, folderPrefix, variable }: Spread): string {
  return `"${kept}/${folderPrefix}\${env.${variable}}/**"`;
}

function cellSteps(config: Config, pipeline: Pipeline, { lines }: Spread): string {
  return withCredentials(config, pipeline, 20, (at) => `${' '.repeat(at)}${scanStep(lines, at)}`);
}

function cellEnd({ directory }: Pipeline, spread: Spread): string {
  const { variable, folderPrefix } = spread;
  const stash = `stash name: "qualys-pc-${folderPrefix}\${env.${variable}}", includes: "${folderPrefix}\${env.${variable}}/**", allowEmpty: true`;
  return indented(
    [
      `${goesOn} {`,
      `  dir(${groovyString(directory)}) {`,
      `    ${stash}`,
      '  }',
      `  ${keepLine(keptFiles(spread))}`,
      '}',
    ],
    20,
  );
}

/** A declarative Jenkinsfile with a matrix, and a stage that joins what its cells found. */
function spreadJenkinsfile(config: Config, pipeline: Pipeline, spread: Spread): Snippet {
  const refusals = [...pipeline.refusals, ...credentialsProblems(config, pipeline)];
  const notes = [...pipeline.notes, ...credentialsNotes(config, pipeline)];
  const environment = pipeline.secrets.plainVariables;
  if (refusals.length > 0) return refused(refusals, { notes, environment });
  const { begin, end } = markerLines('//', { format: 'jenkins-matrix', configPath: pipeline.configPath });
  const values = spread.values.map((value) => `'${value}'`).join(', ');
  const restore = restoreLines(keptFiles(spread), goesOn);
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
                name '${spread.variable}'
                values ${values}
              }
            }
            stages {
              stage('${spread.stage}') {
                options {
                  timeout(time: ${pipeline.minutes}, unit: 'MINUTES') // The scan's own timeout and a margin.
                }
                steps {
${indented(restore, 18)}
                  // The exit code of a ${spread.stage.toLowerCase()} is in its result; the joined verdict decides, and names one without a result.
                  ${goesOn} {
${installStep(pipeline, 20)}${cellSteps(config, pipeline, spread)}
                  }
                }
                post {
                  always {
${cellEnd(pipeline, spread)}
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
              // A folder of its own: what a ${spread.stage.toLowerCase()} left on this agent stays there for its next build.
              dir(${groovyString(spread.gathered)}) {
                deleteDir()
                for (String cell in [${values}]) {
                  ${goesOn} {
                    unstash "qualys-pc-${spread.folderPrefix}\${cell}"
                  }
                }
              }
${installStep(pipeline, 14)}              int code = sh(label: 'Joined verdict', returnStatus: true, script: ${groovyBlock([spread.join], 16)})
${indented(judgeLines, 14)}
            }
          }
          post {
            always {
${indented(publishLines(pipeline, spread.joined), 14)}
${spread.joined === spread.gathered ? '' : `              archiveArtifacts artifacts: ${groovyString(`${spread.gathered}/${spread.folderPrefix}*/**`)}, allowEmptyArchive: true\n`}            }
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

/** A declarative Jenkinsfile that runs this program in shards, or a job each, on many agents. */
export const jenkinsMatrix: SnippetFormat = {
  name: 'jenkins-matrix',
  title: 'Jenkins, declarative matrix',
  description:
    'Spreads the shards of one target, or the jobs of a config, over agents and joins their results into one verdict.',
  fileName: 'Jenkinsfile',
  needs: { ...programNeeds, shards: true },
  emit,
  emitJobs,
};
