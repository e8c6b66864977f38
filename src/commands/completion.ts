import type { Command } from 'commander';
import { exitCode } from '../errors.js';
import { bashCompletion } from './completion/bash.js';
import { fishCompletion } from './completion/fish.js';
import { outlineOf } from './completion/outline.js';
import { zshCompletion } from './completion/zsh.js';
import type { CommandIo } from './process/io.js';

const shells = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

export type Shell = keyof typeof shells;

/** Prints the completion script of a shell, made from the program's own definitions. */
export async function runCompletion(
  { shell, program }: { shell: Shell; program: Command },
  { stdout }: Pick<CommandIo, 'stdout'>,
): Promise<number> {
  stdout.write(shells[shell](outlineOf(program)));
  return exitCode.passed;
}
