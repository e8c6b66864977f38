import stringWidth from 'string-width';
import { printable } from '../text/printable.js';
import { Segmenter } from '../text/segmenter.js';

/** Text cut to so many terminal columns, with an ellipsis where something is missing. */
export function fitted(text: string, columns: number, unicode: boolean): string {
  const safe = printable(text);
  if (stringWidth(safe) <= columns) return safe;
  const ellipsis = unicode ? '…' : '...';
  const room = columns - ellipsis.length;
  let taken = '';
  let width = 0;
  for (const { segment } of new Segmenter().segment(safe)) {
    width += stringWidth(segment);
    if (width > room) break;
    taken += segment;
  }
  return `${taken}${ellipsis}`.slice(0, Math.max(columns, 0) === 0 ? 0 : undefined);
}

/** The same, padded on the right to exactly that width. */
export function column(text: string, columns: number, unicode: boolean): string {
  const cut = fitted(text, columns, unicode);
  return cut + ' '.repeat(Math.max(0, columns - stringWidth(cut)));
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
    if (last !== undefined && stringWidth(joined) <= columns) lines[lines.length - 1] = joined;
    else lines.push(longWords === 'keep' ? word : fitted(word, columns, unicode));
  }
  return lines;
}
