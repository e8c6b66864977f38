import { type Command, Option } from 'commander';
import type { CommandIo } from '../process/io.js';

/** An option as it was given on the command line. */
export interface GivenOption {
  /** As commander names its value: `hostIp` for `--host-ip`. */
  readonly key: string;
  /** The words that give it again. */
  readonly words: readonly string[];
}

/** The options of the command line, defaults left out, in the order of the help. */
export function givenOptions(command: Command): readonly GivenOption[] {
  const values: Readonly<Record<string, unknown>> = command.opts();
  return command.options.flatMap((option) => {
    const key = option.attributeName();
    const name = option.long ?? option.flags;
    if (command.getOptionValueSource(key) !== 'cli') return [];
    const value = values[key];
    if (typeof value === 'boolean') return option.negate === !value ? [{ key, words: [name] }] : [];
    return option.negate ? [] : [{ key, words: [value].flat().flatMap((each) => wordsOf(name, each)) }];
  });
}

function wordsOf(name: string, value: unknown): string[] {
  const text = isShard(value) ? `${value.index}/${value.total}` : String(value);
  // A value that begins with a dash would be taken for the next option.
  return text.startsWith('-') && text !== '-' ? [`${name}=${text}`] : [name, text];
}

function isShard(value: unknown): value is { readonly index: number; readonly total: number } {
  return typeof value === 'object' && value !== null && 'index' in value && 'total' in value;
}

/** The one document of a command in place of lines for people. */
export function jsonOption(what: string): Option {
  return new Option('--json', `Print ${what} as JSON, and nothing else on stdout`);
}

/** Colours and questions; {@link terminalOf} applies them. */
export function terminalOptions(): Option[] {
  return [
    new Option('--color', 'Colours even where the output is no terminal'),
    new Option('--no-color', 'No colours'),
    new Option('--no-input', 'Ask nothing; what is missing is an error'),
  ];
}

/** Works before and after the name of a command that opens the wizard. */
export function screenReaderOption(): Option {
  return new Option('--screen-reader', 'One question at a time in plain lines');
}

/** Whether the arguments may ask for a command of this name. */
export type IsAsked = (name: string) => boolean;

/** Lets every command take {@link terminalOptions}; the help of the program shows them where a command's own does not. */
export function addTerminalOptions(command: Command): void {
  for (const option of terminalOptions()) {
    if (command.options.some(({ long }) => long === option.long)) continue;
    command.addOption(command.parent === null ? option : option.hideHelp());
  }
  for (const child of command.commands) addTerminalOptions(child);
}

/**
 * The process as {@link terminalOptions} want it, before or after the name of the command: the flags win over NO_COLOR,
 * FORCE_COLOR and CLICOLOR_FORCE.
 */
export function terminalOf(command: Command, io: CommandIo): CommandIo {
  const given = withParents(command).map((each) => each.opts<{ color?: boolean; input?: boolean }>());
  const color = given.find((options) => options.color !== undefined)?.color;
  const { NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, ...env } = io.env;
  return {
    ...io,
    env: color === undefined ? io.env : { ...env, ...(color ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }) },
    interactive: io.interactive && given.every(({ input }) => input !== false),
  };
}

function withParents(command: Command): Command[] {
  return command.parent === null ? [command] : [command, ...withParents(command.parent)];
}
