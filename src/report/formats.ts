import { type ReportFormatName, reportFileNames } from '../config/names.js';
import { logSafeLines } from '../text/log-safe.js';
import type { ReportInput } from './report-input.js';

/** Writes a file piece by piece; memory does not grow with the number of rows. */
type Render = (input: ReportInput) => AsyncIterable<string>;

/** One file of a format. */
export interface ReportFile {
  /** Relative to the report directory. */
  readonly name: string;
  readonly render: Render;
  /** False without it: the result alone says all. */
  readonly readsRows?: boolean;
}

/** A format's files; the first one is what a single format prints to stdout. */
type ReportFormat = readonly [ReportFile, ...ReportFile[]];

/** What the file of a format under `formats/` exports. */
interface FormatCode {
  readonly render: Render;
  /** Files that the main one needs beside it. */
  readonly beside?: readonly ReportFile[];
  /** Whether it reads all rows, once; the formats that do share one reading. */
  readonly readsRows: boolean;
}

/** Formats that pipelines print into their log, where a line of foreign text could be a command to the CI. */
const printedInLogs: ReadonlySet<ReportFormatName> = new Set(['markdown', 'text']);

/**
 * The files of a format. A new format is its file under `formats/`, named after it, and one line in the list of
 * `config/names.ts`. Its code is loaded here, so that it runs later without the program's files: no command pays for others.
 */
export async function loadFormat(format: ReportFormatName): Promise<ReportFormat> {
  // The bundler makes a lazy chunk of each file that the pattern matches.
  const { render, readsRows, beside = [] }: FormatCode = await import(`./formats/${format}.ts`);
  const main: Render = printedInLogs.has(format) ? (input) => logSafeLines(render(input)) : render;
  return [{ name: reportFileNames[format], render: main, readsRows }, ...beside];
}
