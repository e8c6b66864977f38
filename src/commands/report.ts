import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { loadJobs } from '../config/jobs/load-jobs.js';
import type { ReportFormatName } from '../config/names.js';
import { exitCode, PcError } from '../errors.js';
import { chunksOf, streamWhole } from '../files/whole-file.js';
import { render as textReport } from '../report/formats/text.js';
import { loadFormat } from '../report/formats.js';
import { mergeInputs } from '../report/merge/merge.js';
import { nameMissingUnits } from '../report/merge/merge-units.js';
import { readPrevious, readResult } from '../report/read-results.js';
import type { ReportInput } from '../report/report-input.js';
import { explainCid } from '../report/terminal/explain.js';
import { baselineFile, writeJoined, writeReports } from '../report/write-reports.js';
import { counted } from '../text/counted.js';
import { logSafeLines } from '../text/log-safe.js';
import { printable } from '../text/printable.js';
import { resultFiles } from '../workflow/results/result.js';
import { findConfigFile } from './account/config-file.js';
import type { CommandIo, Output } from './process/io.js';
import { printLines } from './process/print.js';
import { lookOf } from './process/terminal-look.js';

/** Formats that `--out` alone writes; those of a run without a word on it. */
const defaultFormats: readonly ReportFormatName[] = ['html', 'junit'];

export interface ReportArgs {
  /** Paths, directories and patterns. */
  readonly files: readonly string[];
  readonly formats: readonly ReportFormatName[];
  readonly out?: string | undefined;
  readonly explain?: number | undefined;
  readonly baselineOut?: string | undefined;
  /** Config whose jobs must all be there. */
  readonly config?: string | undefined;
}

/** Results as one input. */
interface OpenedResults extends ReportInput {
  /** True when it is made of several. */
  readonly isJoined: boolean;
}

type ReportIo = Pick<CommandIo, 'stdout' | 'stderr' | 'env' | 'cwd' | 'stdin'>;

/**
 * Renders saved results again.
 * @returns The exit code of the (merged) verdict; 0 for `--explain` and `--baseline-out`, which answer a question
 * and judge nothing.
 * @throws PcError of kind `usage` for results that cannot be read or joined, and places that cannot be written.
 */
export async function runReport(args: ReportArgs, io: ReportIo): Promise<number> {
  const input = await openResults(args.files, { cwd: io.cwd, jobs: await jobsOfConfig(args, io) });
  if (args.explain !== undefined)
    await print(logSafeLines(lines(explainCid(input, args.explain))), io.stdout);
  if (args.baselineOut !== undefined) await writeBaseline(input, args.baselineOut, io);
  const asked = args.formats.length > 0 || args.out !== undefined;
  if (!asked && (args.explain !== undefined || args.baselineOut !== undefined)) return exitCode.passed;
  await render(input, args, io);
  return input.result.verdict.exitCode;
}

async function render(input: OpenedResults, { formats, out }: ReportArgs, io: ReportIo): Promise<void> {
  const names = [...new Set(formats)];
  const [only = 'text'] = names;
  if (out === undefined) {
    if (names.length > 1) throw severalToStdout(names);
    const [main] = await loadFormat(only);
    await print(only === 'text' ? textFor(input, io) : main.render(input), io.stdout);
    return;
  }
  const path = resolve(io.cwd, out);
  const written =
    names.length === 1 && !(await isDirectory(out, path))
      ? await writeOne(input, only, path)
      : [
          ...(input.isJoined ? await writeJoined(input, path) : []),
          ...(await writeReports(input, {
            directory: path,
            formats: names.length === 0 ? defaultFormats : names,
          })),
        ];
  for (const file of written) printLines(io.stderr, [`${printable(relative(io.cwd, file))} is written.`]);
}

/** One format under a name of the person's choice; its other files keep theirs, beside it. */
async function writeOne(input: ReportInput, format: ReportFormatName, path: string): Promise<string[]> {
  const written: string[] = [];
  for (const [index, { name, render }] of (await loadFormat(format)).entries()) {
    const file = index === 0 ? path : join(dirname(path), name);
    await streamWhole(file, render(input));
    written.push(file);
  }
  return written;
}

async function writeBaseline(input: ReportInput, out: string, io: ReportIo): Promise<void> {
  const { verdict, totals } = input.result;
  if (verdict.outcome !== 'passed' && verdict.outcome !== 'failed') {
    throw new PcError('No baseline is written of a result that is not whole.', {
      kind: 'usage',
      code: 'baseline-inconclusive',
      why: verdict.reasons[0]?.what ?? '',
      next: 'Take the result of a run that passed or failed.',
    });
  }
  await streamWhole(resolve(io.cwd, out), baselineFile(input));
  const count = totals.failing + totals.baselined;
  const name = printable(out);
  printLines(io.stderr, [
    `${name} is written: ${counted(count, 'failing posture')}. Set criteria.baseline to it.`,
  ]);
}

function textFor(input: ReportInput, { stdout, env }: ReportIo): AsyncIterable<string> {
  const { columns, unicode, color } = lookOf(stdout, env);
  return logSafeLines(textReport(input, { width: columns, unicode, color }));
}

/** A name that ends like a directory, is one, or has no extension, as a report has. */
async function isDirectory(written: string, path: string): Promise<boolean> {
  if (written.endsWith('/') || written.endsWith(sep)) return true;
  return stat(path).then(
    (entry) => entry.isDirectory(),
    () => !basename(path).includes('.'),
  );
}

async function* lines(texts: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const text of texts) yield `${text}\n`;
}

async function print(pieces: AsyncIterable<string>, stdout: Output): Promise<void> {
  for await (const chunk of chunksOf(pieces)) if (!stdout.write(chunk)) await once(stdout, 'drain');
}

function severalToStdout(names: readonly string[]): PcError {
  return new PcError(`${names.join(', ')} cannot all go to standard output.`, {
    kind: 'usage',
    code: 'flags-conflict',
    next: 'Name a directory with --out, or one format.',
  });
}

/**
 * Opens the results that the arguments name: one as it is, several as one. A pattern asks for all there is, so even
 * a single hit of it that lacks its other shards is inconclusive.
 * @throws PcError of kind `usage` when a pattern matches nothing, or the results do not belong together.
 */
async function openResults(
  patterns: readonly string[],
  { cwd, jobs }: { readonly cwd: string; readonly jobs: readonly string[] },
): Promise<OpenedResults> {
  const paths = new Set<string>();
  for (const pattern of patterns) for (const path of await pathsOf(pattern, cwd)) paths.add(path);
  const [first, ...others] = await Promise.all([...paths].map(openResult));
  if (first === undefined) throw nothingNamed();
  if (others.length > 0 || jobs.length > 1)
    return { ...mergeInputs([first, ...others], { jobs }), isJoined: true };
  const whole = patterns.some((pattern) => isPattern(pattern))
    ? nameMissingUnits(first.result)
    : first.result;
  return { ...first, result: whole, isJoined: false };
}

/** Names of the jobs of the config, whose results must all be there; none of a config with one scan. */
async function jobsOfConfig({ config }: ReportArgs, io: ReportIo): Promise<string[]> {
  if (config === undefined) return [];
  const file = await findConfigFile({ config, passwordStdin: false }, io);
  return loadJobs({ file, flags: {} }).jobs.flatMap(({ job }) => job ?? []);
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
