import { type Command, InvalidArgumentError } from 'commander';
import type { CommandIo, Finish } from '../process/io.js';
import { jsonOption, screenReaderOption } from './given-options.js';

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
