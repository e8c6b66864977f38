import { type ReportFormatName, reportFileNames } from '../config/names.js';
import { resultFiles } from '../workflow/results/result-files.js';
import type { Pipeline } from './pipeline.js';
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

/** Runs a command; its exit code is in `$code` afterwards. */
export function keepingCode(command: string): string[] {
  return ['code=0', `${command} || code=$?`];
}

/** The line of a result that was judged, as a pattern of `grep -E`. */
const judged = `'^    "outcome": "(passed|failed)"'`;

/**
 * Deletes the reports of an earlier build, so that none is published for this build if the program does not start.
 * A judged result is renamed to the previous one, as the program does, for the comparison with the next.
 * @param directory - as a word of the shell.
 */
export function clearReportsLines(formats: readonly ReportFormatName[], directory: string): string[] {
  const at = (name: string) => `${directory}/${shellWord(name)}`;
  const [result, previous] = [at(resultFiles.result), at(resultFiles.previousResult)];
  return [
    `if grep -Eqs ${judged} ${result}; then mv -f ${result} ${previous}; fi`,
    ['rm', '-f', result, ...formats.map((format) => at(reportFileNames[format]))].join(' '),
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
      ...clearReportsLines(pipeline.formats, '"$results"'),
      `[ ! -f ${kept} ] || cp -f ${kept} "$results"/${resultFiles.previousResult}`,
    ],
    after: [
      '# The next build compares with the last result that was judged.',
      `if grep -Eqs ${judged} ${result}; then cp -f ${result} ${kept}; fi`,
    ],
  };
}

/**
 * {@link keepingLines} for a folder of results that may hold those of several jobs, parts or shards, each in a folder of
 * its own: what cannot be kept is said, and changes no exit code.
 * @param words - `results` and `kept` as words of a shell.
 */
export function keepingTreeLines(words: ScanFolders): {
  readonly before: readonly string[];
  readonly after: readonly string[];
} {
  const { result, previousResult } = resultFiles;
  return {
    before: [
      `results=${words.results}`,
      `kept=${words.kept}`,
      'mkdir -p "$results" "$kept"',
      '# The last judged result of each scan, for the comparison.',
      `find "$kept" -name ${previousResult} | while IFS= read -r file; do`,
      `  folder=$results\${file#"$kept"}`,
      `  mkdir -p "\${folder%/*}"`,
      '  cp -f "$file" "$folder"',
      "done || echo 'The last result cannot be restored: there is no comparison.' >&2",
    ],
    after: [
      '# The next build compares with the last result that was judged.',
      `find "$results" -name ${result} | while IFS= read -r file; do`,
      `  if grep -Eq ${judged} "$file"; then`,
      `    folder=$kept\${file#"$results"}`,
      `    mkdir -p "\${folder%/*}"`,
      `    cp -f "$file" "\${folder%/*}/${previousResult}"`,
      '  fi',
      "done || echo 'The result cannot be kept for the next build.' >&2",
    ],
  };
}
