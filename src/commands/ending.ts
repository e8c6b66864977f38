import type { Config } from '../config/schema.js';
import { reportFormatFiles } from '../report/formats.js';
import type { CommandIo } from './io.js';

/**
 * What a run prints at its end. Node looks for the file again when another place of the program asks for it, so this is
 * the one place that does.
 */
export const loadPrinting = () => import('./print-result.js');

/** Loads the code of the configured formats, and of what a run prints at its end. */
export async function loadEnding(
  { reports }: Pick<Config, 'reports'>,
  { GITHUB_STEP_SUMMARY: summary }: CommandIo['env'],
): Promise<void> {
  const formats = new Set(reports.formats);
  if (summary !== undefined && summary !== '') formats.add('markdown');
  const files = [...formats].flatMap((format) => reportFormatFiles[format]);
  await Promise.all([loadPrinting(), ...files.map((file) => file.load())]);
}
