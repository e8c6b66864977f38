import { join } from 'node:path';
import type { ReportFormatName } from '../config/names.js';
import { streamWhole } from '../files/whole-file.js';
import { resultFiles } from '../workflow/results/result.js';
import { hostKey } from './compare.js';
import { loadFormat, type ReportFile } from './formats.js';
import type { ReportInput } from './report-input.js';
import { SharedRows } from './shared-rows.js';

export interface WhereTo {
  readonly directory: string;
  readonly formats: readonly ReportFormatName[];
  /** Heard between the files; the rows hear it inside them. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes the files of the formats into a directory, the cheapest first; each one appears whole or not at all. Formats
 * that read all rows once do so together.
 * @returns The paths written, in that order.
 * @throws PcError of kind `usage` when the directory cannot be written.
 */
export async function writeReports(
  input: ReportInput,
  { directory, formats, signal }: WhereTo,
): Promise<string[]> {
  const files = (await Promise.all([...new Set(formats)].map(loadFormat))).flat();
  const written: string[] = [];
  for (const readings of [0, 1, 2, 3]) {
    const alike = files.filter((file) => (file.readings ?? 0) === readings);
    for (const together of readings === 1 ? [alike] : alike.map((file) => [file])) {
      signal?.throwIfAborted();
      await writeTogether(input, together, directory);
      written.push(...together.map(({ name }) => join(directory, name)));
    }
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

async function* jsonLines(rows: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`;
}

async function* jsonDocument(data: unknown): AsyncGenerator<string> {
  yield `${JSON.stringify(data, null, 2)}\n`;
}

/** Every row that fails the build now, or is held back by a baseline already, as a baseline file. */
export async function* baselineFile({ result, rows }: ReportInput): AsyncGenerator<string> {
  const { type } = result.target;
  const seen = new Set<string>();
  let count = 0;
  yield '{\n  "version": 1,\n  "entries": [';
  for await (const { policyId, cid, technology, instance, host, counts, why } of rows()) {
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
