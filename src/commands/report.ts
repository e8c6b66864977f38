import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { ReportFormatName } from '../config/names.js';
import { PcError } from '../errors.js';
import { baselineFile } from '../report/baseline-out.js';
import { explainCid } from '../report/explain.js';
import { reportFormatFiles } from '../report/formats.js';
import type { ReportInput } from '../report/report-input.js';
import { textReport } from '../report/text.js';
import { chunks, writeReport, writeReports } from '../report/write-reports.js';
import { printable } from '../text/printable.js';
import type { CommandIo, Output } from './io.js';
import { openResults } from './report/open-results.js';
import { lookOf } from './terminal-look.js';

/** Formats that `--out` alone writes; those of a run without a word on it. */
const defaultFormats: readonly ReportFormatName[] = ['html', 'junit'];

export interface ReportArgs {
  /** Paths, directories and patterns. */
  readonly files: readonly string[];
  readonly formats: readonly ReportFormatName[];
  readonly out?: string | undefined;
  readonly explain?: number | undefined;
  readonly baselineOut?: string | undefined;
}

type ReportIo = Pick<CommandIo, 'stdout' | 'stderr' | 'env' | 'cwd'>;

/**
 * Renders saved results again.
 * @returns The exit code of the (merged) verdict; 0 for `--explain` and `--baseline-out`, which answer a question
 * and judge nothing.
 * @throws PcError of kind `usage` for results that cannot be read or joined, and places that cannot be written.
 */
export async function runReport(args: ReportArgs, io: ReportIo): Promise<number> {
  const input = await openResults(args.files, io.cwd);
  if (args.explain !== undefined) await print(lines(explainCid(input, args.explain)), io.stdout);
  if (args.baselineOut !== undefined) await writeBaseline(input, args.baselineOut, io);
  const asked = args.formats.length > 0 || args.out !== undefined;
  if (!asked && (args.explain !== undefined || args.baselineOut !== undefined)) return 0;
  await render(input, args, io);
  return input.result.verdict.exitCode;
}

async function render(input: ReportInput, { formats, out }: ReportArgs, io: ReportIo): Promise<void> {
  const names = [...new Set(formats)];
  const [only = 'text'] = names;
  if (out === undefined) {
    if (names.length > 1) throw severalToStdout(names);
    await print(only === 'text' ? textFor(input, io) : reportFormatFiles[only][0].render(input), io.stdout);
    return;
  }
  const path = resolve(io.cwd, out);
  const written =
    names.length === 1 && !(await isDirectory(out, path))
      ? await writeOne(input, only, path)
      : await writeReports(input, { directory: path, formats: names.length === 0 ? defaultFormats : names });
  for (const file of written) io.stderr.write(`${printable(relative(io.cwd, file))} is written.\n`);
}

/** One format under a name of the person's choice; its other files keep theirs, beside it. */
async function writeOne(input: ReportInput, format: ReportFormatName, path: string): Promise<string[]> {
  const written: string[] = [];
  for (const [index, { name, render }] of reportFormatFiles[format].entries()) {
    const file = index === 0 ? path : join(dirname(path), name);
    await writeReport(file, render(input));
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
      why: verdict.reasons[0]?.message ?? '',
      next: 'Take the result of a run that passed or failed.',
    });
  }
  await writeReport(resolve(io.cwd, out), baselineFile(input));
  const count = totals.failing + totals.baselined;
  const name = printable(out);
  io.stderr.write(
    `${name} is written: ${count} failing ${count === 1 ? 'posture' : 'postures'}. Set criteria.baseline to it.\n`,
  );
}

function textFor(input: ReportInput, { stdout, env }: ReportIo): AsyncIterable<string> {
  const { columns, unicode, color } = lookOf(stdout, env);
  return textReport(input, { width: columns, unicode, color });
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
  for await (const chunk of chunks(pieces)) if (!stdout.write(chunk)) await once(stdout, 'drain');
}

function severalToStdout(names: readonly string[]): PcError {
  return new PcError(`${names.join(', ')} cannot all go to standard output.`, {
    kind: 'usage',
    code: 'flags-conflict',
    next: 'Name a directory with --out, or one format.',
  });
}
