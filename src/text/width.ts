import stringWidth from 'string-width';
import { isOneColumnEach, Segmenter } from './segmenter.js';

const graphemes = new Segmenter();

/** Terminal columns that a text takes. */
export function widthOf(text: string): number {
  return isOneColumnEach(text) ? text.length : stringWidth(text);
}

/** The characters that a person sees; an emoji of several code points is one. */
export function graphemesOf(text: string): readonly string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

/** The longest beginning that fits into so many columns. */
export function headOf(text: string, columns: number): string {
  let head = '';
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    used += widthOf(segment);
    if (used > columns) return head;
    head += segment;
  }
  return text;
}
