import type { ReportFormatName } from '../config/names.js';
import { resultFiles } from '../workflow/results/result.js';
import type { ReportInput } from './report-input.js';

/** One file of a format. */
export interface ReportFile {
  /** Relative to the report directory. */
  readonly name: string;
  /** The file piece by piece; memory does not grow with the number of rows. */
  readonly render: (input: ReportInput) => AsyncIterable<string>;
  /** Loads the code of `render`, so that it runs without the program's files. */
  readonly load: () => Promise<unknown>;
}

/** A format's files; the first one is what a single format prints to stdout. */
export type ReportFormat = readonly [ReportFile, ...ReportFile[]];

/** Every format; its code is loaded when it is rendered, so that no command pays for the others. */
export const reportFormatFiles: Readonly<Record<ReportFormatName, ReportFormat>> = {
  html: [
    file(resultFiles.html, async () => (await import('./html/html-report.js')).htmlReport),
    file(resultFiles.css, async () => (await import('./html/html-report.js')).stylesheetFile),
  ],
  junit: [file(resultFiles.junit, async () => (await import('./formats/junit.js')).junitReport)],
  sarif: [file(resultFiles.sarif, async () => (await import('./formats/sarif.js')).sarifReport)],
  csv: [file(resultFiles.csv, async () => (await import('./formats/csv.js')).csvReport)],
  markdown: [file(resultFiles.markdown, async () => (await import('./formats/markdown.js')).markdownReport)],
  hdf: [file(resultFiles.hdf, async () => (await import('./formats/hdf.js')).hdfReport)],
  text: [
    file(resultFiles.text, async () => {
      const { textReport } = await import('./terminal/text.js');
      return (input) => textReport(input);
    }),
  ],
};

function file(name: string, load: () => Promise<ReportFile['render']>): ReportFile {
  return {
    name,
    load,
    render: async function* (input) {
      const render = await load();
      yield* render(input);
    },
  };
}
