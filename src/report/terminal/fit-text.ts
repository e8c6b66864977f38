import { printable } from '../../text/printable.js';
import { headOf, widthOf } from '../../text/width.js';

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

/**
 * Text broken at spaces into lines of at most so many columns.
 * @param longWords A word that is longer is cut; kept whole where a cut one is of no use, as an address of the web.
 */
export function wrapped(
  text: string,
  columns: number,
  unicode: boolean,
  longWords: 'cut' | 'keep' = 'cut',
): string[] {
  const lines: string[] = [];
  for (const word of printable(text).split(' ')) {
    const last = lines.at(-1);
    const joined = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && widthOf(joined) <= columns) lines[lines.length - 1] = joined;
    else lines.push(longWords === 'keep' ? word : fitted(word, columns, unicode));
  }
  return lines;
}
