import { stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { PcError } from '../errors.js';
import { joinInputs } from '../report/merge/merge.js';
import { nameMissingUnits } from '../report/merge/merge-units.js';
import { readPrevious, readResult } from '../report/read-results.js';
import type { ReportInput } from '../report/report-input.js';
import { shellCommand } from '../snippet/quote.js';
import { counted } from '../text/counted.js';
import { printable } from '../text/printable.js';
import type { Result } from '../workflow/results/result.js';
import { resultFiles } from '../workflow/results/result-files.js';

/** Results as one input. */
export interface OpenedResults extends ReportInput {
  /** True when it is made of several, or of all that is there of several. */
  readonly isJoined: boolean;
  /** The files that were read. */
  readonly paths: readonly string[];
}

/**
 * Opens the results that the arguments name: one as it is, several as one. A pattern asks for all there is, so even
 * a single hit of it that lacks its other shards is inconclusive; a joined result that it finds beside its parts, as
 * an earlier merge left it, is none of them.
 * @throws PcError of kind `inconclusive` when no job of the config has a result; `usage` when a pattern matches nothing, the results do not belong together, or the result of
 * a directory is older than those of its units.
 */
export async function openResults(
  patterns: readonly string[],
  {
    cwd,
    jobs,
    config,
  }: { readonly cwd: string; readonly jobs: readonly string[]; readonly config?: string | undefined },
): Promise<OpenedResults> {
  const found = new Map<string, boolean>();
  for (const pattern of patterns)
    for (const path of await pathsOf(pattern, { cwd, mayLack: config !== undefined }))
      found.set(path, isPattern(pattern) && found.get(path) !== false);
  const all = await Promise.all(
    [...found].map(async ([path, isFound]) => ({ path, isFound, input: await openResult(path) })),
  );
  const kept = all.filter(
    ({ isFound, input }) => !isFound || !all.some((other) => isMadeOf(input.result, other.input.result)),
  );
  const paths = kept.map(({ path }) => path);
  const [first, ...others] = kept.map(({ input }) => input);
  if (first === undefined) throw config === undefined ? nothingNamed() : noJobThere(config, jobs);
  if (others.length > 0 || jobs.length > 1)
    return { ...(await joinInputs([first, ...others], { jobs })), isJoined: true, paths };
  if (!patterns.some(isPattern)) {
    await refuseOlder(first.result, { path: paths[0] ?? '', cwd });
    return { ...first, isJoined: false, paths };
  }
  // What is made of one shard of several is another result than that shard's, and is written as one.
  return {
    ...first,
    result: nameMissingUnits(first.result),
    isJoined: first.result.units.expected.length > first.result.units.present.length,
    paths,
  };
}

/** Whether a result was joined of such as this part: of the same jobs, and of more units or of several jobs. */
function isMadeOf(whole: Result, part: Result): boolean {
  const jobs = whole.jobName.split(', ');
  if (whole === part || !part.jobName.split(', ').every((job) => jobs.includes(job))) return false;
  return (
    part.units.present.length < whole.units.present.length ||
    (whole.jobs !== undefined && part.jobs === undefined)
  );
}

/** A result with its rows and the result before it, as far as they lie beside it. */
async function openResult(path: string): Promise<ReportInput> {
  const input = await readResult(path);
  const previous = await readPrevious(path, input.result);
  return previous === undefined ? input : { ...input, previous };
}

/** @param mayLack - a config says what must be there: what is not is named with its jobs, not with its path. */
async function pathsOf(
  pattern: string,
  { cwd, mayLack }: { readonly cwd: string; readonly mayLack: boolean },
): Promise<string[]> {
  if (isPattern(pattern)) {
    const names = pattern.replaceAll('\\', '/').replace(/\/+$/, '');
    // Of a directory that matches, its result is meant, as of one that is named.
    const patterns = [names, `${names}/${resultFiles.result}`];
    const found = await glob(patterns, { cwd, absolute: true, onlyFiles: true, expandDirectories: false });
    if (found.length === 0 && !mayLack) throw noMatch(pattern);
    return found.sort();
  }
  const path = resolve(cwd, pattern);
  const isDirectory = await stat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  if (!isDirectory) return mayLack && (await isMissing(path)) ? [] : [path];
  const result = join(path, resultFiles.result);
  if (await isMissing(result)) {
    const units = await unitsBelow(path);
    if (units.length > 0) throw notJoined(pattern, units.length);
    if (mayLack) return [];
  }
  return [result];
}

/** Results of units: their directories lie in that of the joined result. */
function unitsBelow(directory: string): Promise<string[]> {
  return glob(`*/${resultFiles.result}`, { cwd: directory, absolute: true, onlyFiles: true });
}

/** A joined result is made of those below it, so that one of them which ended later belongs to another run. */
async function refuseOlder(
  { finishedAt, jobName }: Result,
  { path, cwd }: { readonly path: string; readonly cwd: string },
): Promise<void> {
  const directory = dirname(path);
  for (const unit of await unitsBelow(directory)) {
    const later = await readResult(unit).catch(() => undefined);
    if (later === undefined || later.result.finishedAt <= finishedAt) continue;
    if (!jobName.split(', ').includes(later.result.jobName)) continue;
    const name = relative(cwd, directory) || '.';
    throw new PcError(`${printable(relative(cwd, path))} is older than the results below it.`, {
      kind: 'usage',
      code: 'result-outdated',
      why: `It ended at ${finishedAt}, and ${printable(relative(directory, unit))} at ${later.result.finishedAt}.`,
      next: `Join what lies there: ${joinCommand(name)}`,
    });
  }
}

function notJoined(directory: string, units: number): PcError {
  return new PcError(`${printable(directory)} holds no result of its own.`, {
    kind: 'usage',
    code: 'result-unreadable',
    why: `Below it lie the results of ${counted(units, 'unit')}.`,
    next: `Join them: ${joinCommand(directory)}`,
  });
}

function joinCommand(directory: string): string {
  const pattern = `${directory.replace(/\/+$/, '')}/*/${resultFiles.result}`;
  return shellCommand(['qualys-pc', 'report', pattern]);
}

function isMissing(path: string): Promise<boolean> {
  return stat(path).then(
    () => false,
    () => true,
  );
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

/** Nobody looked: that is no mistake of the command line. */
function noJobThere(config: string, jobs: readonly string[]): PcError {
  const what =
    jobs.length === 0
      ? `The scan of ${printable(config)} has no result.`
      : `${counted(jobs.length, 'job')} of ${printable(config)} ${jobs.length === 1 ? 'has' : 'have'} no result: ${printable(jobs.join(', '))}.`;
  return new PcError(what, {
    kind: 'inconclusive',
    code: 'no-result-found',
    why: 'None of the files that were named is there: no agent left its results, or they were not handed on.',
    next: `Read the logs of the scans, and name the ${resultFiles.result} of their runs.`,
  });
}

function nothingNamed(): PcError {
  return new PcError('No result is named.', {
    kind: 'usage',
    code: 'no-result-found',
    next: `Name the ${resultFiles.result} of one or more runs.`,
  });
}
