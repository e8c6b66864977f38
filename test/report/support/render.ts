import type { ReportFormatName } from '../../../src/config/names.js';
import { loadFormat } from '../../../src/report/formats.js';
import type { ReportInput } from '../../../src/report/report-input.js';
import { textOf } from '../../support/result-of-rows.js';

/** The main file of a format. */
export async function render(format: ReportFormatName, input: ReportInput): Promise<string> {
  const [main] = await loadFormat(format);
  return textOf(main.render(input));
}
