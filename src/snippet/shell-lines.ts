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

/** The folder that the system keeps from build to build: the last judged result of each job. */
export function keptDirectory({ suffix }: Pick<Pipeline, 'suffix'>): string {
  return `.qualys-pc-previous${suffix}`;
}

/** Folders of a scan, as words of a shell: of all results, or of the one that a variable of a matrix names. */
interface ScanFolders {
  readonly results: string;
  readonly kept: string;
}

/**
 * What stands around a scan, so that an agent without a past compares with the last judged build too. Its result is laid
 * beside as the previous one, never as this build's: an agent that dies leaves none.
 */
export function keepingLines(
  pipeline: Pipeline,
  folders: ScanFolders = {
    results: shellWord(pipeline.directory),
    kept: shellWord(keptDirectory(pipeline)),
  },
): { readonly before: readonly string[]; readonly after: readonly string[] } {
  const result = `"$results"/${resultFiles.result}`;
  const kept = `"$kept"/${resultFiles.previousResult}`;
  return {
    before: [
      `results=${folders.results}`,
      `kept=${folders.kept}`,
      'mkdir -p "$results" "$kept"',
      ...clearReportsLines(pipeline, '"$results"'),
      `[ ! -f ${kept} ] || cp -f ${kept} "$results"/${resultFiles.previousResult}`,
    ],
    after: [
      '# The next build compares with the last result that was judged.',
      `if grep -Eqs '^    "outcome": "(passed|failed)"' ${result}; then cp -f ${result} ${kept}; fi`,
    ],
  };
}
