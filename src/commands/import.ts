import { resolve } from 'node:path';
import { checkConfig } from '../config/check-config.js';
import { valueAt } from '../config/flag-kinds.js';
import { flagsFor } from '../config/flags.js';
import { keysOf } from '../config/problem.js';
import { configTextFor, writeConfigText } from '../config/write-config-text.js';
import { exitCode, PcError } from '../errors.js';
import { readText } from '../files/read-text.js';
import { type ImportedJenkinsfile, importJenkinsfile } from '../snippet/import/import-jenkinsfile.js';
import type { ImportedStep } from '../snippet/import/step-reader.js';
import { printable } from '../text/printable.js';
import type { CommandIo } from './process/io.js';
import { printLines } from './process/print.js';
import { readStdin } from './process/prompt.js';
import { writeOutput } from './process/write-output.js';

/** What `import` is given. */
export interface ImportArgs {
  /** The Jenkinsfile or a job's config.xml; `-` is standard input. */
  readonly file: string;
  readonly format: 'yaml' | 'json';
  /** Which of several steps, from 1. */
  readonly step: number | undefined;
  /** File to write; absent prints the config. */
  readonly out: string | undefined;
  readonly yes: boolean;
}

async function readJenkinsfile(file: string, io: Pick<CommandIo, 'cwd' | 'stdin'>): Promise<string> {
  if (file === '-') return readStdin(io);
  try {
    return await readText(resolve(io.cwd, file));
  } catch (error) {
    throw new PcError(`${printable(file)} cannot be read.`, {
      kind: 'usage',
      code: 'jenkinsfile-missing',
      why: error instanceof Error ? error.message : undefined,
      next: "Name a Jenkinsfile, a job's config.xml, or - for standard input.",
      cause: error,
    });
  }
}

/** The target of a step in a few words, to choose among several. */
function summary({ written }: ImportedStep): string {
  const { target, optionProfile } = written.scan;
  const what =
    target === undefined
      ? 'no target'
      : target.type === 'host'
        ? (target.ips ?? []).join(', ')
        : (target.instanceIds ?? []).join(', ');
  return `${what}, ${optionProfile?.title ?? 'no option profile'}`;
}

function chosenStep({ steps }: ImportedJenkinsfile, { step, file }: ImportArgs): ImportedStep {
  const [first] = steps;
  const chosen = step === undefined && steps.length === 1 ? first : steps[(step ?? 0) - 1];
  if (chosen !== undefined) return chosen;
  const list = steps.map((one, index) => `${index + 1}  line ${one.line}: ${printable(summary(one))}`);
  throw new PcError(
    step === undefined
      ? `${printable(file)} holds ${steps.length} steps.`
      : `${printable(file)} has no step ${step}; it holds ${steps.length}.`,
    {
      kind: 'usage',
      code: 'step-choice',
      why: list.join('\n'),
      next: `Choose one with --step, from 1 to ${steps.length}.`,
    },
  );
}

/** `Jenkinsfile:12:5` before a remark on that place. */
function placed(name: string, { line, column }: { line: number; column: number }, text: string): string {
  return printable(`${name}:${line}:${column} ${text}`);
}

/** The variables that the config reads when it runs, by name. */
function variablesLine({ variables }: ImportedStep): string[] {
  return variables.length === 0 ? [] : [`to set: ${variables.join(', ')}`];
}

/** What stands in the config and would be refused as soon as it is used. */
function corrections({ written }: ImportedStep): string[] {
  const checked = checkConfig(written);
  if (checked.usable) return [];
  return checked.problems
    .filter((problem) => problem.level === 'error' && keysOf(problem).reduce(valueAt, written) !== undefined)
    .map(({ path, problem, fix }) => `to correct: ${path} ${problem}. ${fix}`);
}

function remarks({ lints: fileLints }: ImportedJenkinsfile, step: ImportedStep, name: string): string[] {
  const lints = [...fileLints, ...step.lints].map((lint) =>
    placed(name, lint, `${lint.code}: ${lint.problem} ${lint.advice}`),
  );
  const unknown = step.unknown.map((value) => {
    const from = value.names.length === 0 ? 'an expression' : value.names.join(', ');
    const kept = value.keptAs === undefined ? 'the config goes without it' : `kept as ${value.keptAs}`;
    return placed(
      name,
      value,
      `unknown-value: ${value.parameter} comes from ${from}, which only a run knows; ${kept}.`,
    );
  });
  const missing = step.missing.map((path) => {
    const flags = flagsFor(path.split('.'));
    return `to fill in: ${path}${flags.length === 0 ? '' : ` (or ${flags.join(', ')})`}`;
  });
  return [...lints, ...unknown, ...corrections(step), ...missing, ...variablesLine(step)];
}

/**
 * Prints the config that means the same as the step of a Jenkinsfile or of a freestyle job, and what is odd about the step to stderr.
 * @returns 0, also when there is something to remark.
 * @throws PcError of kind `usage` when the file is unreadable, or holds several steps and none was chosen.
 */
export async function runImport(args: ImportArgs, io: CommandIo): Promise<number> {
  const name = args.file === '-' ? 'standard input' : args.file;
  const imported = importJenkinsfile(await readJenkinsfile(args.file, io), printable(name));
  const step = chosenStep(imported, args);
  const { out, format } = args;
  if (out === undefined) io.stdout.write(writeConfigText(step.written, format));
  else {
    const text = await configTextFor(step.written, { path: resolve(io.cwd, out), format });
    await writeOutput({ path: out, yes: args.yes, textFor: () => text }, io);
  }
  const lines = remarks(imported, step, name);
  if (lines.length > 0) printLines(io.stderr, lines);
  return exitCode.passed;
}
