import type { Config } from '../../config/schema.js';
import { resultFiles } from '../../workflow/results/result.js';
import { containerLine } from '../container-image.js';
import { markerLines } from '../markers.js';
import { type Pipeline, pipelineOf } from '../pipeline.js';
import { secretVariables, variableSentences } from '../pipeline-secrets.js';
import { commentLines, jobComments, shellCommand, shellWord, yamlBlock, yamlString } from '../quote.js';
import { instancesProblems } from '../shards.js';
import { clearReportsLines, forwardingLines } from '../shell-lines.js';
import { refused, type Snippet, type SnippetFormat, type SnippetOptions } from '../snippet-format.js';

/** Azure passes an unset variable on as its literal `$(NAME)`, which would be sent as a password. */
function guardLines(secrets: readonly string[]): string[] {
  if (secrets.length === 0) return [];
  return [
    '# A variable that nobody has set stays as it is written, and some wrong passwords lock an account of Qualys.',
    `for name in ${secrets.join(' ')}; do`,
    '  value=$(printenv "$name" || true)',
    `  if [ -z "$value" ] || [ "$value" = '$'"($name)" ]; then`,
    '    echo "##vso[task.logissue type=error]Set the secret variable $name of the pipeline."',
    '    exit 2',
    '  fi',
    'done',
  ];
}

function scanLines(pipeline: Pipeline): string[] {
  const summary = `${pipeline.directory}/${resultFiles.markdown}`;
  const sarif = `${pipeline.directory}/${resultFiles.sarif}`;
  return [
    ...guardLines(secretVariables(pipeline.secrets)),
    `mkdir -p ${shellWord(pipeline.directory)}`,
    ...clearReportsLines(pipeline),
    ...forwardingLines(shellCommand(pipeline.runWords)),
    `if [ -f ${shellWord(summary)} ]; then echo "##vso[task.uploadsummary]$PWD/${summary}"; fi`,
    `if [ -f ${shellWord(sarif)} ]; then echo "##vso[task.setvariable variable=qualysSarif]yes"; fi`,
    '# Exit code 6: passed with warnings. The stage is marked "succeeded with issues".',
    'if [ "$code" -eq 6 ]; then',
    '  echo "##vso[task.logissue type=warning]Qualys Policy Compliance passed with warnings; they are in the summary."',
    '  echo "##vso[task.complete result=SucceededWithIssues;]passed with warnings"',
    '  code=0',
    'fi',
    'exit "$code"',
  ];
}

function installStep(pipeline: Pipeline): string {
  if (pipeline.installLines.length === 0) return '';
  return `
      - task: UseNode@1
        inputs:
          version: 22.x
      - bash: |
${yamlBlock(pipeline.installLines, 10)}
        displayName: Install qualys-pc`;
}

function emit(config: Config, options: SnippetOptions): Snippet {
  const pipeline = pipelineOf(config, options, ['html', 'junit', 'sarif', 'markdown']);
  const { environment, directory } = pipeline;
  const refusals = [...pipeline.refusals, ...instancesProblems(config)];
  const notes = [
    ...pipeline.notes,
    `Microsoft's own agents end a job after 60 minutes without a paid parallel job, and after 360 with one; this one may take ${pipeline.minutes}.`,
  ];
  if (refusals.length > 0) return refused(refusals, { notes, environment });
  const { begin, end } = markerLines('#', { format: 'azure', configPath: pipeline.configPath });
  const secrets = secretVariables(pipeline.secrets);
  const text = `${commentLines('#', [
    'Made by "qualys-pc snippet --format azure". In a pipeline of your own, take the job between the marker lines.',
  ]).join('\n')}
trigger:
  batch: true
  branches:
    include: [main] # Replace: the branches to scan for.
pr: none # A pull request would bring its own config, and get the secrets.
pool:
  vmImage: ubuntu-24.04 # Replace: agents that have qualys-pc and reach Qualys.
jobs:
  ${begin}
${jobComments(
  variableSentences(pipeline.secrets, {
    secret: 'secret variables of the pipeline',
    plain: 'ordinary variables of the pipeline',
  }),
)}  - job: QualysPolicyCompliance${pipeline.suffix.replaceAll('-', '_')}
    displayName: Qualys Policy Compliance${containerLine(options, 4)}
    timeoutInMinutes: ${pipeline.minutes} # The scan's own timeout and a margin.
    cancelTimeoutInMinutes: 5 # The scan cancels itself at Qualys; then the results are kept.
    steps:
      - checkout: self
        fetchDepth: 1${installStep(pipeline)}
      - bash: |
${yamlBlock(scanLines(pipeline), 10)}
        displayName: Qualys Policy Compliance scan
${
  secrets.length === 0
    ? ''
    : `        env: # Secret variables reach a script only by name.\n${yamlBlock(
        secrets.map((name) => `${name}: $(${name})`),
        10,
      )}\n`
}      - task: PublishTestResults@2
        displayName: Publish the test results
        condition: always()
        inputs:
          testResultsFormat: JUnit
          testResultsFiles: ${yamlString(`${directory}/${resultFiles.junit}`)}
          testRunTitle: Qualys Policy Compliance
          failTaskOnFailedTests: false # The scan's exit code decides.
          failTaskOnMissingResultsFile: false
      - publish: ${yamlString(directory)}
        displayName: Keep the results
        artifact: qualys-policy-compliance${pipeline.suffix}
        condition: always()
      - publish: ${yamlString(`${directory}/${resultFiles.sarif}`)}
        displayName: Show the findings (extension "SARIF SAST Scans Tab")
        artifact: CodeAnalysisLogs${pipeline.suffix}
        condition: and(always(), eq(variables['qualysSarif'], 'yes'))
  ${end}
`;
  return { text, refusals, notes, environment };
}

/** An Azure job that runs this program. */
export const azure: SnippetFormat = {
  name: 'azure',
  title: 'Azure Pipelines',
  description:
    'A job with published test results, a summary, artifacts and "succeeded with issues" for warnings.',
  fileName: 'azure-pipelines.yml',
  needs: { program: true, image: true },
  emit,
};
