import { access } from 'node:fs/promises';
import { relative } from 'node:path';
import type { Config } from '../../config/schema.js';
import { PcError } from '../../errors.js';
import { appendStepSummary } from '../../report/ci-places.js';
import { loadFormat } from '../../report/formats.js';
import { readControls } from '../../report/read-results.js';
import type { ReportInput } from '../../report/report-input.js';
import { writeReports } from '../../report/write-reports.js';
import type { Result } from '../../workflow/results/result.js';
import type { RunDirectory } from '../../workflow/results/run-directory.js';
import type { ScanDeps } from '../../workflow/run/run-context.js';
import type { CommandIo } from '../process/io.js';

export interface ReportWriterOptions {
  readonly config: Pick<Config, 'reports'>;
  readonly directory: RunDirectory;
  readonly env: CommandIo['env'];
}

/** Renders the configured formats into the report directory, and the summary into GitHub's step summary. @returns their names in the directory. */
export async function writeRunReports(
  { result, previous, formats, signal }: Parameters<NonNullable<ScanDeps['writeReports']>>[0],
  { config, directory, env }: ReportWriterOptions,
): Promise<readonly string[]> {
  const expected = await rowsBeside(result, directory);
  const input: ReportInput = {
    result,
    rows: () =>
      stoppable(expected === 0 ? noRows() : readControls(directory.file('controls'), { expected }), signal),
    previous,
  };
  // A summary that cannot be written takes no report with it: what went wrong is said when all files are there.
  const missed = await summaryError(input, env);
  const files = formats
    ? await writeReports(input, { directory: directory.path, formats: config.reports.formats, signal })
    : [];
  if (missed !== undefined) throw missed;
  return files.map((file) => relative(directory.path, file));
}

/** Writes the step summary first, as it is quick; what kept it from being written. */
async function summaryError(
  input: ReportInput,
  { GITHUB_STEP_SUMMARY: summary }: CommandIo['env'],
): Promise<PcError | undefined> {
  if (summary === undefined || summary === '') return undefined;
  try {
    await appendStepSummary(await markdownOf(input), summary);
    return undefined;
  } catch (cause) {
    if (cause instanceof PcError) return cause;
    throw cause;
  }
}

/** How many rows there are to read; none when the run ended before they were kept. */
async function rowsBeside(result: Result, directory: RunDirectory): Promise<number> {
  const isKept = await access(directory.file('controls')).then(
    () => true,
    () => false,
  );
  return isKept ? rowsOf(result) : 0;
}

async function* noRows(): AsyncGenerator<never> {}

/** The rows until the signal. */
async function* stoppable<Row>(
  rows: AsyncIterable<Row>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Row> {
  for await (const row of rows) {
    signal?.throwIfAborted();
    yield row;
  }
}

function rowsOf({ totals: { passed, failed, error, exceptions } }: Result): number {
  return passed + failed + error + exceptions;
}

async function markdownOf(input: ReportInput): Promise<string> {
  let text = '';
  const [{ render }] = await loadFormat('markdown');
  for await (const piece of render(input)) text += piece;
  return text;
}
