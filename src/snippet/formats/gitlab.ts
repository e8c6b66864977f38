import type { Config } from '../../config/schema.js';
import { resultFiles } from '../../workflow/results/result-files.js';
import { containerImage } from '../container-image.js';
import {
  cellLines,
  cellVariable,
  countProblems,
  jobFolders,
  joinJobsCommand,
  pipelineOfJobs,
  pipelineOfPlainRun,
} from '../job-matrix.js';
import { markerLines } from '../markers.js';
import { type Pipeline, pipelineOf } from '../pipeline.js';
import { variableSentences } from '../pipeline-secrets.js';
import { commentLines, shellCommand, yamlBlock, yamlString } from '../quote.js';
import { keepingCode, keepingLines, keptDirectory } from '../shell-lines.js';
import {
  refused,
  type Snippet,
  type SnippetFormat,
  type SnippetJobs,
  type SnippetOptions,
} from '../snippet-format.js';
import { gitlabComponentSnippet } from './gitlab-component.js';

/** `before_script` as one block, so that a command of several lines stays one. */
function installLines(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `  before_script:\n    - |\n${yamlBlock(lines, 6)}\n`;
}

/**
 * What every job that has a verdict ends with: when it fails, and what is kept.
 * @param reports Lines of reports besides JUnit's.
 */
export function gitlabEndLines(
  { directory }: Pick<Pipeline, 'directory'>,
  reports: readonly string[] = [],
): string {
  return `  # Exit code 6: passed with warnings. GitLab shows the job in orange and goes on.
  allow_failure:
    exit_codes: [6]
  artifacts:
    when: always
    expire_in: 30 days
    expose_as: Qualys Policy Compliance
    paths:
      - ${yamlString(`${directory}/`)}
    reports:
      junit: ${yamlString(`${directory}/${resultFiles.junit}`)}${reports.map((line) => `\n      ${line}`).join('')}`;
}

/** Where a scan runs, one at a time of its name, and the last result, which comes from the cache and goes there. */
function scanLines(pipeline: Pipeline, options: SnippetOptions, name: string): string {
  return `${imageLine(options)}
  timeout: ${pipeline.minutes} minutes # The scan's own timeout and a margin.
  interruptible: false
  # Two scans of one job at a time would share one asset group.
  resource_group: ${name}
  cache: # The last result of the job, for the comparison.
    key: ${name}
    when: always
    paths:
      - ${yamlString(`${keptDirectory(pipeline)}/`)}`;
}

function imageLine(options: SnippetOptions): string {
  return `  image: ${imageOf(options)}`;
}

function imageOf(options: SnippetOptions): string {
  const { name, comment } = containerImage(options);
  return `${name} # ${comment}`;
}

function headComments(pipeline: Pipeline): string {
  return commentLines('#', [
    'Made by "qualys-pc snippet --format gitlab".',
    ...variableSentences(pipeline.secrets, {
      secret: 'masked, hidden CI/CD variables of the project (Settings, CI/CD, Variables)',
      plain: 'ordinary CI/CD variables',
    }),
  ]).join('\n');
}

const whenToScan = '- if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH # Replace: when to scan.';

/** A variable as GitLab fills it in, such as `$CI_REGISTRY_IMAGE`. */
const imageVariable = /\$(?:\w+|\{\w+\})/g;

function emit(config: Config, given: SnippetOptions): Snippet {
  const options = { ...given, imageVariable };
  if (options.use !== undefined)
    return emitComponent(pipelineOf([config], options, componentReports), options);
  const pipeline = pipelineOf([config], options, ['html', 'junit']);
  const { notes, refusals, environment } = pipeline;
  const job = `qualys-policy-compliance${pipeline.suffix}`;
  if (refusals.length > 0) return refused(refusals, { notes, environment });
  const { begin, end } = markerLines('#', { format: 'gitlab', configPath: pipeline.configPath });
  const { before, after } = keepingLines(pipeline);
  const text = `${begin}
${headComments(pipeline)}
${job}:
  stage: test # Replace: one of your stages.
  rules:
    ${whenToScan}
${scanLines(pipeline, options, job)}
${installLines(pipeline.installLines)}  script:
    - |
${yamlBlock([...before, ...keepingCode(shellCommand(pipeline.runWords)), ...after, 'exit "$code"'], 6)}
${gitlabEndLines(pipeline)}
${end}
`;
  return { text, refusals, notes, environment };
}

/** Reports that the component shows. */
const componentReports = ['html', 'junit', 'codequality'] as const;

function emitComponent(pipeline: Pipeline, options: SnippetOptions): Snippet {
  const comments = headComments(pipeline);
  return gitlabComponentSnippet(pipeline, options, { comments, image: imageOf(options), whenToScan });
}

/** GitLab makes at most this many jobs of one matrix. */
const mostCells = 200;

function emitJobs(jobs: SnippetJobs, given: SnippetOptions): Snippet {
  const options = { ...given, imageVariable };
  // The component runs all jobs in one, and joins their verdicts.
  if (options.use !== undefined)
    return emitComponent(pipelineOfPlainRun(jobs, options, componentReports), options);
  const pipeline = pipelineOfJobs(jobs, options, ['html', 'junit']);
  const { notes, environment, directory } = pipeline;
  const refusals = [...pipeline.refusals, ...countProblems(jobs, { most: mostCells, of: 'GitLab' })];
  const job = `qualys-policy-compliance${pipeline.suffix}`;
  if (refusals.length > 0) return refused(refusals, { notes, environment });
  const { begin, end } = markerLines('#', { format: 'gitlab', configPath: pipeline.configPath });
  const { before, run, after } = cellLines(jobs, pipeline, keepingCode);
  const text = `${begin}
${headComments(pipeline)}
${job}:
  stage: test # Replace: one of your stages.
  rules:
    ${whenToScan}
  parallel:
    matrix:
      - ${cellVariable}:
${yamlBlock(
  jobFolders(jobs).map((folder) => `- ${yamlString(folder)}`),
  10,
)}
${scanLines(pipeline, options, `${job}.$${cellVariable}`)}
${installLines(pipeline.installLines)}  script:
    - |
${yamlBlock([...before, ...run, ...after, 'exit "$code"'], 6)}
  # Exit code 6: passed with warnings. GitLab shows the job in orange and goes on.
  allow_failure:
    exit_codes: [6]
  artifacts:
    when: always
    expire_in: 30 days
    paths:
      - ${yamlString(`${directory}/$${cellVariable}/`)}
${job}-verdict:
  stage: test # Replace: the same stage.
  needs: [${job}]
  rules:
    ${whenToScan}
      when: always # A job that failed is part of the verdict.
${imageLine(options)}
${installLines(pipeline.installLines)}  script:
    - ${yamlString(joinJobsCommand(pipeline))}
${gitlabEndLines(pipeline)}
${end}
`;
  return { text, refusals, notes, environment };
}

/** A GitLab job that runs this program. */
export const gitlab: SnippetFormat = {
  name: 'gitlab',
  title: 'GitLab CI/CD',
  description: 'A job with its test report, its artifacts and an orange mark for warnings.',
  fileName: '.gitlab-ci.yml',
  needs: { program: true, image: true, use: true },
  emit,
  emitJobs,
};
