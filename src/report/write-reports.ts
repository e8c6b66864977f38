import { join } from 'node:path';
import type { ReportFormatName } from '../config/names.js';
import { streamWhole } from '../files/whole-file.js';
import type { ControlLine } from '../workflow/results/control-line.js';
import { resultFiles } from '../workflow/results/result-files.js';
import { hostKey } from './compare.js';
import { loadFormat, type ReportFile } from './formats.js';
import type { ReportInput } from './report-input.js';

export interface WhereTo {
  readonly directory: string;
  readonly formats: readonly ReportFormatName[];
  /** Heard between the files; the rows hear it inside them. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes the files of the formats into a directory, those that need no rows first; each one appears whole or not at
 * all. Those that read the rows do so together.
 * @returns The paths written, in that order.
 * @throws PcError of kind `usage` when the directory cannot be written.
 */
export async function writeReports(
  input: ReportInput,
  { directory, formats, signal }: WhereTo,
): Promise<string[]> {
  const files = (await Promise.all([...new Set(formats)].map(loadFormat))).flat();
  const written: string[] = [];
  const readers = files.filter(({ readsRows }) => readsRows);
  const others = files.filter(({ readsRows }) => !readsRows);
  for (const together of [...others.map((file) => [file]), readers]) {
    signal?.throwIfAborted();
    await writeTogether(input, together, directory);
    written.push(...together.map(({ name }) => join(directory, name)));
  }
  return written;
}

/** Files in one reading of the rows; when one of them fails, the others are ended before it is told. */
async function writeTogether(
  input: ReportInput,
  files: readonly ReportFile[],
  directory: string,
): Promise<void> {
  const [only, ...others] = files;
  if (only === undefined) return;
  if (others.length === 0) return streamWhole(join(directory, only.name), only.render(input));
  const shared = new SharedRows(input);
  const readers = files.map((file) => ({ file, reader: shared.reader() }));
  const ends = await Promise.allSettled(
    readers.map(({ file: { name, render }, reader: { rows, leave } }) =>
      streamWhole(join(directory, name), render({ ...input, rows })).finally(leave),
    ),
  );
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

/** The joined result with its rows, so that what a run writes lies beside its reports here too. */
export async function writeJoined({ result, rows }: ReportInput, directory: string): Promise<string[]> {
  const files = {
    result: join(directory, resultFiles.result),
    controls: join(directory, resultFiles.controls),
  };
  await streamWhole(files.controls, jsonLines(rows()));
  await streamWhole(files.result, jsonDocument(result));
  return [files.result, files.controls];
}

async function* jsonLines(rows: AsyncIterable<readonly unknown[]>): AsyncGenerator<string> {
  for await (const some of rows) yield some.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** A result as its file holds it. */
export async function* jsonDocument(data: unknown): AsyncGenerator<string> {
  yield `${JSON.stringify(data, null, 2)}\n`;
}

/** Every row that fails the build now, or is held back by a baseline already, as a baseline file. */
export async function* baselineFile({ result, rows }: ReportInput): AsyncGenerator<string> {
  const { type } = result.target;
  const seen = new Set<string>();
  let count = 0;
  yield '{\n  "version": 1,\n  "entries": [';
  for await (const some of rows())
    for (const { policyId, cid, technology, instance, host, counts, why } of some) {
      if (counts !== 'fail' && why !== 'baseline') continue;
      const entry = JSON.stringify({ policyId, cid, technology, instance, host: hostKey(host.ip, type) });
      // Only without addresses can two rows be one entry.
      if (type === 'ec2') {
        if (seen.has(entry)) continue;
        seen.add(entry);
      }
      yield `${count === 0 ? '' : ','}\n    ${entry}`;
      count += 1;
    }
  yield `${count === 0 ? '' : '\n  '}]\n}\n`;
}

type Batch = readonly ControlLine[] | undefined;

interface Waiting {
  readonly resolve: (batch: Batch) => void;
  readonly reject: (cause: unknown) => void;
}

/** One reader of rows that are read once for several. */
interface SharedReader extends Pick<ReportInput, 'rows'> {
  /** Lets the others go on without this one. */
  readonly leave: () => void;
}

/**
 * One reading of the rows for several readers, which go in step: a batch is read when all that are left have asked for
 * it, so that no more than one is held. Each reader reads them once, and must leave at its end.
 */
class SharedRows {
  readonly #source: AsyncIterator<readonly ControlLine[]>;
  readonly #waiting: Waiting[] = [];
  #readers = 0;

  constructor({ rows }: Pick<ReportInput, 'rows'>) {
    this.#source = rows()[Symbol.asyncIterator]();
  }

  reader(): SharedReader {
    this.#readers += 1;
    let isThere = true;
    const next = () => this.#next();
    return {
      rows: async function* () {
        for (let batch = await next(); batch !== undefined; batch = await next()) yield batch;
      },
      leave: () => {
        if (!isThere) return;
        isThere = false;
        this.#readers -= 1;
        if (this.#readers > 0) this.#readOn();
        else void this.#source.return?.();
      },
    };
  }

  #next(): Promise<Batch> {
    const asked = new Promise<Batch>((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
    });
    this.#readOn();
    return asked;
  }

  /** Reads a batch when every reader that is left waits for one. */
  #readOn(): void {
    if (this.#waiting.length === 0 || this.#waiting.length < this.#readers) return;
    const waiting = this.#waiting.splice(0);
    this.#source.next().then(
      ({ done, value }) => {
        for (const { resolve } of waiting) resolve(done === true ? undefined : value);
      },
      (cause: unknown) => {
        for (const { reject } of waiting) reject(cause);
      },
    );
  }
}
