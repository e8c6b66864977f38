import stringWidth from 'string-width';
import { isOneColumnEach, Segmenter } from './segmenter.js';

const graphemes = new Segmenter();

/** Widths of texts that are not simple: each drawing of a screen measures most of them again. */
const measured = new Map<string, number>();
const mostMeasured = 2_000;
/** In UTF-16 units; a longer text is no line of a screen, and would be kept for nothing. */
const longestMeasured = 300;

/** Terminal columns that a text takes. */
export function widthOf(text: string): number {
  if (isOneColumnEach(text)) return text.length;
  const known = measured.get(text);
  if (known !== undefined) return known;
  const width = stringWidth(text);
  if (measured.size >= mostMeasured) measured.clear();
  if (text.length <= longestMeasured) measured.set(text, width);
  return width;
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
