import { printable } from '../../text/printable.js';
import { headOf, widthOf } from '../../text/width.js';
import type { LongWord } from '../../text/wrap.js';

/** Text cut to so many terminal columns, with an ellipsis where something is missing. */
export function fitted(text: string, columns: number, unicode: boolean): string {
  const safe = printable(text);
  if (columns <= 0) return '';
  if (widthOf(safe) <= columns) return safe;
  const ellipsis = unicode ? '…' : '...';
  return `${headOf(safe, columns - ellipsis.length)}${ellipsis}`;
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
