import { resultFiles } from '../workflow/result.js';
import type { Pipeline } from './pipeline.js';
import { groovyBlock, groovyString } from './quote/groovy.js';

/** The step that installs the program, on its own so that its exit code is not taken for a verdict. */
export function installStep({ installLines }: Pipeline, indent: number): string {
  if (installLines.length === 0) return '';
  return `${' '.repeat(indent)}sh(label: 'Install qualys-pc', script: ${groovyBlock(installLines, indent + 2)})\n`;
}

/** The step that runs the scan and returns its exit code. */
export function scanStep(lines: readonly string[], indent: number): string {
  return `sh(label: 'Qualys Policy Compliance scan', returnStatus: true, script: ${groovyBlock(lines, indent + 2)})`;
}

/** Archives and publishes a folder of results; every step accepts that there are none. */
export function publishLines({ formats }: Pipeline, directory: string): string[] {
  const at = (name: string): string => groovyString(`${directory}/${name}`);
  return [
    `archiveArtifacts artifacts: ${at('**')}, allowEmptyArchive: true, fingerprint: false`,
    ...(formats.includes('junit')
      ? [`junit testResults: ${at(resultFiles.junit)}, allowEmptyResults: true`]
      : []),
    ...(formats.includes('html')
      ? [
          `publishHTML target: [reportName: 'Qualys Policy Compliance', reportDir: ${groovyString(directory)}, reportFiles: '${resultFiles.html}', includes: '${resultFiles.html},${resultFiles.css}', allowMissing: true, alwaysLinkToLastBuild: true, keepAll: true]`,
        ]
      : []),
    ...(formats.includes('sarif')
      ? [
          `recordIssues enabledForFailure: true, tool: sarif(id: 'qualys-pc', name: 'Qualys Policy Compliance', pattern: ${at(resultFiles.sarif)})`,
        ]
      : []),
  ];
}

/** Turns the exit code in `code` into the build's result. */
export const judgeLines: readonly string[] = [
  'if (code == 6) {',
  "  unstable('Qualys Policy Compliance: passed with warnings')",
  '} else if (code != 0) {',
  "  String why = [1: 'failed by the criteria', 2: 'usage or configuration error', 3: 'Qualys refused or could not be reached',",
  "                4: 'inconclusive', 5: 'not finished, the scan is left running', 127: 'qualys-pc is not installed'][code] ?: 'stopped'",
  "  error('Qualys Policy Compliance: ' + why + ' (exit code ' + code + ')')",
  '}',
];
