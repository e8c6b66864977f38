import type { Key } from 'ink';
import { graphemesOf } from '../fit.js';

/** A key press by its one name, such as `up`, `ctrl-a`, `alt-b`, `space`, `/` or `x`; and the text it types, if any. */
export interface KeyPress {
  readonly name: string;
  /** Printable text, possibly several characters when they arrived together; empty for control keys. */
  readonly text: string;
}

interface Command {
  readonly keys: readonly string[];
  /** How the hint writes the keys; the first key otherwise. */
  readonly shown?: string;
  /** What the hint says, in the fewest words. */
  readonly hint: string;
}

/** The one table of keys: handlers ask it with {@link isCommand}, hints and the overlay are printed from it. */
export const commands = {
  'move-up': { keys: ['up', 'ctrl-p'], shown: '↑↓', hint: 'choose' },
  'move-down': { keys: ['down', 'ctrl-n'], shown: '↑↓', hint: 'choose' },
  'move-across': { keys: ['left', 'right'], shown: '←→', hint: 'choose' },
  'page-up': { keys: ['pageup'], shown: 'pgup', hint: 'page up' },
  'page-down': { keys: ['pagedown'], shown: 'pgdn', hint: 'page down' },
  first: { keys: ['home'], hint: 'first' },
  last: { keys: ['end'], hint: 'last' },
  choose: { keys: ['space'], hint: 'select' },
  check: { keys: ['space'], hint: 'check' },
  'check-all': { keys: ['a'], hint: 'all or none' },
  filter: { keys: ['/'], hint: 'filter' },
  'clear-filter': { keys: ['esc'], hint: 'clear filter' },
  accept: { keys: ['enter'], hint: 'go on' },
  details: { keys: ['enter'], hint: 'details' },
  edit: { keys: ['enter'], hint: 'edit' },
  'next-field': { keys: ['tab', 'down'], shown: 'tab', hint: 'next field' },
  'previous-field': { keys: ['shift-tab', 'up'], shown: 'shift-tab', hint: 'previous field' },
  back: { keys: ['esc'], hint: 'back' },
  retry: { keys: ['r'], hint: 'try again' },
  sort: { keys: ['s'], hint: 'sort' },
  log: { keys: ['l'], hint: 'log' },
  plan: { keys: ['p'], hint: 'whole plan' },
  notes: { keys: ['n'], hint: 'notes' },
  exclude: { keys: ['x'], hint: 'exclude' },
  open: { keys: ['o'], hint: 'link to Qualys' },
  copy: { keys: ['c'], hint: 'copy' },
  write: { keys: ['w'], hint: 'write to a file' },
  detach: { keys: ['d'], hint: 'detach' },
  quit: { keys: ['q'], hint: 'quit' },
  interrupt: { keys: ['ctrl-c'], hint: 'quit' },
  stop: { keys: ['ctrl-c'], hint: 'stop…' },
  help: { keys: ['?', 'ctrl-g'], hint: 'keys' },
  /** Where `?` is a letter like any other. */
  'help-in-field': { keys: ['ctrl-g'], hint: 'keys' },
  yes: { keys: ['y', 'enter'], shown: 'y', hint: 'yes' },
  no: { keys: ['n', 'esc'], shown: 'n', hint: 'no' },
  'close-dialog': { keys: ['esc', 'q', '?', 'ctrl-g'], shown: 'esc', hint: 'close' },
  'line-start': { keys: ['ctrl-a', 'home'], shown: 'ctrl-a', hint: 'to the beginning' },
  'line-end': { keys: ['ctrl-e', 'end'], shown: 'ctrl-e', hint: 'to the end' },
  'word-left': { keys: ['alt-b', 'ctrl-left', 'alt-left'], shown: 'alt-b', hint: 'a word left' },
  'word-right': { keys: ['alt-f', 'ctrl-right', 'alt-right'], shown: 'alt-f', hint: 'a word right' },
  'cut-to-start': { keys: ['ctrl-u'], hint: 'delete to the beginning' },
  'cut-to-end': { keys: ['ctrl-k'], hint: 'delete to the end' },
  'cut-word': { keys: ['ctrl-w', 'alt-backspace'], shown: 'ctrl-w', hint: 'delete a word' },
} as const satisfies Record<string, Command>;

export type CommandName = keyof typeof commands;

export function isCommand(press: KeyPress, command: CommandName): boolean {
  return (commands[command].keys as readonly string[]).includes(press.name);
}

/** One hint of the footer: a command of the table, or that command under a better word for this screen. */
export type Hint = CommandName | readonly [command: CommandName, says: string];

/** The two halves of a hint as they are printed. */
export interface HintText {
  readonly keys: string;
  readonly says: string;
}

export function hintText(hint: Hint, unicode: boolean): HintText {
  const [name, says] = typeof hint === 'string' ? [hint, undefined] : hint;
  const command: Command = commands[name];
  const keys = command.shown ?? command.keys[0] ?? '';
  const words = says ?? command.hint;
  return unicode
    ? { keys, says: words }
    : { keys: keys.replace('↑↓', 'up/down').replace('←→', 'left/right'), says: words.replace('…', '...') };
}

/** The name of a key as Ink reports it. Returns undefined for a terminal's own messages, which are no typing. */
export function keyPressOf(input: string, key: Key): KeyPress | undefined {
  const modifier = key.ctrl ? 'ctrl-' : key.meta && !key.escape ? 'alt-' : '';
  const special = specialName(key);
  if (special !== undefined) {
    const shift = key.shift && special === 'tab' ? 'shift-' : '';
    return { name: modifier + shift + special, text: '' };
  }
  if (input === '\n') return { name: 'enter', text: '' };
  if (input === '' || /^\[[\d;?<>=:]*[A-Za-z~]$/.test(input)) return undefined;
  if (modifier !== '') return { name: modifier + input, text: '' };
  return { name: input === ' ' ? 'space' : input, text: input };
}

/** Ink knows the key by a name, such as enter or an arrow, or as a letter with ctrl. */
export function isNamed(key: Key): boolean {
  return key.ctrl || specialName(key) !== undefined;
}

function specialName(key: Key): string | undefined {
  if (key.upArrow) return 'up';
  if (key.downArrow) return 'down';
  if (key.leftArrow) return 'left';
  if (key.rightArrow) return 'right';
  if (key.pageUp) return 'pageup';
  if (key.pageDown) return 'pagedown';
  if (key.home) return 'home';
  if (key.end) return 'end';
  if (key.return) return 'enter';
  if (key.tab) return 'tab';
  if (key.escape) return 'esc';
  // Ink calls the code that nearly every terminal sends for backspace "delete"; the real delete key says so too.
  if (key.backspace || key.delete) return 'backspace';
  return undefined;
}

/** More characters than this in one piece are not typed by hand; they stay together. */
const handTyped = 32;

const controlNames: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\u001b': 'esc',
  '\b': 'backspace',
  '\u007f': 'backspace',
};

/** Presses in a run of text that arrived at once, as it does over a slow line or from a script. */
export function typedText(run: string): readonly KeyPress[] {
  // Some lines send both for one enter.
  const keys = run.replaceAll('\r\n', '\r');
  const parts = keys.length > handTyped ? keys.split(/([\u0000-\u001f\u007f])/) : graphemesOf(keys);
  return parts.filter((part) => part !== '').map(pressOf);
}

function pressOf(part: string): KeyPress {
  const control = controlNames[part];
  if (control !== undefined) return { name: control, text: '' };
  const code = part.charCodeAt(0);
  if (code < 32) return { name: `ctrl-${String.fromCharCode(code + 96)}`, text: '' };
  return { name: part === ' ' ? 'space' : part, text: part };
}
