import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { loadJobs } from '../config/jobs/load-jobs.js';
import type { ReportFormatName } from '../config/names.js';
import { exitCode, PcError } from '../errors.js';
import { chunksOf, streamWhole } from '../files/whole-file.js';
import { render as textReport } from '../report/formats/text.js';
import { loadFormat } from '../report/formats.js';
import type { ReportInput } from '../report/report-input.js';
import { explainCid, rowsOfControl } from '../report/terminal/explain.js';
import { baselineFile, jsonDocument, writeJoined, writeReports } from '../report/write-reports.js';
import { counted } from '../text/counted.js';
import { logSafeLines } from '../text/log-safe.js';
import { printable } from '../text/printable.js';
import { resultFiles } from '../workflow/results/result-files.js';
import { findConfigFile } from './account/config-file.js';
import type { CommandIo, Output } from './process/io.js';
import { lookOf, printDocument, printLines } from './process/print.js';
import { type OpenedResults, openResults } from './report-inputs.js';

/** Formats that `--out` alone writes; those of a run without a word on it. */
const defaultFormats: readonly ReportFormatName[] = ['html', 'junit'];

/** A report format, or the result itself with its rows. */
export type ReportName = ReportFormatName | 'json';

export interface ReportArgs {
  /** Paths, directories and patterns. */
  readonly files: readonly string[];
  readonly formats: readonly ReportName[];
  readonly out?: string | undefined;
  readonly explain?: number | undefined;
  readonly baselineOut?: string | undefined;
  /** Config whose jobs must all be there. */
  readonly config?: string | undefined;
  readonly json?: boolean | undefined;
}

type ReportIo = Pick<CommandIo, 'stdout' | 'stderr' | 'env' | 'cwd' | 'stdin'>;

/**
 * Renders saved results again.
 * @returns The exit code of the (merged) verdict; 0 for `--explain` and `--baseline-out`, which answer a question
 * and judge nothing.
 * @throws PcError of kind `usage` for results that cannot be read or joined, and places that cannot be written.
 */
export async function runReport(args: ReportArgs, io: ReportIo): Promise<number> {
  refuseTwoOutputs(args);
  const input = await openResults(args.files, {
    cwd: io.cwd,
    jobs: await jobsOfConfig(args, io),
    config: args.config,
  });
  await keepInputs(input, args, io);
  if (args.explain !== undefined && args.json !== true)
    await print(logSafeLines(lines(explainCid(input, args.explain))), io.stdout);
  if (args.baselineOut !== undefined) await writeBaseline(input, args.baselineOut, io);
  const asked = args.formats.length > 0 || args.out !== undefined;
  const judges = asked || (args.explain === undefined && args.baselineOut === undefined);
  if (asked || (judges && args.json !== true)) await render(input, args, io);
  if (args.json === true) printDocument(io.stdout, judges ? input.result : await answerOf(input, args));
  return judges ? input.result.verdict.exitCode : exitCode.passed;
}

/** With `--json`, what `--explain` and `--baseline-out` answer. */
async function answerOf(input: ReportInput, { explain, baselineOut }: ReportArgs): Promise<unknown> {
  const { failing, baselined } = input.result.totals;
  return {
    version: 1,
    ...(explain === undefined ? {} : { cid: explain, rows: await rowsOfControl(input, explain) }),
    ...(baselineOut === undefined ? {} : { baseline: { file: baselineOut, entries: failing + baselined } }),
  };
}

/** @throws PcError of kind `usage` when a format and the document of `--json` would both go to standard output. */
function refuseTwoOutputs({ json, formats, out }: ReportArgs): void {
  if (json === true && formats.length > 0 && out === undefined)
    throw severalToStdout(['--json', ...new Set(formats)]);
}

/**
 * The results that are read stay as they are, whatever is written.
 * @throws PcError of kind `usage` when a file to be written is one of them.
 */
async function keepInputs(
  { paths, isJoined }: OpenedResults,
  { out, baselineOut, formats }: ReportArgs,
  { cwd }: ReportIo,
): Promise<void> {
  const places = [out, baselineOut].flatMap((name) => (name === undefined ? [] : [resolve(cwd, name)]));
  const writesResult = isJoined || formats.includes('json');
  if (out !== undefined && writesResult && (await isDirectory(out, resolve(cwd, out))))
    places.push(join(resolve(cwd, out), resultFiles.result));
  const lost = paths.find((path) => places.includes(path));
  if (lost === undefined) return;
  throw new PcError(`${printable(relative(cwd, lost))} would be written over.`, {
    kind: 'usage',
    code: 'flags-conflict',
    why: 'It is one of the results that are read.',
    next: 'Name another place with --out.',
  });
}

async function render(input: OpenedResults, { formats, out }: ReportArgs, io: ReportIo): Promise<void> {
  const names = [...new Set(formats)];
  const [only = 'text'] = names;
  if (out === undefined) {
    if (names.length > 1) throw severalToStdout(names);
    if (only === 'json') return printDocument(io.stdout, input.result);
    const [main] = await loadFormat(only);
    await print(only === 'text' ? textFor(input, io) : main.render(input), io.stdout);
    return;
  }
  const path = resolve(io.cwd, out);
  const written =
    names.length === 1 && !(await isDirectory(out, path))
      ? await writeOne(input, only, path)
      : [
          ...(input.isJoined || names.includes('json') ? await writeJoined(input, path) : []),
          ...(await writeReports(input, {
            directory: path,
            formats: names.length === 0 ? defaultFormats : names.filter((name) => name !== 'json'),
          })),
        ];
  for (const file of written) printLines(io.stderr, [`${printable(relative(io.cwd, file))} is written.`]);
}

/** One format under a name of the person's choice; its other files keep theirs, beside it. */
async function writeOne(input: ReportInput, format: ReportName, path: string): Promise<string[]> {
  if (format === 'json') {
    await streamWhole(path, jsonDocument(input.result));
    return [path];
  }
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

/** Names of the jobs of the config, whose results must all be there; none of a config with one scan. */
async function jobsOfConfig({ config }: ReportArgs, io: ReportIo): Promise<string[]> {
  if (config === undefined) return [];
  const file = await findConfigFile({ config, passwordStdin: false }, io);
  return loadJobs({ file, flags: {} }).jobs.flatMap(({ job }) => job ?? []);
}
