import { counted, firstOf } from '../../../text/counted.js';
import type { LineTerminal } from './line-terminal.js';

/** The person goes back to the question before. */
export const back = Symbol('back');
/** Enter alone: the answer stays as it is. */
export const kept = Symbol('kept');

/** One entry that can be picked by its number. */
export interface LineChoice<Value> {
  readonly value: Value;
  readonly label: string;
  readonly detail?: string | undefined;
  /** Why it cannot be picked. */
  readonly disabledReason?: string | undefined;
}

/** Entries that are read out at once; the others are found by their name. */
const mostAtOnce = 20;

const help = [
  'One question at a time: answer it with a number or with text, then press enter.',
  'enter alone keeps the answer that is named as now. b goes back to the question before.',
  'A text that means a letter or a sign of these is written in double quotes, such as "b".',
  'Of a long list, type a part of a name to hear the entries that have it.',
  'ctrl-c leaves; the answers are kept, passwords are not.',
] as const;

/** What a typed line asks for besides an answer; undefined when it is one. */
export function commandOf(line: string): 'back' | 'help' | undefined {
  if (line.toLowerCase() === 'b') return 'back';
  return line === '?' ? 'help' : undefined;
}

/** Says how questions are answered. */
export function sayHelp({ say }: LineTerminal): void {
  say(...help);
}

export interface TextQuestion {
  readonly label: string;
  /** The answer so far; empty for none. */
  readonly now: string;
  /** An example, or what there is to know. */
  readonly hint?: string | undefined;
  /** It may be empty. */
  readonly isOptional?: boolean | undefined;
  /** A pasted list keeps its parts. */
  readonly isList?: boolean | undefined;
}

/** Asks for a text. */
export async function askText(
  terminal: LineTerminal,
  { label, now, hint, isOptional = false, isList = false }: TextQuestion,
): Promise<string | typeof back | typeof kept> {
  const how =
    now !== ''
      ? `now ${now}. Type another, enter keeps it${isOptional ? ', a hyphen empties it' : ''}`
      : isOptional
        ? 'none. Type one, or enter for none'
        : 'none yet. Type it';
  for (;;) {
    terminal.say(`${label}: ${how}, or b for back:`, ...(hint === undefined ? [] : [hint]));
    const line = await terminal.ask({ isList });
    const command = commandOf(line);
    if (command === 'back') return back;
    if (command === 'help') sayHelp(terminal);
    else if (line === '') return kept;
    else if (line === '-' && isOptional) return '';
    else return /^"(?:b|\?|-)"$/i.test(line) ? line.slice(1, -1) : line;
  }
}

export interface ChoiceQuestion<Value> {
  readonly label: string;
  readonly choices: readonly LineChoice<Value>[];
  /** The answer so far in words, which enter keeps. */
  readonly now?: string | undefined;
  /** There is no question before. */
  readonly hasNoBack?: boolean;
}

/** Asks for one entry of a list: by its number, its whole name, or a part of it that shortens the list first. */
export async function askChoice<Value>(
  terminal: LineTerminal,
  { label, choices, now, hasNoBack = false }: ChoiceQuestion<Value>,
): Promise<Value | typeof back | typeof kept> {
  const ways = [
    choices.length > 9 ? 'A number, text to filter' : 'A number',
    ...(now === undefined ? [] : ['enter to keep it']),
    hasNoBack ? '? for help' : 'b for back',
  ];
  const way = `${ways.slice(0, -1).join(', ')}, or ${ways.at(-1)}`;
  const state = now === undefined ? '' : `, now ${now}`;
  terminal.say(`${label}. ${counted(choices.length, 'choice')}${state}. ${way}:`);
  let shown = choices;
  sayChoices(terminal, shown);
  for (;;) {
    const line = await terminal.ask();
    const command = commandOf(line);
    if (command === 'back' && !hasNoBack) return back;
    if (command === 'help') sayHelp(terminal);
    else if (line === '') {
      if (now !== undefined) return kept;
      terminal.say('Nothing is chosen yet: type a number.');
    } else {
      const picked = pick(line, shown, choices);
      if (typeof picked !== 'string' && !Array.isArray(picked)) return picked.value;
      if (typeof picked === 'string') terminal.say(picked);
      else {
        shown = picked;
        terminal.say(`${counted(shown.length, 'choice')} with ${line}:`);
        sayChoices(terminal, shown);
      }
    }
  }
}

/** The entry that a line means, the entries that it leaves, or why it means none. */
function pick<Value>(
  line: string,
  shown: readonly LineChoice<Value>[],
  all: readonly LineChoice<Value>[],
): { readonly value: Value } | LineChoice<Value>[] | string {
  const wanted = line.toLowerCase();
  const named = /^\d{1,6}$/.test(line) ? shown[Number(line) - 1] : undefined;
  const exact = named ?? all.find(({ label }) => label.toLowerCase() === wanted);
  if (exact !== undefined)
    return exact.disabledReason === undefined
      ? { value: exact.value }
      : `${exact.label} cannot be chosen: ${exact.disabledReason}.`;
  const words = wanted.split(/\s+/);
  const left = all.filter(({ label, detail = '' }) => {
    const text = `${label} ${detail}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return left.length === 0 ? `Nothing matches ${line}.` : left;
}

/** Reads the entries out, each behind its number. */
export function sayChoices<Value>({ say }: LineTerminal, choices: readonly LineChoice<Value>[]): void {
  const { shown, hidden } = firstOf(choices, mostAtOnce);
  say(...shown.map((choice, index) => `${index + 1} ${choiceWords(choice)}`));
  if (hidden > 0) say(`and ${hidden} more: type a part of a name.`);
}

function choiceWords<Value>({ label, detail, disabledReason }: LineChoice<Value>): string {
  const beside = disabledReason === undefined ? detail : `cannot be chosen: ${disabledReason}`;
  return beside === undefined || beside === '' ? label : `${label}, ${beside}`;
}

/** Asks yes or no. */
export async function askYesNo(
  terminal: LineTerminal,
  { label, now }: { readonly label: string; readonly now: boolean },
): Promise<boolean | typeof back> {
  const answer = await askChoice(terminal, {
    label,
    choices: [
      { value: true, label: 'yes' },
      { value: false, label: 'no' },
    ],
    now: now ? 'yes' : 'no',
  });
  return answer === kept ? now : answer;
}
