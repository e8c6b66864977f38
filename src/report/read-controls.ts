import { createReadStream } from 'node:fs';
import { PcError } from '../errors.js';
import { type ControlLine, controlLineSchema } from '../workflow/result.js';

/**
 * Streams controls.jsonl.
 * @param expected - rows the result counts; a file with more or fewer is not that run's, or cut short.
 * @throws PcError of kind `usage` that names the line.
 */
export async function* readControls(
  path: string,
  { expected }: { readonly expected: number },
): AsyncGenerator<ControlLine> {
  let count = 0;
  for await (const line of linesOf(createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 17 }))) {
    count += 1;
    yield parseLine(line, { path, number: count });
  }
  if (count === expected) return;
  throw invalid(path, `It has ${count} rows, and the result beside it counts ${expected}.`);
}

/** Lines by line feed alone: node:readline also breaks at U+2028, which JSON may hold. */
async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines.filter((line) => line !== '');
  }
  if (rest !== '') yield rest;
}

function parseLine(line: string, { path, number }: { path: string; number: number }): ControlLine {
  try {
    return controlLineSchema.parse(JSON.parse(line));
  } catch (cause) {
    throw invalid(path, `Line ${number}: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  }
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
