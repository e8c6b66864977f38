import { resultFiles } from '../../workflow/results/result-files.js';
import { markerLines } from '../markers.js';
import type { Pipeline } from '../pipeline.js';
import { secretVariables, variableSentences } from '../pipeline-secrets.js';
import { commentLines, jobComments, yamlBlock, yamlString } from '../quote.js';
import { keptDirectory } from '../shell-lines.js';

/** Actions by commit, as tags can be moved; all of them run on Node.js 24. */
export const actions = {
  checkout: 'actions/checkout@1af3b93b6815bc44a9784bd300feb67ff0d1eeb3 # v6.0.0',
  setupNode: 'actions/setup-node@2028fbc5c25fe9cf00d9f06a71cc4710d4507903 # v6.0.0',
  uploadArtifact: 'actions/upload-artifact@b7c566a772e6b6bfb58ed0dc250532a479d7789f # v6.0.0',
  downloadArtifact: 'actions/download-artifact@37930b1c2abaa49bbe596cd826c3c89aef350131 # v7.0.0',
  restoreCache: 'actions/cache/restore@9255dc7a253b0ccc959486e2bca901246202afeb # v5.0.1',
  saveCache: 'actions/cache/save@9255dc7a253b0ccc959486e2bca901246202afeb # v5.0.1',
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

/** Ends the step by the exit code in `code`. */
export const githubEndLines: readonly string[] = [
  '# Exit code 6: passed with warnings. The job stays green and says so.',
  'if [ "$code" -eq 6 ]; then',
  '  echo "::warning title=Qualys Policy Compliance::The scan passed with warnings; they are in the summary."',
  '  code=0',
  'fi',
  'exit "$code"',
];

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

export function githubHead(pipeline: Pipeline): string {
  return `${commentLines('#', [
    'Made by "qualys-pc snippet --format github". Put it into .github/workflows, or take the job between the marker lines.',
  ]).join('\n')}
name: Qualys Policy Compliance
on:
  workflow_dispatch:
  push:
    branches: [main] # Replace: the branches to scan for.
permissions: {}
jobs:
  ${markerLines('#', { format: 'github', configPath: pipeline.configPath }).begin}
${jobComments(
  variableSentences(pipeline.secrets, {
    secret: 'secrets of the repository',
    plain: 'variables of the repository',
  }),
)}`;
}

/** What the job of one scan is allowed, and when it ends, up to its steps. */
export function githubJobLines({ minutes }: Pipeline, job: string): string {
  return `    timeout-minutes: ${minutes} # The scan's own timeout and a margin.
    # Two scans of one job at a time would share one asset group.
    concurrency:
      group: ${job}
      cancel-in-progress: false
    permissions:
      contents: read
      security-events: write # Uploads SARIF.
      actions: read # Uploads SARIF from a private repository.
    steps:`;
}

/** The last steps of the job that has the verdict, and the end of the block. */
export function githubPublishSteps({ directory, configPath }: Pipeline, job: string): string {
  const sarif = `${directory}/${resultFiles.sarif}`;
  return `      - name: Keep the results
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
  ${markerLines('#', { format: 'github', configPath }).end}
`;
}

export const githubRunsOn =
  'runs-on: ubuntu-24.04 # Replace: a machine that has qualys-pc and reaches Qualys.';

export function githubScanStep(
  pipeline: Pipeline,
  lines: readonly string[],
  environment: readonly string[],
): string {
  const block = [...environment, ...environmentLines(pipeline)];
  return `      - name: Qualys Policy Compliance scan
        shell: bash
${block.length === 0 ? '' : `        env:\n${yamlBlock(block, 10)}\n`}        run: |
${yamlBlock(lines, 10)}`;
}

/** The step before the scan that brings the last result, and the one after it that keeps this build's. */
export function githubCacheSteps(
  pipeline: Pipeline,
  key: string,
): { readonly restore: string; readonly save: string } {
  const kept = `path: ${yamlString(`${keptDirectory(pipeline)}/`)}
          key: ${key}/\${{ github.run_id }}-\${{ github.run_attempt }}`;
  return {
    restore: `      - name: Restore the last result, for the comparison
        uses: ${actions.restoreCache}
        with:
          ${kept}
          restore-keys: ${key}/`,
    save: `      - name: Keep the result for the next build
        if: always()
        uses: ${actions.saveCache}
        with:
          ${kept}`,
  };
}

export function githubCheckout(pipeline: Pipeline): string {
  return `      - uses: ${actions.checkout}
        with:
          persist-credentials: false${installSteps(pipeline)}`;
}

/** Reports that GitHub shows, in the summary and in code scanning. */
export const githubReports = ['html', 'junit', 'sarif', 'markdown'] as const;

export function githubNotes({ notes, minutes }: Pipeline): string[] {
  return [
    ...notes,
    'Uploading SARIF needs code scanning: free for public repositories, GitHub Code Security for private ones. Without it that step fails and the job goes on; remove it then.',
    ...(minutes > hostedLimitMinutes
      ? [
          `GitHub's own runners end a job after ${hostedLimitMinutes} minutes; this one may take ${minutes}: use a self-hosted runner.`,
        ]
      : []),
  ];
}
