import { actions } from '../../src/snippet/formats/github-parts.js';
import { yamlBlock, yamlString } from '../../src/snippet/quote.js';
import { keptDirectory } from '../../src/snippet/shell-lines.js';
import { resultFiles } from '../../src/workflow/results/result-files.js';
import {
  defaultDirectoryLine,
  outcomeScript,
  pipelineInputs,
  runLines,
  switchWords,
  variableOf,
} from './pipeline-inputs.js';

/** Secrets and user names: inputs, as an action sees no secret of the repository by itself. */
const secretInputs: readonly (readonly [name: string, variable: string, help: string])[] = [
  ['password', 'QUALYS_PASSWORD', 'Password of the Qualys user'],
  ['client-secret', 'QUALYS_CLIENT_SECRET', 'Secret of the client id'],
  ['token', 'QUALYS_TOKEN', 'Ready token of your identity provider'],
  ['host-username', 'QUALYS_HOST_USERNAME', 'User of the auth record'],
  ['host-password', 'QUALYS_HOST_PASSWORD', 'Its password'],
  ['proxy-password', 'QUALYS_PROXY_PASSWORD', 'Password of the proxy'],
];

/** A switch of the action itself, which the program knows nothing of. */
const codeScanning = 'code-scanning';

const ownInputs: readonly (readonly [name: string, fallback: string, help: string])[] = [
  ['working-directory', '.', 'Folder of the repository with the config'],
  ['artifact', 'qualys-policy-compliance', 'Name of the artifact with the results; empty keeps none'],
  [
    codeScanning,
    'false',
    'Show failing controls in code scanning: true or false; true needs security-events: write in the job',
  ],
];

/** Formats that the action publishes itself, besides those that a person asks for. */
const formats = 'html,junit,sarif,markdown';

function inputLines(name: string, help: string, fallback: string): string {
  return `  ${name}:\n    description: ${yamlString(help)}\n    default: ${yamlString(fallback)}\n`;
}

const inputOf = (name: string): string => `\${{ inputs.${name} }}`;

const prepareLines = [
  '# In an image or on a machine that has the program there is nothing to do.',
  'if command -v qualys-pc >/dev/null; then exit 0; fi',
  `if ! node -e 'process.exit(Number(process.versions.node.split(".")[0] < 20))'; then`,
  '  echo "::error title=qualys-pc::Node.js 20 or later is needed; use actions/setup-node before this action."',
  '  exit 1',
  'fi',
  '# Built from this commit of the action: what its lockfile names, and no package by a name of ours.',
  'cd "$ACTION_PATH"',
  'npm ci --ignore-scripts --no-audit --no-fund',
  'node scripts/build.js',
  'mkdir -p "$RUNNER_TEMP/qualys-pc"',
  'ln -sf "$ACTION_PATH/dist/cli.js" "$RUNNER_TEMP/qualys-pc/qualys-pc"',
  'echo "$RUNNER_TEMP/qualys-pc" >>"$GITHUB_PATH"',
];

/** Inputs that tell two uses of the action in one workflow apart, whatever they scan. */
const useInputs = ['working-directory', 'config', 'job-name', 'job', 'shard', 'report-dir', 'artifact'];

const keptLines = [
  '# Each use of the action keeps the last judged results of its own.',
  `set -- "$GITHUB_WORKFLOW" "$GITHUB_JOB" ${useInputs.map((name) => `"$${variableOf(name)}"`).join(' ')}`,
  `use=$(printf '%s\\n' "$@" | cksum | cut -d ' ' -f 1)`,
  `kept=${keptDirectory({ suffix: '' })}/$use`,
  '# Paths for the steps below, which know no working directory.',
  `inside="\${${variableOf('working-directory')}:-.}"`,
  defaultDirectoryLine,
  `case $${variableOf('report-dir')} in`,
  `  /* | [A-Za-z]:*) results=$${variableOf('report-dir')} ;;`,
  `  *) results=$inside/$${variableOf('report-dir')} ;;`,
  'esac',
  `printf '%s\\n' "use=$use" "folder=$kept" "cached=$inside/$kept" "results=$results" >>"$GITHUB_OUTPUT"`,
];

const checkLines = [
  `case $${variableOf(codeScanning)} in`,
  `  ${switchWords.on} | ${switchWords.off} | '') ;;`,
  '  *)',
  `    says='The input ${codeScanning} is neither true nor false.'`,
  '    echo "::error title=qualys-pc::$says"',
  '    echo "$says" >>"$GITHUB_STEP_SUMMARY"',
  `    printf '%s\\n' verdict=error exit-code=2 failing= >>"$GITHUB_OUTPUT"`,
  '    exit 2 ;;',
  'esac',
];

const scanLines = [
  ...runLines('"$KEPT"', checkLines),
  `if [ -f "$results"/${resultFiles.sarif} ]; then`,
  '  echo sarif=true >>"$GITHUB_OUTPUT"',
  `elif [ -f "$results"/${resultFiles.result} ]; then`,
  `  case $${variableOf(codeScanning)} in`,
  `    ${switchWords.on}) echo '::warning title=qualys-pc::${codeScanning} has nothing to show: report-format does not name sarif.' ;;`,
  '  esac',
  'fi',
  `node -e '${outcomeScript}' "$results/${resultFiles.result}" "$code" verdict exit-code failing >>"$GITHUB_OUTPUT"`,
  '# Exit code 6: passed with warnings. The job stays green and says so.',
  'if [ "$code" -eq 6 ]; then',
  '  echo "::warning title=Qualys Policy Compliance::The scan passed with warnings; they are in the summary."',
  '  code=0',
  'fi',
  'exit "$code"',
];

const environment = [...pipelineInputs.map(({ name }) => name), codeScanning].map(
  (name) => `${variableOf(name)}: ${inputOf(name)}`,
);

/** A secret that is not given leaves the variable of the job as it is. */
const secretLines = secretInputs.map(
  ([name, variable]) => `${variable}: \${{ inputs.${name} || env.${variable} }}`,
);

/** What the cache holds, and under which name. */
const cached = `path: \${{ steps.kept.outputs.cached }}
        key: qualys-pc/\${{ steps.kept.outputs.use }}/\${{ github.run_id }}-\${{ github.run_attempt }}`;

/** The composite action of the repository, `action.yml`. */
export function actionPage(): string {
  return `# Written by npm run docs from scripts/docs/action-page.ts; edit it there.
name: Qualys Policy Compliance
description: Scans hosts with Qualys Policy Compliance and fails the job by your criteria
branding: { icon: shield, color: blue }
inputs:
${pipelineInputs.map(({ name, help, fallback }) => inputLines(name, help, name === 'report-format' ? formats : fallback)).join('')}${secretInputs.map(([name, variable, help]) => inputLines(name, `${help}, from a secret; absent: ${variable} of the job`, '')).join('')}${ownInputs.map(([name, fallback, help]) => inputLines(name, help, fallback)).join('')}outputs:
  verdict:
    description: passed, failed, inconclusive, not-evaluated, unfinished, interrupted or error
    value: \${{ steps.scan.outputs.verdict }}
  exit-code:
    description: The program's own exit code; 6 is passed with warnings
    value: \${{ steps.scan.outputs.exit-code }}
  failing:
    description: How many controls on hosts fail the build; empty unless it passed or failed
    value: \${{ steps.scan.outputs.failing }}
runs:
  using: composite
  steps:
    - name: Prepare qualys-pc
      shell: bash
      env:
        ACTION_PATH: \${{ github.action_path }}
      run: |
${yamlBlock(prepareLines, 8)}
    - name: Name what is kept
      id: kept
      shell: bash
      env:
${yamlBlock(
  useInputs.map((name) => `${variableOf(name)}: ${inputOf(name)}`),
  8,
)}
      run: |
${yamlBlock(keptLines, 8)}
    - name: Restore the last judged result, for the comparison
      continue-on-error: true
      uses: ${actions.restoreCache}
      with:
        ${cached}
        restore-keys: qualys-pc/\${{ steps.kept.outputs.use }}/
    - name: Qualys Policy Compliance scan
      id: scan
      shell: bash
      working-directory: ${inputOf('working-directory')}
      env:
${yamlBlock([...environment, `KEPT: \${{ steps.kept.outputs.folder }}`, ...secretLines], 8)}
      run: |
${yamlBlock(scanLines, 8)}
    - name: Keep the last judged result for the next build
      if: always() && steps.scan.outcome != 'skipped'
      continue-on-error: true
      uses: ${actions.saveCache}
      with:
        ${cached}
    - name: Keep the results
      if: always() && steps.scan.outcome != 'skipped' && inputs.artifact != ''
      uses: ${actions.uploadArtifact}
      with:
        name: ${inputOf('artifact')}
        path: \${{ steps.kept.outputs.results }}
        if-no-files-found: warn
    - name: Show the findings in code scanning
      if: always() && inputs.${codeScanning} == 'true' && steps.scan.outputs.sarif == 'true'
      uses: ${actions.uploadSarif}
      with:
        sarif_file: \${{ format('{0}/${resultFiles.sarif}', steps.kept.outputs.results) }}
        category: qualys-policy-compliance
`;
}
