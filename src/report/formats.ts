import type { ReportFormatName } from '../config/names.js';
import { logSafeLines } from '../text/log-safe.js';
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

/**
 * The code of every format. A new one is its own file, a line here, and its name and file name in the list of
 * `config/names.ts`, which the compiler holds this one against. Code is loaded when it is rendered: no command pays for others.
 */
export const reportFormatFiles: Readonly<Record<ReportFormatName, ReportFormat>> = {
  html: [
    file(resultFiles.html, async () => (await import('./html/html-report.js')).htmlReport),
    file(resultFiles.css, async () => (await import('./html/html-report.js')).stylesheetFile),
  ],
  junit: [file(resultFiles.junit, async () => (await import('./formats/junit.js')).junitReport)],
  sarif: [file(resultFiles.sarif, async () => (await import('./formats/sarif.js')).sarifReport)],
  csv: [file(resultFiles.csv, async () => (await import('./formats/csv.js')).csvReport)],
  markdown: [
    logFile(resultFiles.markdown, async () => (await import('./formats/markdown.js')).markdownReport),
  ],
  hdf: [file(resultFiles.hdf, async () => (await import('./formats/hdf.js')).hdfReport)],
  codequality: [
    file(resultFiles.codequality, async () => (await import('./formats/codequality.js')).codeQualityReport),
  ],
  text: [logFile(resultFiles.text, async () => (await import('./terminal/text.js')).textReport)],
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

/** A file that pipelines print into their log. */
function logFile(name: string, load: () => Promise<ReportFile['render']>): ReportFile {
  const { render, ...rest } = file(name, load);
  return { ...rest, render: (input) => logSafeLines(render(input)) };
}
