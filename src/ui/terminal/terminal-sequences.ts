import { printable } from '../../text/printable.js';

/** What is written to a terminal besides frames: its title, the task bar's progress, a bell, a text for the clipboard. */
const esc = '\u001b';
const bell = '\u0007';
const stringEnd = `${esc}\\`;

/** Longest title a terminal is given; tabs show far less. */
const titleLimit = 120;

/** Longest text for the clipboard, in bytes of base64: what xterm and tmux take at once. */
const clipboardLimit = 74_994;

/** Keeps the title there is on the terminal's own stack, and brings it back. */
export const titleStack = { push: `${esc}[22;2t`, pop: `${esc}[23;2t` } as const;

/** Rings, or flashes, or marks the tab: as the person has set it. */
export const bellSequence = bell;

export function titleSequence(title: string): string {
  return `${esc}]2;${printable(title).slice(0, titleLimit).toWellFormed()}${bell}`;
}

/** What a task bar shows; `unknown` moves without an end in sight. */
export type TaskProgress =
  | { readonly kind: 'none' | 'unknown' | 'failed' }
  /** From 0 to 1. */
  | { readonly kind: 'known'; readonly part: number };

/** OSC 9;4, as ConEmu has it and others took it over. */
export function progressSequence(progress: TaskProgress): string {
  switch (progress.kind) {
    case 'none':
      return `${esc}]9;4;0;0${bell}`;
    case 'known':
      return `${esc}]9;4;1;${Math.round(Math.max(0, Math.min(1, progress.part)) * 100)}${bell}`;
    case 'failed':
      return `${esc}]9;4;2;100${bell}`;
    case 'unknown':
      return `${esc}]9;4;3;0${bell}`;
  }
}

/** What stands between the program and the terminal, from the environment. */
export type Multiplexer = 'none' | 'tmux' | 'screen';

/** What a terminal understands beyond the common ground, as its variables say. */
export interface TerminalFeatures {
  readonly multiplexer: Multiplexer;
  /** OSC 9;4; others would show it as a notification. */
  readonly taskProgress: boolean;
}

export function terminalFeatures(env: Readonly<Record<string, string | undefined>>): TerminalFeatures {
  const multiplexer = env.TMUX ? 'tmux' : env.STY ? 'screen' : 'none';
  const program = env.TERM_PROGRAM ?? '';
  const knows = env.WT_SESSION || env.ConEmuANSI === 'ON' || program === 'ghostty' || program === 'WezTerm';
  return { multiplexer, taskProgress: Boolean(knows) && multiplexer === 'none' };
}

/**
 * OSC 52: gives a text to the clipboard of the person's own computer, through ssh too.
 * @returns undefined when the text is longer than terminals take; show it to be copied by hand.
 */
export function copySequence(text: string, multiplexer: Multiplexer): string | undefined {
  const encoded = Buffer.from(text, 'utf8').toString('base64');
  if (encoded.length > clipboardLimit) return undefined;
  const plain = `${esc}]52;c;${encoded}${bell}`;
  switch (multiplexer) {
    case 'none':
      return plain;
    case 'tmux':
      // The first reaches tmux where set-clipboard is on, the second the terminal where passthrough is allowed.
      return `${plain}${esc}Ptmux;${plain.replaceAll(esc, esc + esc)}${stringEnd}`;
    case 'screen':
      return `${esc}P${plain}${stringEnd}`;
  }
}

/** OSC 8 around a text. Only web addresses become links, and nothing in them can end the sequence. */
export function linkSequence(text: string, url: string): string {
  if (!/^https?:\/\/[\x21-\x7e]+$/.test(url)) return text;
  return `${esc}]8;;${url}${bell}${text}${esc}]8;;${bell}`;
}
