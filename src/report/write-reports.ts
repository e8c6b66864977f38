import { join } from 'node:path';
import type { ReportFormatName } from '../config/names.js';
import { streamWhole } from '../files/whole-file.js';
import { reportFormatFiles } from './formats.js';
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
    for (const { name, render } of reportFormatFiles[format]) {
      const path = join(directory, name);
      await streamWhole(path, render(input));
      written.push(path);
    }
  }
  return written;
}
