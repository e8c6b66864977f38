import type { ReportFormatName } from '../../../src/config/names.js';
import { reportFormatFiles } from '../../../src/report/formats.js';
import type { ReportInput } from '../../../src/report/report-input.js';
import { textOf } from '../../support/result-of-rows.js';

/** The main file of a format. */
export function render(format: ReportFormatName, input: ReportInput): Promise<string> {
  return textOf(reportFormatFiles[format][0].render(input));
}
