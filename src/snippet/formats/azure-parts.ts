import { resultFiles } from '../../workflow/results/result-files.js';
import { markerLines } from '../markers.js';
import type { Pipeline } from '../pipeline.js';
import { secretVariables, variableSentences } from '../pipeline-secrets.js';
import { commentLines, jobComments, shellCommand, shellWord, yamlBlock, yamlString } from '../quote.js';
import { forwardingLines, keepingLines, keptDirectory } from '../shell-lines.js';

/** Azure passes an unset variable on as its literal `$(NAME)`, which would be sent as a password. */
export function azureGuardLines(secrets: readonly string[]): string[] {
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

/** Shows what the program left, and ends the step by the exit code in `code`. */
export function azureEndLines({ directory }: Pick<Pipeline, 'directory'>): string[] {
  const summary = `${directory}/${resultFiles.markdown}`;
  const sarif = `${directory}/${resultFiles.sarif}`;
  return [
    `if [ -f ${shellWord(summary)} ]; then echo "##vso[task.uploadsummary]$PWD/${summary}"; fi`,
    `if [ -f ${shellWord(sarif)} ]; then echo "##vso[task.setvariable variable=qualysSarif]yes"; fi`,
    ...azureCodeLines,
  ];
}

export const azureCodeLines: readonly string[] = [
  '# Exit code 6: passed with warnings. The stage is marked "succeeded with issues".',
  'if [ "$code" -eq 6 ]; then',
  '  echo "##vso[task.logissue type=warning]Qualys Policy Compliance passed with warnings; they are in the summary."',
  '  echo "##vso[task.complete result=SucceededWithIssues;]passed with warnings"',
  '  code=0',
  'fi',
  'exit "$code"',
];

export function azureScanLines(pipeline: Pipeline): string[] {
  const { before, after } = keepingLines(pipeline);
  return [
    ...azureGuardLines(secretVariables(pipeline.secrets)),
    ...before,
    ...forwardingLines(shellCommand(pipeline.runWords)),
    ...after,
    ...azureEndLines(pipeline),
  ];
}

/** The step before the scan that brings the last result, and the one after it that keeps this build's. */
export function azureKeptSteps(
  pipeline: Pipeline,
  cell = '',
): { readonly restore: string; readonly save: string } {
  const artifact = `qualys-previous${pipeline.suffix}${cell === '' ? '' : `.${cell}`}`;
  const folder = `${keptDirectory(pipeline)}${cell === '' ? '' : `/${cell}`}`;
  return {
    restore: `      - task: DownloadPipelineArtifact@2
        displayName: Restore the last result, for the comparison
        continueOnError: true # The first build finds none.
        inputs:
          source: specific
          project: $(System.TeamProjectId)
          pipeline: $(System.DefinitionId)
          runVersion: latestFromBranch
          runBranch: $(Build.SourceBranch)
          allowPartiallySucceededBuilds: true
          allowFailedBuilds: true
          artifact: ${artifact}
          path: $(Build.SourcesDirectory)/${folder}`,
    save: `      - publish: ${folder}
        displayName: Keep the result for the next build
        artifact: ${artifact}
        condition: always()`,
  };
}

export function azureInstallStep(pipeline: Pipeline): string {
  if (pipeline.installLines.length === 0) return '';
  return `
      - task: UseNode@1
        inputs:
          version: 22.x
      - bash: |
${yamlBlock(pipeline.installLines, 10)}
        displayName: Install qualys-pc`;
}

export function azureHead(pipeline: Pipeline): string {
  return `${commentLines('#', [
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
  ${markerLines('#', { format: 'azure', configPath: pipeline.configPath }).begin}
${jobComments(
  variableSentences(pipeline.secrets, {
    secret: 'secret variables of the pipeline',
    plain: 'ordinary variables of the pipeline',
  }),
)}`;
}

export function azureScanStep(pipeline: Pipeline, lines: readonly string[]): string {
  const secrets = secretVariables(pipeline.secrets);
  return `      - bash: |
${yamlBlock(lines, 10)}
        displayName: Qualys Policy Compliance scan
${
  secrets.length === 0
    ? ''
    : `        env: # Secret variables reach a script only by name.\n${yamlBlock(
        secrets.map((name) => `${name}: $(${name})`),
        10,
      )}\n`
}`;
}

/** The last steps of the job that has the verdict, and the end of the block. */
export function azurePublishSteps({ configPath, suffix }: Pipeline, directory: string): string {
  return `      - task: PublishTestResults@2
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
        artifact: qualys-policy-compliance${suffix}
        condition: always()
      - publish: ${yamlString(`${directory}/${resultFiles.sarif}`)}
        displayName: Show the findings (extension "SARIF SAST Scans Tab")
        artifact: CodeAnalysisLogs${suffix}
        condition: and(always(), eq(variables['qualysSarif'], 'yes'))
  ${markerLines('#', { format: 'azure', configPath }).end}
`;
}

export const azureCheckout = `      - checkout: self
        fetchDepth: 1`;

/** Reports that Azure shows. */
export const azureReports = ['html', 'junit', 'sarif', 'markdown'] as const;

export function azureNotes({ notes, minutes }: Pipeline): string[] {
  return [
    ...notes,
    `Microsoft's own agents end a job after 60 minutes without a paid parallel job, and after 360 with one; this one may take ${minutes}.`,
  ];
}

export function azureLimits({ minutes }: Pipeline): string {
  return `    timeoutInMinutes: ${minutes} # The scan's own timeout and a margin.
    cancelTimeoutInMinutes: 5 # The scan cancels itself at Qualys; then the results are kept.`;
}
