import { resultFiles } from '../workflow/results/result.js';
import { type Pipeline, publishedFiles } from './pipeline.js';
import { shellWord } from './quote.js';

/**
 * Runs a command in the background and forwards INT and TERM to it: CI systems signal the shell only, and a shell does
 * not forward signals to a foreground command. The exit code is in `$code` afterwards.
 */
export function forwardingLines(commandLine: string): string[] {
  return [
    `${commandLine} &`,
    'scan=$!',
    `trap 'kill -s TERM "$scan"' INT TERM`,
    'code=0',
    'wait "$scan" || code=$?',
    '# A signal ends the wait early; the scan cancels itself at Qualys and then ends.',
    'while kill -0 "$scan" 2>/dev/null; do code=0; wait "$scan" || code=$?; done',
    'trap - INT TERM',
  ];
}

/**
 * Deletes the reports of an earlier build, so that none is published for this build if the program does not start.
 * The result is renamed to the previous one, as the program does, for the comparison with the next.
 */
export function clearReportsLines(
  pipeline: Pick<Pipeline, 'directory' | 'formats'>,
  directory?: string,
): string[] {
  const at = (name: string) => `${directory ?? shellWord(pipeline.directory)}/${shellWord(name)}`;
  const [result, previous] = [at(resultFiles.result), at(resultFiles.previousResult)];
  return [
    `[ ! -f ${result} ] || mv -f ${result} ${previous}`,
    ['rm', '-f', ...publishedFiles(pipeline).map(at)].join(' '),
  ];
}
