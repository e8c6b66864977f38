import type { Command } from 'commander';
import { exitCode } from '../../errors.js';
import type { Finish } from '../process/io.js';
import { unknownCommand } from './usage-errors.js';

/**
 * Lets the program, and each command that has commands of its own, take `help`. The parser's own names only one command,
 * and ends with the code that the process has at that moment.
 */
export function addHelpCommands(parent: Command, finish: Finish): void {
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
