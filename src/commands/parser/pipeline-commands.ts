import { type Command, InvalidArgumentError, Option } from 'commander';
import { reportFormats } from '../../config/names.js';
import { type SnippetFormatName, snippetFormatNames } from '../../snippet/snippet-format.js';
import type { ImportArgs } from '../import.js';
import type { CommandIo, Finish } from '../process/io.js';
import type { ReportName } from '../report.js';
import { jsonOption } from './given-options.js';
import { fileName, fileNames, positiveInteger } from './option-values.js';

/** `-` is standard output, where the text goes without the flag too. */
function fileIn(out: string | undefined): string | undefined {
  return out === '-' ? undefined : out;
}

interface SnippetFlags {
  readonly config?: string;
  readonly format?: SnippetFormatName;
  readonly configPath?: string;
  readonly install?: string;
  readonly image?: string;
  readonly use?: string;
  readonly shards?: number;
  readonly out?: string;
  readonly yes: boolean;
}

interface ImportFlags extends Pick<ImportArgs, 'format' | 'yes'> {
  readonly step?: number;
  readonly out?: string;
}

/** Adds what turns a config into pipeline text, and a Jenkinsfile into a config. */
export function addPipelineCommands(program: Command, io: CommandIo, finish: Finish): void {
  program
    .command('snippet')
    .description('Print a pipeline snippet for a config')
    .option('-c, --config <FILE>', 'Config file; - reads standard input', fileName)
    .addOption(new Option('-f, --format <FORMAT>', 'Kind of pipeline').choices(snippetFormatNames))
    .option('--config-path <PATH>', 'Path of the config in the repository, when it is another')
    .option('--install <COMMAND>', 'Add the command that installs qualys-pc')
    .option('--image <REF>', 'Run the job in this container image')
    .option('--use <REF>', 'Use this action (github) or component (gitlab)')
    .option('--shards <NUMBER>', 'Shards of jenkins-matrix and kubernetes', positiveInteger)
    .option(
      '-o, --out <FILE>',
      'Write to a file; its marked block, if it has one, is replaced alone',
      fileName,
    )
    .option('-y, --yes', 'Overwrite without asking', false)
    .addHelpText(
      'after',
      '\nExamples:\n  qualys-pc snippet --format jenkins-plugin\n  qualys-pc snippet --format gitlab --out .gitlab-ci.yml\n  qualys-pc snippet --format kubernetes --shards 8',
    )
    .action(async (flags: SnippetFlags) => {
      const { runSnippet } = await import('../snippet.js');
      const { config, format, configPath, install, image, use, shards, yes } = flags;
      const out = fileIn(flags.out);
      finish(await runSnippet({ config, format, configPath, install, image, use, shards, out, yes }, io));
    });
  program
    .command('import')
    .description("Turn the Qualys plugin's step in a Jenkinsfile or a Jenkins job into a config")
    .argument('<file>', "Jenkinsfile or a job's config.xml; - reads standard input", fileName)
    .addOption(
      new Option('-f, --format <FORMAT>', 'Format of the config').choices(['yaml', 'json']).default('yaml'),
    )
    .option('--step <NUMBER>', 'Which of several steps, from 1', positiveInteger)
    .option('-o, --out <FILE>', 'Write to a file', fileName)
    .option('-y, --yes', 'Overwrite without asking', false)
    .addHelpText(
      'after',
      '\nWhat is odd about the step goes to stderr.\n\nExample:\n  qualys-pc import Jenkinsfile --out qualys-pc.yaml',
    )
    .action(async (file: string, { format, step, out, yes }: ImportFlags) => {
      const { runImport } = await import('../import.js');
      finish(await runImport({ file, format, step, out: fileIn(out), yes }, io));
    });
}

interface ReportFlags {
  readonly format: readonly ReportName[];
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
    .argument('<files...>', 'result.json files, their directories, or patterns in quotes', fileNames)
    .option(
      '-f, --format <FORMATS>',
      `Formats, separated by commas: ${reportNames.join(', ')}; json is the result with its rows`,
      formatList,
      [],
    )
    .option(
      '-o, --out <PATH>',
      'File of one format, or directory; without it one format goes to standard output',
      fileName,
    )
    .option(
      '-c, --config <FILE>',
      'Config whose jobs must all be there; one without a result is named',
      fileName,
    )
    .option('--explain <CID>', 'Say for one control why it counts or does not', cid)
    .option('--baseline-out <FILE>', 'Write a baseline of all that fails now', baselineFile)
    .addOption(jsonOption('the result, or the answer of --explain or --baseline-out,'))
    .addHelpText(
      'after',
      "\nExamples:\n  qualys-pc report qualys-pc-results/result.json\n  qualys-pc report 'qualys-pc-results/shard-*/result.json' --out joined/\n  qualys-pc report 'qualys-pc-results/*/result.json' --config qualys-pc.yaml\n  qualys-pc report qualys-pc-results --explain 1141\n  qualys-pc report qualys-pc-results --baseline-out qualys-pc-baseline.json",
    )
    .action(async (files: readonly string[], { format, ...flags }: ReportFlags) => {
      const { runReport } = await import('../report.js');
      finish(await runReport({ files, formats: format, ...flags, out: fileIn(flags.out) }, io));
    });
}

/** What `--format` takes: the formats, and the result itself. */
const reportNames = [...reportFormats, 'json'] as const;

function formatList(text: string, before: readonly ReportName[]): readonly ReportName[] {
  const names = text.split(',').map((part) => part.trim());
  return [
    ...before,
    ...names.map((name) => reportNames.find((known) => known === name) ?? unknownFormat(name)),
  ];
}

function unknownFormat(name: string): never {
  throw new InvalidArgumentError(`${name} is not one of ${reportNames.join(', ')}.`);
}

function baselineFile(text: string): string {
  if (fileIn(fileName(text)) === undefined) throw new InvalidArgumentError('It is a file.');
  return text;
}

function cid(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text.trim()) || value < 1)
    throw new InvalidArgumentError('It is the number of a control.');
  return value;
}
