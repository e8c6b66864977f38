import { type Command, InvalidArgumentError } from 'commander';
import { type ReportFormatName, reportFormats } from '../../config/names.js';
import type { CommandIo, Finish } from '../process/io.js';
import { jsonOption } from './given-options.js';

interface ReportFlags {
  readonly format: readonly ReportFormatName[];
  readonly out?: string;
  readonly explain?: number;
  readonly baselineOut?: string;
  readonly config?: string;
  readonly json?: boolean;
}

/** Adds what reads saved results. */
export function addReportCommands(program: Command, io: CommandIo, finish: Finish): void {
  program
    .command('report')
    .description('Render saved results again; several are merged into one verdict')
    .argument('<files...>', 'result.json files, their directories, or patterns in quotes')
    .option(
      '-f, --format <FORMATS>',
      `Formats, separated by commas: ${reportFormats.join(', ')}`,
      formatList,
      [],
    )
    .option(
      '-o, --out <PATH>',
      'File of one format, or directory; without it one format goes to standard output',
    )
    .option('-c, --config <FILE>', 'Config whose jobs must all be there; one without a result is named')
    .option('--explain <CID>', 'Say for one control why it counts or does not', cid)
    .option('--baseline-out <FILE>', 'Write a baseline of all that fails now')
    .addOption(jsonOption('the result, or the answer of --explain or --baseline-out,'))
    .addHelpText(
      'after',
      "\nExamples:\n  qualys-pc report qualys-pc-results/result.json\n  qualys-pc report 'qualys-pc-results/shard-*/result.json' --out joined/\n  qualys-pc report 'qualys-pc-results/*/result.json' --config qualys-pc.yaml\n  qualys-pc report qualys-pc-results --explain 1141\n  qualys-pc report qualys-pc-results --baseline-out qualys-pc-baseline.json",
    )
    .action(async (files: string[], { format, ...flags }: ReportFlags) => {
      const { runReport } = await import('../report.js');
      finish(await runReport({ files, formats: format, ...flags }, io));
    });
}

function formatList(text: string, before: readonly ReportFormatName[]): readonly ReportFormatName[] {
  const names = text.split(',').map((part) => part.trim());
  return [
    ...before,
    ...names.map((name) => reportFormats.find((known) => known === name) ?? unknownFormat(name)),
  ];
}

function unknownFormat(name: string): never {
  throw new InvalidArgumentError(`${name} is not one of ${reportFormats.join(', ')}.`);
}

function cid(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text.trim()) || value < 1)
    throw new InvalidArgumentError('It is the number of a control.');
  return value;
}
