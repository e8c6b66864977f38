import { Argument, type Command } from 'commander';
import type { CommandIo } from './io.js';
import type { Finish } from './program.js';

/** Shells that completion scripts exist for. */
const shells = ['bash', 'zsh', 'fish'] as const;

/** Adds what a person needs once: completion and the like. */
export function addSetupCommands(program: Command, io: CommandIo, finish: Finish): void {
  program
    .command('completion')
    .description('print the completion script of a shell')
    .addArgument(new Argument('<shell>', 'the shell to complete in').choices(shells))
    .addHelpText('after', '\nExample:\n  source <(qualys-pc completion bash)')
    .action(async (shell: (typeof shells)[number]) => {
      const { runCompletion } = await import('./completion.js');
      finish(await runCompletion({ shell, program }, io));
    });
}
