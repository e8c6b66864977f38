import type { Command, CommanderError } from 'commander';
import { PcError } from '../../errors.js';
import { nearest } from '../../text/nearest.js';

/** The parser's own complaint in the words of every other error here. */
export function usageError(error: CommanderError, command: Command): PcError {
  if (error.code === 'commander.help') return missingCommand(command);
  const [said = '', ...hints] = error.message.replace(/^error: /, '').split('\n');
  const path = commandPath(command);
  const unknown = unknownOption(said, command);
  const what = unknown?.what ?? said;
  const hint = unknown?.hint ?? choiceHint(what) ?? hints.join(' ').replace(/^\((.*)\)$/, '$1 ');
  return new PcError(`${path}: ${what}${/[.?]$/.test(what) ? '' : '.'}`, {
    kind: 'usage',
    code: 'usage',
    next: `${hint}Run ${path} --help to see what it takes.`,
  });
}

/** The complaint about an option that does not exist, without a value that was written to it: that may be a secret. */
function unknownOption(
  said: string,
  command: Command,
): { readonly what: string; readonly hint?: string } | undefined {
  const flag = /^unknown option '(--[^=']*|-[^-'])/.exec(said)?.[1];
  if (flag === undefined) return undefined;
  const isKnown = command.options.some(({ long, short }) => flag === long || flag === short);
  if (isKnown) return { what: `option '${flag}' takes no value`, hint: '' };
  const what = `unknown option '${flag}'`;
  if (/passw|secret|token/i.test(flag))
    return {
      what,
      hint: 'A secret is never an argument, which other users and the log can see: set its variable, such as QUALYS_PASSWORD. ',
    };
  const hint = misplaced(flag, command) ?? otherCase(flag, command);
  return hint === undefined ? { what } : { what, hint };
}

/** The way out for a flag of a command that stands before its name. */
function misplaced(flag: string, { parent, commands, args }: Command): string | undefined {
  if (parent !== null) return undefined;
  const owner = commands.find((command) => args.includes(command.name()));
  const takesIt = owner?.options.some(({ long, short }) => flag === long || flag === short);
  return takesIt ? `Write it after the command: qualys-pc ${owner?.name()} ${flag}. ` : undefined;
}

/** The parser itself names near flags of more than one letter alone. */
function otherCase(flag: string, { options }: Command): string | undefined {
  const near = options.find(({ short }) => short?.toLowerCase() === flag.toLowerCase());
  return near === undefined ? undefined : `Did you mean ${near.short}? `;
}

/** The nearest of the choices that the parser lists, for a value that is none of them. */
function choiceHint(what: string): string | undefined {
  const named = /(?:argument|value) '([^']*)' is invalid.* (?:choices are|is not one of) (.+)\.$/.exec(what);
  const [, value = '', choices = ''] = named ?? [];
  const near = choices === '' ? undefined : nearest(value, choices.split(', '));
  return near === undefined ? undefined : `Did you mean ${near}? `;
}

function missingCommand(command: Command): PcError {
  const names = command.commands.map((child) => child.name()).filter((name) => name !== 'help');
  return new PcError(`${commandPath(command)} needs to know what to do: ${names.join(', ')}.`, {
    kind: 'usage',
    code: 'usage',
    next: `Run ${commandPath(command)} --help to see what each does.`,
  });
}

/** A command's name with those above it: `qualys-pc credentials set`. */
function commandPath(command: Command): string {
  return command.parent === null ? command.name() : `${commandPath(command.parent)} ${command.name()}`;
}

/** The complaint about a word in place of a command. */
export function unknownCommand(parent: Command, word: string): PcError {
  const near = nearest(
    word,
    parent.commands.map((command) => command.name()),
  );
  const hint = near === undefined ? '' : `Did you mean ${near}? `;
  return new PcError(`${commandPath(parent)} has no command ${word}.`, {
    kind: 'usage',
    code: 'usage',
    next: `${hint}Run ${commandPath(parent)} --help to see all commands.`,
  });
}
