import { dirname, join } from 'node:path';
import * as z from 'zod';
import { PcError } from '../errors.js';
import { openRegular, readText } from '../files/read-text.js';
import { type ControlLine, controlLineSchema } from '../workflow/results/control-line.js';
import { ControlLineReader } from '../workflow/results/control-line-reader.js';
import { type Result, resultSchema } from '../workflow/results/result.js';
import { resultFiles } from '../workflow/results/result-files.js';
import type { ReportInput } from './report-input.js';
import { rowCount } from './verdict-words.js';

/**
 * Reads a saved result with the rows that lie beside it.
 * @throws PcError of kind `usage` when it cannot be read, is no result, or its rows are missing.
 */
export async function readResult(path: string): Promise<ReportInput> {
  const result = parseResult(await readResultText(path), path);
  const controls = join(dirname(path), resultFiles.controls);
  const expected = rowCount(result.totals);
  if (expected === 0) return { result, rows: async function* () {} };
  const { handle } = await openRegular(controls).catch((cause) => {
    throw unreadable(controls, `${path} speaks of ${expected} rows: ${messageOf(cause)}`, cause);
  });
  await handle.close();
  return { result, rows: () => readControls(controls, { expected }) };
}

/** The result of the run before, when it lies beside this one and is of the same job; what cannot be read is not compared. */
export async function readPrevious(path: string, result: Result): Promise<Result | undefined> {
  const file = join(dirname(path), resultFiles.previousResult);
  try {
    const previous = parseResult(await readResultText(file), file);
    return previous.jobName === result.jobName ? previous : undefined;
  } catch (error) {
    if (error instanceof PcError) return undefined;
    throw error;
  }
}

/** What is wrong with a file is plain after as many. */
const MOST_FLAWS = 3;

function parseResult(text: string, path: string): Result {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text: the file may be another one, with secrets in it.
    throw unreadable(path, 'It is not JSON, or it is cut short.');
  }
  const parsed = resultSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const more = issues.length - MOST_FLAWS;
  const flaws = z.prettifyError({ issues: issues.slice(0, MOST_FLAWS) });
  throw unreadable(path, more > 0 ? `${flaws}\nand ${more} more` : flaws, parsed.error);
}

async function readResultText(path: string): Promise<string> {
  try {
    return await readText(path);
  } catch (cause) {
    throw unreadable(path, messageOf(cause), cause);
  }
}

function unreadable(path: string, why: string, cause?: unknown): PcError {
  return new PcError(`${path} cannot be read as a result of qualys-pc.`, {
    kind: 'usage',
    code: 'result-unreadable',
    why,
    next: `Give the ${resultFiles.result} of a run, with its ${resultFiles.controls} beside it.`,
    cause,
  });
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** Bytes read at once: a text of that length still lies among the small ones, which are made and dropped cheaply. */
const CHUNK_BYTES = 1 << 16;
const LINE_FEED = 10;

/**
 * Streams controls.jsonl, the rows of 64 KiB at a time.
 * @param expected - rows the result counts; a file with more or fewer is not that run's, or cut short.
 * @throws PcError of kind `usage` that names the line.
 */
export async function* readControls(
  path: string,
  { expected }: { readonly expected: number },
): AsyncGenerator<readonly ControlLine[]> {
  const reader = new ControlLineReader();
  let count = 0;
  for await (const lines of wholeLines(path)) {
    const rows: ControlLine[] = [];
    for (const line of lines.split('\n')) {
      if (line === '') continue;
      rows.push(reader.rowOf(line) ?? parsed(line, { path, number: count + rows.length + 1 }));
    }
    count += rows.length;
    yield rows;
  }
  if (count === expected) return;
  throw invalid(path, `It has ${count} rows, and the result beside it counts ${expected}.`);
}

/**
 * Whole lines, many in a text, by way of one buffer. By line feed alone: node:readline also breaks at U+2028, which JSON
 * may hold.
 */
async function* wholeLines(path: string): AsyncGenerator<string> {
  const { handle } = await openRegular(path);
  try {
    let buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
    let filled = 0;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
      const end = buffer.lastIndexOf(LINE_FEED, filled - 1);
      if (end >= 0) {
        yield buffer.toString('utf8', 0, end);
        buffer.copy(buffer, 0, end + 1, filled);
        filled -= end + 1;
      } else if (filled === buffer.length) {
        // A line longer than the buffer.
        buffer = Buffer.concat([buffer, Buffer.allocUnsafeSlow(buffer.length)]);
      }
    }
    if (filled > 0) yield buffer.toString('utf8', 0, filled);
  } finally {
    await handle.close();
  }
}

/** A line whatever its order. @throws PcError of kind `usage` that names the line which is no row. */
function parsed(
  line: string,
  { path, number }: { readonly path: string; readonly number: number },
): ControlLine {
  try {
    return controlLineSchema.parse(JSON.parse(line));
  } catch (cause) {
    const why =
      cause instanceof SyntaxError ? 'is not JSON, or is cut short' : 'is no row of a result of this version';
    throw invalid(path, `Line ${number} ${why}.`);
  }
}

function invalid(path: string, why: string): PcError {
  return new PcError(`${path} is damaged.`, {
    kind: 'usage',
    code: 'controls-damaged',
    why,
    next: 'Take both files from the same run, or run the scan again.',
  });
}
