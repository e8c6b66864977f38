import type { Config } from '../../config/schema.js';
import { pipelineOfPlainRun } from '../job-matrix.js';
import { markerLines } from '../markers.js';
import { type Pipeline, pipelineOf } from '../pipeline.js';
import { commentLines, groovyString, indented, shellCommand, shellWord } from '../quote.js';
import { clearReportsLines, keepingCode, keepingTreeLines, keptDirectory } from '../shell-lines.js';
import { refused, type Snippet, type SnippetFormat } from '../snippet-format.js';
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

/** Script lines of one scan on an agent, or of several jobs on it. */
function scanLines(pipeline: Pipeline): string[] {
  const { before, after } = keepingTreeLines({
    results: shellWord(pipeline.directory),
    kept: shellWord(keptDirectory(pipeline)),
  });
  return [
    ...clearReportsLines(pipeline.formats, shellWord(pipeline.directory)),
    ...before,
    ...keepingCode(shellCommand(pipeline.runWords)),
    ...after,
    'exit "$code"',
  ];
}

/** Without the last result there is no comparison, and nothing else is lost: stage and build go on. */
const goesOn = "catchError(buildResult: 'SUCCESS', stageResult: 'SUCCESS')";

/** The last result, the scan and its judgement: what declarative `script` and a scripted stage both hold. */
export function jenkinsScanLines(config: Config, pipeline: Pipeline, indent: number): string {
  const scan = (at: number) => `${' '.repeat(at)}code = ${scanStep(scanLines(pipeline), at)}`;
  const kept = groovyString(`${keptDirectory(pipeline)}/**`);
  return [
    indented(restoreLines(kept, goesOn), indent),
    `${installStep(pipeline, indent)}${' '.repeat(indent)}int code = 70`,
    withCredentials(config, pipeline, indent, scan),
    indented(judgeLines, indent),
  ].join('\n');
}

/** Publishes the results, and archives the last judged one for the next build. */
export function jenkinsEndLines(pipeline: Pipeline): string[] {
  return [
    ...publishLines(pipeline, pipeline.directory),
    keepLine(groovyString(`${keptDirectory(pipeline)}/**`)),
  ];
}

/** How a Jenkinsfile of one agent is made of one scan, or of several jobs that the agent runs one beside the other. */
export function onOneAgent(
  jenkinsfile: (config: Config, pipeline: Pipeline) => Snippet,
): Pick<SnippetFormat, 'emit' | 'emitJobs'> {
  const reports = ['html', 'junit'] as const;
  return {
    emit: (config, options) => jenkinsfile(config, pipelineOf([config], options, reports)),
    emitJobs: (jobs, options) => {
      const pipeline = pipelineOfPlainRun(jobs, options, reports);
      const spread = 'One agent runs all jobs; the format jenkins-matrix spreads them over agents.';
      return jenkinsfile(jobs[0].config, { ...pipeline, notes: [...pipeline.notes, spread] });
    },
  };
}

function jenkinsfile(config: Config, pipeline: Pipeline): Snippet {
  const refusals = [...pipeline.refusals, ...credentialsProblems(config, pipeline)];
  const notes = [...pipeline.notes, ...credentialsNotes(config, pipeline)];
  const environment = pipeline.secrets.plainVariables;
  if (refusals.length > 0) return refused(refusals, { notes, environment });
  const { begin, end } = markerLines('//', { format: 'jenkins', configPath: pipeline.configPath });
  const text = `${commentLines('//', [
    'Jenkinsfile made by "qualys-pc snippet --format jenkins". In a Jenkinsfile of your own, take the stage between the marker lines.',
    pluginsSentence(pluginsOf(pipeline)),
  ]).join('\n')}
pipeline {
  agent { label 'linux' } // Replace: a label of agents that have qualys-pc.
  options {
    disableConcurrentBuilds() // Two scans of one job at a time would share one asset group.
  }
  stages {
    ${begin}
    stage('Qualys Policy Compliance') {
      options {
        timeout(time: ${pipeline.minutes}, unit: 'MINUTES') // The scan's own timeout and a margin.
      }
      steps {
        script {
${jenkinsScanLines(config, pipeline, 10)}
        }
      }
      post {
        always {
${indented(jenkinsEndLines(pipeline), 10)}
        }
      }
    }
    ${end}
  }
}
`;
  return { text, refusals, notes, environment };
}

/** A declarative Jenkinsfile that runs this program. */
export const jenkins: SnippetFormat = {
  name: 'jenkins',
  title: 'Jenkins, declarative pipeline',
  description: 'A Jenkinsfile that runs qualys-pc, archives the results and maps warnings to UNSTABLE.',
  fileName: 'Jenkinsfile',
  needs: programNeeds,
  ...onOneAgent(jenkinsfile),
};
