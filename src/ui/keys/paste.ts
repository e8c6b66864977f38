/** What is written to a terminal to start, or to stop, the marking of pasted input. */
export const pasteMode = { on: '\u001b[?2004h', off: '\u001b[?2004l' } as const;

/** What stands before a paste that its colours give away, from a terminal that does not mark any. */
export const colouredPaste = '\u001b[200;1~';

/** Where a paste stands: undefined when none is under way, `opening` while half of its first marker is there. */
export type PasteState = { readonly text: string } | { readonly opening: string } | undefined;

export interface PasteStep {
  readonly state: PasteState;
  /** A paste that is complete now. */
  readonly pasted?: string;
  /** Input that was typed, not pasted. */
  readonly typed?: string;
}

const start = '[200~';
const end = '[201~';

/**
 * Takes one piece of input, as Ink hands it on: an escape sequence without its escape, or a run of text. A piece may
 * hold half a marker, because a terminal line delivers at most some 4,000 bytes at once.
 */
export function readPaste(state: PasteState, piece: string): PasteStep {
  if (state !== undefined && 'text' in state) return readOn(state.text, piece);
  const read = (state?.opening ?? '') + piece;
  if (read.length > 1 && read.length < start.length && start.startsWith(read))
    return { state: { opening: read } };
  if (!read.startsWith(start)) return { state: undefined, typed: read };
  return readOn('', read.slice(start.length));
}

function readOn(before: string, piece: string): PasteStep {
  const text = before + piece;
  // A marker inside one run of text was pasted itself; a real one begins at, or before, the start of a piece.
  const at = text.indexOf(end, Math.max(0, before.length - end.length + 1));
  if (at < 0 || at > before.length) return { state: { text } };
  const rest = text.slice(at + end.length);
  return {
    state: undefined,
    pasted: text.slice(0, at).replace(/\u001b$/, ''),
    ...(rest === '' ? {} : { typed: rest }),
  };
}

/** Fewest lines of a text that is taken for a paste without its marks: nobody types so many while one read waits. */
const fewestLines = 3;

/**
 * Whether a run of input without marks can only be a paste, from a terminal that does not know them: lines of text, one
 * under the other. Keys that a slow line delivers at once have empty lines among them, or other keys, or are fewer.
 */
export function isUnmarkedPaste(run: string): boolean {
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(run)) return false;
  const lines = run.replace(/(?:\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/);
  return lines.length >= fewestLines && lines.every((line) => line !== '');
}

/** A terminal's line brings an unmarked paste in pieces, which follow each other faster than a person types. */
const gapMs = 40;

/** An unmarked paste while its pieces come: what is cut within a line, or leaves one line over, would be typed. */
export class UnmarkedPaste {
  #text: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #onWhole: (text: string) => void;

  /** @param onWhole - is called with each paste once nothing more of it comes. */
  constructor(onWhole: (text: string) => void) {
    this.#onWhole = onWhole;
  }

  get isOpen(): boolean {
    return this.#text !== undefined;
  }

  add(piece: string): void {
    this.#text = (this.#text ?? '') + piece;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      // What has come while the program was busy is read before.
      const before = this.#text;
      setImmediate(() => {
        if (this.#text === before) this.end();
      });
    }, gapMs);
  }

  /** What follows is no part of it. */
  end(): void {
    const text = this.#text;
    this.stop();
    if (text !== undefined) this.#onWhole(text);
  }

  /** Forgets what has come. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#text = undefined;
  }
}

/** A paste for a field of one line: line ends at the end are dropped, others become spaces. */
export function oneLine(pasted: string): string {
  return pasted
    .replace(/[\r\n]+$/, '')
    .replace(/[\r\n\t]+/g, ' ')
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, '');
}

/** A paste for a list of values: line ends become `\n`, other control characters go. */
export function manyLines(pasted: string): string {
  return pasted
    .replace(/\r\n?/g, '\n')
    .replace(/\n+$/, '')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
}
