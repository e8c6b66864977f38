import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { PcError } from '../../errors.js';
import { mergeInputs, nameMissingShards } from '../../report/merge.js';
import { readPrevious, readResult } from '../../report/read-result.js';
import type { ReportInput } from '../../report/report-input.js';
import { printable } from '../../text/printable.js';
import { resultFiles } from '../../workflow/result.js';

/**
 * Opens the results that the arguments name: one as it is, several as one. A pattern asks for all there is, so even
 * a single hit of it that lacks its other shards is inconclusive.
 * @throws PcError of kind `usage` when a pattern matches nothing, or the results do not belong together.
 */
export async function openResults(patterns: readonly string[], cwd: string): Promise<ReportInput> {
  const paths = new Set<string>();
  for (const pattern of patterns) for (const path of await pathsOf(pattern, cwd)) paths.add(path);
  const [first, ...others] = await Promise.all([...paths].map(openResult));
  if (first === undefined) throw nothingNamed();
  if (others.length > 0) return mergeInputs([first, ...others]);
  const whole = patterns.some((pattern) => isPattern(pattern))
    ? nameMissingShards(first.result)
    : first.result;
  return { ...first, result: whole };
}

/** A result with its rows and the result before it, as far as they lie beside it. */
async function openResult(path: string): Promise<ReportInput> {
  const input = await readResult(path);
  const previous = await readPrevious(path, input.result);
  return previous === undefined ? input : { ...input, previous };
}

async function pathsOf(pattern: string, cwd: string): Promise<string[]> {
  if (isPattern(pattern)) {
    const found = await glob(pattern.replaceAll('\\', '/'), { cwd, absolute: true, onlyFiles: true });
    if (found.length === 0) throw noMatch(pattern);
    return found.sort();
  }
  const path = resolve(cwd, pattern);
  const isDirectory = await stat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  return [isDirectory ? join(path, resultFiles.result) : path];
}

function isPattern(pattern: string): boolean {
  return isDynamicPattern(pattern.replaceAll('\\', '/'));
}

function noMatch(pattern: string): PcError {
  return new PcError(`No file matches ${printable(pattern)}.`, {
    kind: 'usage',
    code: 'no-result-found',
    next: `Name the ${resultFiles.result} of one or more runs.`,
  });
}

function nothingNamed(): PcError {
  return new PcError('No result is named.', {
    kind: 'usage',
    code: 'no-result-found',
    next: `Name the ${resultFiles.result} of one or more runs.`,
  });
}
