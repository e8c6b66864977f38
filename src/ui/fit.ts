import { cutMark, printable } from '../text/printable.js';
import { graphemesOf, headOf, widthOf } from '../text/width.js';
import { wrap } from '../text/wrap.js';

export { graphemesOf, widthOf };

/** The longest ending that fits into so many columns. */
function tailOf(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let tail = '';
  let used = 0;
  for (const character of graphemesOf(text).toReversed()) {
    used += widthOf(character);
    if (used > columns) break;
    tail = character + tail;
  }
  return tail;
}

/**
 * Makes foreign text printable and cuts it to so many columns, with an ellipsis where something is missing.
 * `middle` keeps both ends: for ids and addresses, which differ in their last characters.
 */
export function fit(text: string, columns: number, keep: 'start' | 'middle' = 'start'): string {
  const clean = printable(text);
  if (columns <= 0) return '';
  if (widthOf(clean) <= columns) return clean;
  if (keep === 'start') return `${headOf(clean, columns - 1)}${cutMark.unicode}`;
  const tail = tailOf(clean, Math.floor((columns - 1) / 2));
  return `${headOf(clean, columns - 1 - widthOf(tail))}${cutMark.unicode}${tail}`;
}

/** {@link fit}, then filled with spaces to exactly so many columns. */
export function pad(text: string, columns: number, align: 'left' | 'right' = 'left'): string {
  const fitted = fit(text, columns);
  const space = ' '.repeat(Math.max(0, columns - widthOf(fitted)));
  return align === 'left' ? fitted + space : space + fitted;
}

/** Foreign text in lines of so many columns, the first one with a mark and the others aligned to it. */
export function hanging(mark: string, text: string, columns: number): string {
  const indent = widthOf(mark);
  return mark + wrap(text, columns - indent).join(`\n${' '.repeat(indent)}`);
}
