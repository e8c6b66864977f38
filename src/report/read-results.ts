import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { PcError } from '../errors.js';
import { readText } from '../files/read-text.js';
import { type ControlLine, controlLineSchema } from '../workflow/results/control-line.js';
import { type Result, resultFiles, resultSchema } from '../workflow/results/result.js';
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
  await access(controls).catch((cause) => {
    throw unreadable(controls, `${path} speaks of ${expected} rows: ${messageOf(cause)}`, cause);
  });
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
  } catch (cause) {
    throw unreadable(path, messageOf(cause), cause);
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

function unreadable(path: string, why: string, cause: unknown): PcError {
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
  let count = 0;
  for await (const lines of wholeLines(createReadStream(path, { highWaterMark: CHUNK_BYTES }))) {
    const rows = parsedAtOnce(lines) ?? parsedOneByOne(lines, { path, before: count });
    count += rows.length;
    yield rows;
  }
  if (count === expected) return;
  throw invalid(path, `It has ${count} rows, and the result beside it counts ${expected}.`);
}

/** Whole lines, many in a text. By line feed alone: node:readline also breaks at U+2028, which JSON may hold. */
async function* wholeLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let begun: Buffer[] = [];
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(LINE_FEED);
    if (end < 0) begun.push(chunk);
    else {
      yield Buffer.concat([...begun, chunk.subarray(0, end)]).toString();
      begun = [chunk.subarray(end + 1)];
    }
  }
  const rest = Buffer.concat(begun).toString();
  if (rest !== '') yield rest;
}

const controlLinesSchema = z.array(controlLineSchema);

/** The rows of lines in one go, four times as quick as one by one; undefined where one of them is no row. */
function parsedAtOnce(lines: string): ControlLine[] | undefined {
  try {
    return controlLinesSchema.safeParse(JSON.parse(`[${lines.replaceAll('\n', ',')}]`)).data;
  } catch {
    return undefined;
  }
}

/** @throws PcError of kind `usage` that names the line which is no row. */
function parsedOneByOne(
  lines: string,
  { path, before }: { readonly path: string; readonly before: number },
): ControlLine[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => {
      try {
        return controlLineSchema.parse(JSON.parse(line));
      } catch (cause) {
        throw invalid(path, `Line ${before + index + 1}: ${messageOf(cause)}`, cause);
      }
    });
}

function invalid(path: string, why: string, cause?: unknown): PcError {
  return new PcError(`${path} is damaged.`, {
    kind: 'usage',
    code: 'controls-damaged',
    why,
    next: 'Take both files from the same run, or run the scan again.',
    cause,
  });
}
