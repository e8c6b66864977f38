import { isAbsolute, relative, resolve } from 'node:path';
import { type LoadedJobs, loadJobs } from '../config/jobs/load-jobs.js';
import { defaultConfigPath } from '../config/names.js';
import type { Problem } from '../config/problem.js';
import { exitCode, PcError } from '../errors.js';
import { snippetFormats } from '../snippet/formats.js';
import { renewBlock } from '../snippet/markers.js';
import {
  type Snippet,
  type SnippetFormat,
  type SnippetFormatName,
  type SnippetOptions,
  snippetJobs,
} from '../snippet/snippet-format.js';
import { printable } from '../text/printable.js';
import { findConfigFile } from './account/config-file.js';
import type { CommandIo } from './process/io.js';
import { printLines } from './process/print.js';
import { writeOutput } from './process/write-output.js';

/** What `snippet` is given. */
export interface SnippetArgs {
  /** `--config`; `-` is standard input, absent is the file in the working directory. */
  readonly config: string | undefined;
  readonly format: SnippetFormatName | undefined;
  /** Path of the config in the repository, when it is not where `config` lies. */
  readonly configPath: string | undefined;
  /** Command that installs qualys-pc. */
  readonly install: string | undefined;
  /** Container image of the job. */
  readonly image: string | undefined;
  /** Published action or component. */
  readonly use: string | undefined;
  readonly shards: number | undefined;
  /** File to write; absent prints the text. */
  readonly out: string | undefined;
  readonly yes: boolean;
}

function formatOf(name: SnippetFormatName | undefined): SnippetFormat {
  const format = snippetFormats.find((one) => one.name === name);
  if (format !== undefined) return format;
  const width = Math.max(...snippetFormats.map((one) => one.name.length));
  throw new PcError('qualys-pc snippet needs to know for which pipeline.', {
    kind: 'usage',
    code: 'format-missing',
    why: snippetFormats.map((one) => `${one.name.padEnd(width)}  ${one.description}`).join('\n'),
    next: 'Choose one with --format.',
  });
}

/** The config as the repository names it: relative to the working directory, with slashes. */
function repositoryPath(args: SnippetArgs, sourceName: string, cwd: string): string {
  if (args.configPath !== undefined) return args.configPath;
  if (args.config === '-') return defaultConfigPath;
  const path = isAbsolute(sourceName) ? relative(cwd, resolve(cwd, sourceName)) : sourceName;
  return path.replaceAll('\\', '/');
}

/** Flags whose values a format may refuse, by the names that the formats give them. */
const refusedFlags: Readonly<Record<string, string>> = {
  configPath: '--config-path',
  image: '--image',
  install: '--install',
  use: '--use',
  shards: '--shards',
};

function sayRefusals(format: SnippetFormat, refusals: readonly Problem[]): PcError {
  const what = refusals.every(({ path }) => path in refusedFlags)
    ? `The format ${format.name} cannot take these flags.`
    : `The format ${format.name} cannot say everything that this config says.`;
  return new PcError(what, {
    kind: 'usage',
    code: 'snippet-refused',
    why: refusals
      .map(({ path, problem, fix }) => `${refusedFlags[path] ?? path}: ${problem}. ${fix}`)
      .join('\n'),
    next: 'Correct what is listed, or choose another --format.',
  });
}

function snippetOf(format: SnippetFormat, { jobs, hasJobs }: LoadedJobs, options: SnippetOptions): Snippet {
  if (!hasJobs) return format.emit(jobs[0].config, options);
  return format.emitJobs(snippetJobs(jobs), options);
}

function refuseShardsOfJobs({ shards }: SnippetArgs, { hasJobs }: LoadedJobs): void {
  if (shards === undefined || !hasJobs) return;
  throw new PcError('The config holds several jobs, which are spread as they are.', {
    kind: 'usage',
    code: 'shards-unused',
    next: 'Leave --shards away.',
  });
}

function checkShards(format: SnippetFormat, { shards }: SnippetArgs): void {
  if (shards === undefined || format.needs.shards === true) return;
  const spreading = snippetFormats.filter(({ needs }) => needs.shards === true).map(({ name }) => name);
  throw new PcError(`The format ${format.name} does not spread the target over shards.`, {
    kind: 'usage',
    code: 'shards-unused',
    next: `Leave --shards away, or choose --format ${spreading.join(' or ')}.`,
  });
}

function checkImage(format: SnippetFormat, { image }: SnippetArgs): void {
  if (image === undefined || format.needs.image === true) return;
  const running = snippetFormats.filter(({ needs }) => needs.image === true).map(({ name }) => name);
  throw new PcError(`The format ${format.name} does not run in an image of its own.`, {
    kind: 'usage',
    code: 'image-unused',
    next: `Leave --image away and give the agent the image, or choose --format ${running.join(' or ')}.`,
  });
}

function checkUse(format: SnippetFormat, { use }: SnippetArgs): void {
  if (use === undefined || format.needs.use === true) return;
  const having = snippetFormats.filter(({ needs }) => needs.use === true).map(({ name }) => name);
  throw new PcError(`There is no action or component for the format ${format.name}.`, {
    kind: 'usage',
    code: 'use-unused',
    next: `Leave --use away, or choose --format ${having.join(' or ')}.`,
  });
}

function sayNotes({ notes, environment }: Snippet, io: Pick<CommandIo, 'stderr'>): void {
  const lines = [
    ...notes.map((note) => `note   ${printable(note)}`),
    ...(environment.length === 0 ? [] : [`set    ${environment.join(', ')} in the pipeline`]),
  ];
  if (lines.length > 0) printLines(io.stderr, lines);
}

/**
 * Prints a config as pipeline text, or writes it into a file; a marked block in a larger file is replaced alone.
 * @throws PcError of kind `usage`: no config, no format, something that the format cannot express, a file that differs.
 */
export async function runSnippet(args: SnippetArgs, io: CommandIo): Promise<number> {
  const format = formatOf(args.format);
  checkShards(format, args);
  checkImage(format, args);
  checkUse(format, args);
  const file = await findConfigFile({ config: args.config, passwordStdin: false }, io);
  if (file === undefined) {
    throw new PcError('There is no config to write a snippet for.', {
      kind: 'usage',
      code: 'config-missing',
      next: 'Name one with --config, or answer the questions of the wizard: qualys-pc.',
    });
  }
  const loaded = loadJobs({ file, flags: {} });
  refuseShardsOfJobs(args, loaded);
  const configPath = repositoryPath(args, file.sourceName, io.cwd);
  const { install, image, use, shards } = args;
  const snippet = snippetOf(format, loaded, {
    configPath,
    install,
    image,
    use,
    shards,
    nowMs: io.clock.now(),
  });
  if (snippet.refusals.length > 0) throw sayRefusals(format, snippet.refusals);
  if (args.out === undefined) io.stdout.write(snippet.text);
  else {
    await writeOutput(
      {
        path: args.out,
        yes: args.yes,
        executable: format.name === 'shell',
        textFor: (before) => (before === undefined ? snippet.text : renewBlock(before, snippet.text)),
      },
      io,
    );
  }
  sayNotes(snippet, io);
  return exitCode.passed;
}
