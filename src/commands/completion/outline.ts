import type { Argument, Command, Option } from 'commander';

/** What may stand for a value: one of a few words, a file, or anything. */
export type ValueHint =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'file' }
  | { readonly kind: 'text' };

export interface OutlineOption {
  /** `--config` and, where there is one, `-c`. */
  readonly names: readonly string[];
  readonly description: string;
  /** Absent for a switch. */
  readonly value?: ValueHint;
}

/** One command as a shell sees it. */
export interface CommandOutline {
  /** Words after the program's name: `['credentials', 'set']`. */
  readonly path: readonly string[];
  readonly description: string;
  readonly children: readonly CommandOutline[];
  readonly options: readonly OutlineOption[];
  readonly value?: ValueHint;
}

const fileWords = /\b(file|dir|state)\b/i;

function hintOf(choices: readonly string[] | undefined, name: string): ValueHint {
  if (choices !== undefined && choices.length > 0) return { kind: 'words', words: choices };
  return fileWords.test(name) ? { kind: 'file' } : { kind: 'text' };
}

function optionOutline(option: Option): OutlineOption {
  const names = [option.short, option.long].filter((name) => name !== undefined);
  const takesValue = option.required || option.optional;
  return {
    names,
    description: option.description,
    ...(takesValue ? { value: hintOf(option.argChoices, option.flags) } : {}),
  };
}

function argumentHint(argument: Argument | undefined): { value?: ValueHint } {
  return argument === undefined ? {} : { value: hintOf(argument.argChoices, argument.name()) };
}

/** Reads the program's own definitions, so that completion cannot forget a flag. */
export function outlineOf(command: Command, path: readonly string[] = []): CommandOutline {
  const help = command.createHelp();
  return {
    path,
    description: command.description(),
    children: help
      .visibleCommands(command)
      .filter((child) => child.name() !== 'help')
      .map((child) => outlineOf(child, [...path, child.name()])),
    options: help.visibleOptions(command).map(optionOutline),
    ...argumentHint(command.registeredArguments[0]),
  };
}

/** The command and all below it, outermost first. */
export function flatten(outline: CommandOutline): CommandOutline[] {
  return [outline, ...outline.children.flatMap(flatten)];
}

/** How the scripts name a command's place: the empty text for the program, `/credentials/set` below it. */
export function placeOf({ path }: CommandOutline): string {
  return path.map((word) => `/${word}`).join('');
}
