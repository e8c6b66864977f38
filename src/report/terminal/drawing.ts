import { cutMark, printable, withCutMark } from '../../text/printable.js';
import { headOf, widthOf } from '../../text/width.js';
import { type LongWord, wrap } from '../../text/wrap.js';

/** How a block of text is drawn. */
export interface Drawing {
  /** Columns of the terminal. */
  readonly width: number;
  readonly unicode: boolean;
  readonly paint: Palette;
}

/** What every line of a block begins with. */
export const INDENT = '   ';

/** Below so many columns, what else stands side by side stands one below the other. */
export const NARROW = 60;

/** Text as lines that fit; a command has a line of its own and is never cut, as it is copied from there. */
export function fittedLines(text: string, width: number, unicode: boolean): string[] {
  return text
    .split(/\n|(?<=: )(?=qualys-pc )/)
    .flatMap((part) =>
      part.startsWith('qualys-pc ')
        ? [printable(part)]
        : wrap(withCutMark(part.trimEnd(), unicode), width, cutWord(unicode)),
    );
}

/** The same, indented. */
export function paragraph(text: string, { width, unicode }: Drawing): string[] {
  return fittedLines(text, width - INDENT.length, unicode).map((line) => INDENT + line);
}

/** The few styles of text reports; without colour they leave the text as it is. */
export interface Palette {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly unsure: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly bold: (text: string) => string;
}

const plain = (text: string) => text;
const sgr = (open: number, close: number) => (text: string) =>
  text === '' ? '' : `\u001b[${open}m${text}\u001b[${close}m`;

/** Green, red and yellow for passed, failed and warning; the terminal's own colours. */
export function paletteOf(color: boolean): Palette {
  if (!color) return { good: plain, bad: plain, unsure: plain, dim: plain, bold: plain };
  return { good: sgr(32, 39), bad: sgr(31, 39), unsure: sgr(33, 39), dim: sgr(2, 22), bold: sgr(1, 22) };
}

/** Text cut to so many terminal columns, with its mark where something is missing. */
export function fitted(text: string, columns: number, unicode: boolean): string {
  const safe = withCutMark(printable(text), unicode);
  if (columns <= 0) return '';
  if (widthOf(safe) <= columns) return safe;
  return headOf(safe, columns - 1) + (unicode ? cutMark.unicode : cutMark.ascii);
}

/** The same, padded on the right to exactly that width. */
export function column(text: string, columns: number, unicode: boolean): string {
  const cut = fitted(text, columns, unicode);
  return cut + ' '.repeat(Math.max(0, columns - widthOf(cut)));
}

/** A word that is longer than a line of its own, cut. */
export function cutWord(unicode: boolean): LongWord {
  return (word, columns) => [fitted(word, columns, unicode)];
}

/** Kept whole where a cut one is of no use, as an address of the web. */
export const keptWord: LongWord = (word) => [word];
