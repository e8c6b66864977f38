import { join } from 'node:path';
import type { ReportFormatName } from '../config/names.js';
import { streamWhole } from '../files/whole-file.js';
import { resultFiles } from '../workflow/results/result.js';
import { hostKey } from './compare.js';
import { loadFormat } from './formats.js';
import type { ReportInput } from './report-input.js';

/**
 * Writes the files of the formats into a directory; each one appears whole or not at all.
 * @returns The paths written, in the order of the formats.
 * @throws PcError of kind `usage` when the directory cannot be written.
 */
export async function writeReports(
  input: ReportInput,
  { directory, formats }: { readonly directory: string; readonly formats: readonly ReportFormatName[] },
): Promise<string[]> {
  const written: string[] = [];
  for (const format of new Set(formats)) {
    for (const { name, render } of await loadFormat(format)) {
      const path = join(directory, name);
      await streamWhole(path, render(input));
      written.push(path);
    }
  }
  return written;
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
