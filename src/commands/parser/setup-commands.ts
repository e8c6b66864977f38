import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { type SecretOwner, secretOwners } from '../../credentials/accounts.js';
import type { CommandIo, Finish } from '../process/io.js';
import type { SchemaName } from '../schema.js';
import { type IsAsked, jsonOption, screenReaderOption } from './given-options.js';
import { accountArgs, addHostOptions, addLoginOptions } from './scan-options.js';

/** Shells that completion scripts exist for. */
const shells = ['bash', 'zsh', 'fish'] as const;

function addCredentials(program: Command, io: CommandIo, finish: Finish, isAsked: IsAsked): void {
  const credentials = program
    .command('credentials')
    .description("Keep passwords in the operating system's keychain")
    .addHelpText('after', '\nExample:\n  qualys-pc credentials set --platform US2 --username acme2ab1');
  const set = credentials
    .command('set')
    .description('Keep a password; it is asked for, or read from standard input')
    .addOption(new Option('--for <WHOSE>', 'Whose password it is').choices(secretOwners).default('qualys'))
    .addOption(jsonOption('the name of the entry'))
    .addHelpText(
      'after',
      '\nExamples:\n  qualys-pc credentials set --platform US2 --username acme2ab1\n  qualys-pc credentials set --for host --job-name web --auth-platform unix',
    )
    .action(async ({ json, ...options }: { for: SecretOwner; json?: boolean }) => {
      const { runCredentialsSet } = await import('../credentials.js');
      finish(await runCredentialsSet({ ...accountArgs(set), owner: options.for, json }, io));
    });
  if (isAsked('credentials')) addHostOptions(addLoginOptions(set));
  credentials
    .command('list')
    .description('Name the entries, without their passwords')
    .addOption(jsonOption('their names'))
    .addHelpText('after', '\nExample:\n  qualys-pc credentials list')
    .action(async (options: { json?: boolean }) => {
      const { runCredentialsList } = await import('../credentials.js');
      finish(await runCredentialsList(options, io));
    });
  credentials
    .command('remove')
    .description('Remove an entry')
    .argument('<account>', 'The name that list shows')
    .addOption(jsonOption('the name of the entry'))
    .addHelpText('after', '\nExample:\n  qualys-pc credentials remove qualysapi.qg2.apps.qualys.com/acme2ab1')
    .action(async (account: string, options: { json?: boolean }) => {
      const { runCredentialsRemove } = await import('../credentials.js');
      finish(await runCredentialsRemove({ account, ...options }, io));
    });
}

function addSchema(program: Command, io: CommandIo, finish: Finish): void {
  const others = ['result', 'controls', 'events'] as const;
  const schema = program
    .command('schema')
    .description('Print the JSON Schema of the config file, for your editor')
    .addHelpText('after', '\nExample:\n  qualys-pc schema > qualys-pc.schema.json');
  for (const name of others) {
    const rest = others.filter((other) => other !== name);
    const description = {
      result: 'of result.json',
      controls: 'of a line of controls.jsonl',
      events: 'of an event',
    };
    schema.addOption(new Option(`--${name}`, description[name]).conflicts(rest));
  }
  schema.action(async (options: Partial<Record<(typeof others)[number], boolean>>) => {
    const of: SchemaName = others.find((name) => options[name] === true) ?? 'config';
    const { runSchema } = await import('../schema.js');
    finish(await runSchema({ of }, io));
  });
}

function addCompletion(program: Command, io: CommandIo, finish: Finish): void {
  program
    .command('completion')
    .description('Print the completion script of a shell')
    .addArgument(new Argument('<shell>', 'The shell to complete in').choices(shells))
    .addHelpText('after', '\nExample:\n  source <(qualys-pc completion bash)')
    .action(async (shell: (typeof shells)[number]) => {
      const { runCompletion } = await import('../completion.js');
      finish(await runCompletion({ shell, program }, io));
    });
}

/** Adds what a person needs once. */
export function addSetupCommands(program: Command, io: CommandIo, finish: Finish, isAsked: IsAsked): void {
  addCredentials(program, io, finish, isAsked);
  addSchema(program, io, finish);
  addCompletion(program, io, finish);
}

/** A number from the command line within its bounds, whole where these are. */
function numberBetween(least: number, most: number) {
  const pattern = Number.isInteger(least) ? /^\d+$/ : /^\d*\.?\d+$/;
  return (text: string): number => {
    const value = Number(text);
    if (!pattern.test(text.trim()) || value < least || value > most)
      throw new InvalidArgumentError(`It is a number from ${least} to ${most}.`);
    return value;
  };
}

interface DemoOptions {
  readonly scenario?: string;
  readonly json?: boolean;
  readonly screenReader?: boolean;
}

/** Adds what needs no Qualys account. */
export function addDemoCommands(program: Command, io: CommandIo, finish: Finish): void {
  program
    .command('demo')
    .description('The whole program on the embedded simulator: the wizard, or one headless scan')
    .option('--scenario <NAME>', 'What happens; qualys-pc simulator --list names them')
    .addHelpText('after', '\nExample:\n  qualys-pc demo --scenario fail')
    .option('--json', 'Run without the wizard, and print the result document')
    .addOption(screenReaderOption())
    .action(async ({ scenario, json, screenReader }: DemoOptions) => {
      const { runDemo } = await import('../demo.js');
      const reads = screenReader ?? program.opts<DemoOptions>().screenReader;
      finish(await runDemo({ scenario, json, screenReader: reads }, io));
    });
  program
    .command('simulator')
    .description('Run the embedded Qualys simulator alone')
    .option(
      '--port <NUMBER>',
      'Port on the loopback interface; 0 takes a free one',
      numberBetween(0, 65_535),
      0,
    )
    .option('--scenario <NAME>', 'What happens; --list names them')
    .option('--list', 'Print the scenarios and end')
    .addOption(jsonOption('how to reach it, or the scenarios of --list,'))
    .option('--tls', 'Serve HTTPS with a throw-away authority')
    .option('--speed <FACTOR>', 'How many times faster time runs', numberBetween(0.01, 1000), 1)
    .addHelpText('after', '\nExample:\n  qualys-pc simulator --scenario rate-limit --port 8443 --tls')
    .action(async (options) => {
      const { runSimulator } = await import('../simulator.js');
      finish(
        await runSimulator({ scenario: undefined, list: false, tls: false, json: false, ...options }, io),
      );
    });
}
