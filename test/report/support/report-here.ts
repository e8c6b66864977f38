import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ReportFormatName, reportFileNames, reportFormats } from '../../../src/config/names.js';
import type { ReportInput } from '../../../src/report/report-input.js';
import { runHere } from '../../support/run-here.js';
import { saveResult } from './saved.js';

/** What `qualys-pc report` makes of saved results. */
export interface Reported {
  /** The folder of the result. */
  readonly folder: string;
  /** The folder of the formats. */
  readonly out: string;
  /** What `report FOLDER` prints, the terminal's block. */
  readonly stdout: string;
  readonly code: number;
  /** The file of a format. */
  readonly file: (format: ReportFormatName) => Promise<string>;
}

/** Saves a result, prints it and writes every format of it, each by the command. */
export async function reported(
  input: ReportInput,
  formats: readonly ReportFormatName[] = reportFormats,
): Promise<Reported> {
  const cwd = await mkdtemp(join(tmpdir(), 'reported-'));
  await saveResult(input, join(cwd, 'results'));
  const printed = await runHere(['report', 'results'], { cwd });
  await runHere(['report', 'results', '--format', formats.join(','), '--out', 'out/'], { cwd });
  return {
    ...printed,
    folder: join(cwd, 'results'),
    out: join(cwd, 'out'),
    file: (format) => readFile(join(cwd, 'out', reportFileNames[format]), 'utf8'),
  };
}
