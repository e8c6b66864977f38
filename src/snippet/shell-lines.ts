import { resultFiles } from '../workflow/results/result.js';
import { type Pipeline, publishedFiles } from './pipeline.js';
import { shellWord } from './quote.js';

/**
 * Runs a command so that a signal to the shell reaches it: systems send theirs to the shell only, and a shell that
 * waits for a command in the foreground passes nothing on. The exit code is in `$code` after it.
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
 * Takes the files of an earlier build away, so that none is published as this build's when the program does not even
 * start. The result is set aside, as the program would do: the next one is compared with it.
 */
export function makeRoomLines(
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
