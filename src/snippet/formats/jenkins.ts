import type { Config } from '../../config/schema.js';
import { pipelineOfPlainRun } from '../job-matrix.js';
import { markerLines } from '../markers.js';
import { type Pipeline, pipelineOf } from '../pipeline.js';
import { commentLines, indented, shellCommand } from '../quote.js';
import { instancesProblems } from '../shards.js';
import { clearReportsLines } from '../shell-lines.js';
import { refused, type Snippet, type SnippetFormat } from '../snippet-format.js';
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

/** Script lines of one scan on an agent. */
function scanLines(pipeline: Pipeline): string[] {
  return [...clearReportsLines(pipeline), shellCommand(pipeline.runWords)];
}

/** The scan and its judgement: what declarative `script` and a scripted stage both hold. */
export function jenkinsScanLines(config: Config, pipeline: Pipeline, indent: number): string {
  const scan = (at: number) => `${' '.repeat(at)}code = ${scanStep(scanLines(pipeline), at)}`;
  return [
    `${installStep(pipeline, indent)}${' '.repeat(indent)}int code = 70`,
    withCredentials(config, pipeline, indent, scan),
    indented(judgeLines, indent),
  ].join('\n');
}

/** How a Jenkinsfile of one agent is made of one scan, or of several jobs that the agent runs one beside the other. */
export function onOneAgent(
  jenkinsfile: (config: Config, pipeline: Pipeline) => Snippet,
): Pick<SnippetFormat, 'emit' | 'emitJobs'> {
  const reports = ['html', 'junit'] as const;
  return {
    emit: (config, options) => {
      const pipeline = pipelineOf([config], options, reports);
      const refusals = [...pipeline.refusals, ...instancesProblems(config)];
      return jenkinsfile(config, { ...pipeline, refusals });
    },
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
${indented(publishLines(pipeline, pipeline.directory), 10)}
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
