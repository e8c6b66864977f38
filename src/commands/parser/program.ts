import { Command, CommanderError, Help } from 'commander';
import { exitCode, exitCodeTable, PcError } from '../../errors.js';
import type { CommandIo, Finish } from '../process/io.js';
import type { WizardArgs } from '../wizard/world.js';
import { addTerminalOptions, screenReaderOption, terminalOf } from './given-options.js';
import { collect, fileName } from './option-values.js';
import { addPipelineCommands, addReportCommands } from './pipeline-commands.js';
import { addScanCommands } from './scan-commands.js';
import { addDemoCommands, addSetupCommands } from './setup-commands.js';
import { unknownCommand, usageError } from './usage-errors.js';

type WizardOptions = Pick<WizardArgs, 'caFile' | 'config' | 'interactive' | 'screenReader'> & {
  readonly allowServer?: readonly string[];
};

/** The arguments of this program, ready to run once. */
export interface Program {
  readonly command: Command;
  /** The code of the command that ran; undefined when none did. */
  readonly exitCode: () => number | undefined;
  /** Leaves an error of `run` in the step summary of a CI, whatever it came from: its arguments, its config, its folders. */
  readonly summarize: (error: PcError) => Promise<void>;
}

/** Columns of the widest help. */
const HELP_WIDTH = 80;

function exitCodeHelp(): string {
  const margin = 7;
  const rows = exitCodeTable.map(({ code, meaning }) => {
    const lines = new Help().boxWrap(meaning, HELP_WIDTH - margin).split('\n');
    return `  ${String(code).padStart(3)}  ${lines.join(`\n${' '.repeat(margin)}`)}`;
  });
  return ['Exit codes:', ...rows].join('\n');
}

/** The program without a command. */
function addWizard(program: Command, io: CommandIo, finish: Finish): void {
  program
    .usage('[options]            opens the wizard\n       qualys-pc [command] [options]')
    .option('-c, --config <FILE>', 'Fill the wizard in from a config file', fileName)
    .option('--ca-file <FILE>', 'PEM file with your own certificate authority', fileName)
    .option('--allow-server <HOST>', 'Private server of the config that may receive the password', collect)
    .option('--interactive', 'Open the wizard even where CI is set')
    .addOption(screenReaderOption())
    .allowExcessArguments()
    .action(async ({ allowServer, ...options }: WizardOptions, command: Command) => {
      const [word] = command.args;
      if (word !== undefined) throw unknownCommand(program, word);
      const { runWizard } = await import('../wizard/wizard.js');
      finish(await runWizard({ ...options, allowServers: allowServer ?? [] }, io));
    });
}

/**
 * Lets the program, and each command that has commands of its own, take `help`. The parser's own names only one command,
 * and ends with the code that the process has at that moment.
 */
function addHelpCommands(parent: Command, finish: Finish): void {
  for (const child of parent.commands) if (child.commands.length > 0) addHelpCommands(child, finish);
  parent
    .command('help')
    .helpGroup('Commands:')
    .description('Show the help of a command')
    .argument('[command...]', 'The command; all commands without it')
    .addHelpText('after', '\nExample:\n  qualys-pc help run')
    .action((names: readonly string[]) => {
      named(parent, names).outputHelp();
      finish(exitCode.passed);
    });
}

/** @throws PcError of kind `usage` for a word that is no command. */
function named(parent: Command, [word, ...rest]: readonly string[]): Command {
  if (word === undefined) return parent;
  const child = parent.commands.find((command) => command.name() === word);
  if (child === undefined) throw unknownCommand(parent, word);
  return named(child, rest);
}

/** Commander throws for --help and --version too (exit code 0): those pass, all others are reworded as usage errors. */
function rewordParserErrors(command: Command): void {
  command.exitOverride((error) => {
    throw error.exitCode === exitCode.passed ? error : usageError(error, command);
  });
  for (const child of command.commands) rewordParserErrors(child);
}

/** Commands whose words come from those of all others. */
const speaksOfAll = ['help', 'completion'];

/**
 * Builds the command tree; a command's code is loaded when it runs.
 * @param args - What is to be parsed: a command that they do not name goes without its many flags, which would take as
 * long as all else of a help text. Without it the tree is whole.
 */
export function createProgram(process: CommandIo, args?: readonly string[]): Program {
  const isAsked = (name: string) =>
    args === undefined || args.includes(name) || speaksOfAll.some((word) => args.includes(word));
  let returned: number | undefined;
  // What the flags say of the terminal is known only when a command runs.
  const io = { ...process };
  const finish: Finish = (code) => {
    returned = code;
  };
  const program = new Command('qualys-pc')
    .description(
      'Qualys Policy Compliance scans for pipelines: a wizard to set one up, and a headless run that repeats it.',
    )
    .version(io.version, '-V, --version', 'Print the version')
    .helpOption('-h, --help', 'Show this help')
    .enablePositionalOptions()
    .configureHelp({ sortSubcommands: false, showGlobalOptions: false })
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: () => {},
      getOutHelpWidth: () => Math.min(io.stdout.columns ?? HELP_WIDTH, HELP_WIDTH),
      getOutHasColors: () => false,
    })
    .addHelpText(
      'after',
      () => `\n${exitCodeHelp()}\n\nExamples:\n  qualys-pc demo\n  qualys-pc --config qualys-pc.yaml`,
    );

  addScanCommands(program.commandsGroup('Scan:'), io, finish, isAsked);
  addDemoCommands(program.commandsGroup('Try it without an account:'), io, finish);
  addPipelineCommands(program.commandsGroup('Use it in pipelines:'), io, finish);
  addReportCommands(program, io, finish);
  addSetupCommands(program.commandsGroup('Set up:'), io, finish, isAsked);
  addWizard(program, io, finish);
  addHelpCommands(program, finish);
  addTerminalOptions(program);
  program.hook('preAction', (_program, command) => {
    Object.assign(io, terminalOf(command, process));
  });
  // Before its arguments are parsed: they may be what is wrong.
  let asked: string | undefined;
  program.hook('preSubcommand', (_program, command) => {
    asked = command.name();
  });
  rewordParserErrors(program);
  const summarize = async (error: PcError): Promise<void> => {
    if (asked !== 'run' || (io.env.GITHUB_STEP_SUMMARY ?? '') === '') return;
    const { summarize: write } = await import('../run/unstarted.js');
    await write(error, io);
  };
  return { command: program, exitCode: () => returned, summarize };
}

/**
 * Parses the arguments and runs the command they name.
 * @throws PcError of kind `usage` for arguments that make no sense; whatever the command throws.
 */
export async function runProgram(program: Program, args: readonly string[]): Promise<number> {
  try {
    await program.command.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    if (error instanceof PcError) await program.summarize(error);
    throw error;
  }
  const code = program.exitCode();
  if (code === undefined) throw new Error('The command ended without an exit code.');
  return code;
}
