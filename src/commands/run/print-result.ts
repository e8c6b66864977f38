import { relative } from 'node:path';
import { exitCode } from '../../errors.js';
import { annotationsOf } from '../../report/ci-places.js';
import { lastLines, verdictLines } from '../../report/terminal/verdict-lines.js';
import { shellCommand } from '../../snippet/quote.js';
import type { Result } from '../../workflow/results/result.js';
import type { RunDirectory } from '../../workflow/results/run-directory.js';
import type { ScanDeps } from '../../workflow/run/run-context.js';
import type { ScanArgs } from '../parser/scan-args.js';
import type { Annotation } from '../process/ci-log.js';
import type { CommandIo } from '../process/io.js';
import { lookOf, printDocument, printLines } from '../process/print.js';
import { writtenFiles } from './written-files.js';

export interface PrintResultInput {
  readonly result: Result;
  readonly commands: ScanDeps['commands'];
  readonly directory: RunDirectory;
  readonly args: ScanArgs;
  readonly io: CommandIo;
  /** False when the files go with the command, as in the demo. */
  readonly namesFiles: boolean;
}

/** The verdict on stdout, as soon as it is known; with `--json` the document follows at the end of the run. */
export async function printVerdict({ result, directory, args, io }: PrintResultInput): Promise<void> {
  if (args.json) return;
  const { columns: width, unicode, color } = lookOf(io.stdout, io.env);
  const previous = await directory.readPrevious(result.jobName);
  printLines(io.stdout, ['', ...verdictLines(result, { width, unicode, color, previous })]);
}

/** The end of the outcome on stdout: the result document with `--json`, else the files and what to run next. */
export async function printEnd(input: PrintResultInput): Promise<void> {
  const { result, commands, directory, args, io, namesFiles } = input;
  if (args.json) return printDocument(io.stdout, result);
  if (!namesFiles) return;
  const { columns: width, unicode, color } = lookOf(io.stdout, io.env);
  const lines = lastLines(result, {
    width,
    unicode,
    color,
    files: await writtenFiles(directory, io),
    explain: (cid) => explainWith(relative(io.cwd, directory.path), cid),
    again: isUnfinished(result) ? commands?.resume : commands?.again,
  });
  if (lines.length > 0) printLines(io.stdout, ['', ...lines]);
}

/** True for a scan that still runs. */
function isUnfinished({ verdict }: Result): boolean {
  return verdict.exitCode === exitCode.unfinished;
}

function explainWith(directory: string, cid: number): string {
  return shellCommand(['qualys-pc', 'report', directory === '' ? '.' : directory, '--explain', String(cid)]);
}

/** What the CI shows as errors, and where the rest of it stands. */
export function annotationsIn({ result, directory, io }: PrintResultInput): readonly Annotation[] {
  return annotationsOf(result, relative(io.cwd, directory.path) || '.');
}
