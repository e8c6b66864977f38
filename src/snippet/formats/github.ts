import type { Config } from '../../config/schema.js';
import { resultFiles } from '../../workflow/results/result.js';
import { containerLine } from '../container-image.js';
import { markerLines } from '../markers.js';
import { type Pipeline, pipelineOf } from '../pipeline.js';
import { secretVariables, variableSentences } from '../pipeline-secrets.js';
import { commentLines, jobComments, shellCommand, yamlBlock, yamlString } from '../quote.js';
import { instancesProblems } from '../shards.js';
import { forwardingLines } from '../shell-lines.js';
import { refused, type Snippet, type SnippetFormat, type SnippetOptions } from '../snippet-format.js';

/** Actions by commit, as tags can be moved; all of them run on Node.js 24. */
export const actions = {
  checkout: 'actions/checkout@1af3b93b6815bc44a9784bd300feb67ff0d1eeb3 # v6.0.0',
  setupNode: 'actions/setup-node@2028fbc5c25fe9cf00d9f06a71cc4710d4507903 # v6.0.0',
  uploadArtifact: 'actions/upload-artifact@b7c566a772e6b6bfb58ed0dc250532a479d7789f # v6.0.0',
  uploadSarif: 'github/codeql-action/upload-sarif@5d4e8d1aca955e8d8589aabd499c5cae939e33c7 # v4.31.9',
} as const;

/** GitHub ends a job on its own machines after this many minutes. */
const hostedLimitMinutes = 360;

function environmentLines({ secrets }: Pipeline): string[] {
  return [
    ...secretVariables(secrets).map((name) => `${name}: \${{ secrets.${name} }}`),
    ...secrets.plainVariables.map((name) => `${name}: \${{ vars.${name} }}`),
  ];
}

function scanLines(pipeline: Pipeline): string[] {
  return [
    ...forwardingLines(shellCommand(pipeline.runWords)),
    '# Exit code 6: passed with warnings. The job stays green and says so.',
    'if [ "$code" -eq 6 ]; then',
    '  echo "::warning title=Qualys Policy Compliance::The scan passed with warnings; they are in the summary."',
    '  code=0',
    'fi',
    'exit "$code"',
  ];
}

function installSteps(pipeline: Pipeline): string {
  if (pipeline.installLines.length === 0) return '';
  return `
      - uses: ${actions.setupNode}
        with:
          node-version: 22
      - name: Install qualys-pc
        run: |
${yamlBlock(pipeline.installLines, 10)}`;
}

function emit(config: Config, options: SnippetOptions): Snippet {
  const pipeline = pipelineOf(config, options, ['html', 'junit', 'sarif', 'markdown']);
  const { environment, directory } = pipeline;
  const refusals = [...pipeline.refusals, ...instancesProblems(config)];
  const notes = [
    ...pipeline.notes,
    'Uploading SARIF needs code scanning: free for public repositories, GitHub Code Security for private ones. Without it that step fails and the job goes on; remove it then.',
    ...(pipeline.minutes > hostedLimitMinutes
      ? [
          `GitHub's own runners end a job after ${hostedLimitMinutes} minutes; this one may take ${pipeline.minutes}: use a self-hosted runner.`,
        ]
      : []),
  ];
  if (refusals.length > 0) return refused(refusals, { notes, environment });
  const { begin, end } = markerLines('#', { format: 'github', configPath: pipeline.configPath });
  const environmentBlock = environmentLines(pipeline);
  const job = `qualys-policy-compliance${pipeline.suffix}`;
  const sarif = `${directory}/${resultFiles.sarif}`;
  const text = `${commentLines('#', [
    'Made by "qualys-pc snippet --format github". Put it into .github/workflows, or take the job between the marker lines.',
  ]).join('\n')}
name: Qualys Policy Compliance
on:
  workflow_dispatch:
  push:
    branches: [main] # Replace: the branches to scan for.
permissions: {}
jobs:
  ${begin}
${jobComments(
  variableSentences(pipeline.secrets, {
    secret: 'secrets of the repository',
    plain: 'variables of the repository',
  }),
)}  ${job}:
    runs-on: ubuntu-24.04 # Replace: a machine that has qualys-pc and reaches Qualys.${containerLine(options, 4)}
    timeout-minutes: ${pipeline.minutes} # The scan's own timeout and a margin.
    # Two scans of one job at a time would share one asset group.
    concurrency:
      group: ${job}
      cancel-in-progress: false
    permissions:
      contents: read
      security-events: write # Uploads SARIF.
      actions: read # Uploads SARIF from a private repository.
    steps:
      - uses: ${actions.checkout}
        with:
          persist-credentials: false${installSteps(pipeline)}
      - name: Qualys Policy Compliance scan
        shell: bash
${environmentBlock.length === 0 ? '' : `        env:\n${yamlBlock(environmentBlock, 10)}\n`}        run: |
${yamlBlock(scanLines(pipeline), 10)}
      - name: Keep the results
        if: always()
        uses: ${actions.uploadArtifact}
        with:
          name: ${job}
          path: ${yamlString(`${directory}/`)}
          if-no-files-found: warn
          retention-days: 30
      - name: Show the findings in code scanning
        if: always() && hashFiles('${sarif}') != ''
        continue-on-error: true # Without code scanning in the repository this step fails, the job does not.
        uses: ${actions.uploadSarif}
        with:
          sarif_file: ${yamlString(sarif)}
          category: ${job}
  ${end}
`;
  return { text, refusals, notes, environment };
}

/** A GitHub workflow that runs this program. */
export const github: SnippetFormat = {
  name: 'github',
  title: 'GitHub Actions',
  description: 'A workflow with pinned actions, a job summary, artifacts and SARIF in code scanning.',
  fileName: '.github/workflows/qualys-policy-compliance.yml',
  needs: { program: true, image: true },
  emit,
};
