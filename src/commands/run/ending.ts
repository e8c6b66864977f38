import type { Config } from '../../config/schema.js';
import { loadFormat } from '../../report/formats.js';
import type { ScanDeps } from '../../workflow/run/run-context.js';
import type { CommandIo } from '../process/io.js';
import type { ReportWriterOptions } from './run-reports.js';

/**
 * What a run prints at its end. Node looks for the file again when another place of the program asks for it, so this is
 * the one place that does.
 */
export const loadPrinting = () => import('./print-result.js');
const loadWriting = () => import('./run-reports.js');

/** Loads the code of the configured formats, and of what a run prints at its end. */
export async function loadEnding(
  { reports }: Pick<Config, 'reports'>,
  { GITHUB_STEP_SUMMARY: summary }: CommandIo['env'],
): Promise<void> {
  const formats = new Set(reports.formats);
  if (summary !== undefined && summary !== '') formats.add('markdown');
  await Promise.all([loadPrinting(), loadWriting(), ...[...formats].map(loadFormat)]);
}

/** Renders the configured formats into the report directory, and the summary into GitHub's step summary. */
export function reportWriter(options: ReportWriterOptions): NonNullable<ScanDeps['writeReports']> {
  return async (input) => {
    const { writeRunReports } = await loadWriting();
    return writeRunReports(input, options);
  };
}
