import { type Command, Option } from 'commander';
import type { CommandIo } from '../process/io.js';

/** Colours and questions; {@link terminalOf} applies them. */
export function terminalOptions(): Option[] {
  return [
    new Option('--color', 'Colours even where the output is no terminal'),
    new Option('--no-color', 'No colours'),
    new Option('--no-input', 'Ask nothing; what is missing is an error'),
  ];
}

/** The process as {@link terminalOptions} want it: the flags win over NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE. */
export function terminalOf(command: Command, io: CommandIo): CommandIo {
  const { color, input } = command.opts<{ color?: boolean; input?: boolean }>();
  const { NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, ...env } = io.env;
  return {
    ...io,
    env: color === undefined ? io.env : { ...env, ...(color ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }) },
    interactive: io.interactive && input !== false,
  };
}
