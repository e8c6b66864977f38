import { printable } from './printable.js';
import { graphemesOf, widthOf } from './width.js';

/** What becomes of a word that is longer than a line; the last part goes on with the next word. */
export type LongWord = (word: string, columns: number) => readonly string[];

/**
 * Breaks foreign text into lines of so many terminal columns, between words where it can.
 * @param longWord Breaks a longer word over several lines unless another way is given.
 */
export function wrap(text: string, columns: number, longWord: LongWord = broken): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of printable(text).split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (widthOf(joined) <= columns) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    const parts = widthOf(word) <= columns ? [word] : longWord(word, columns);
    lines.push(...parts.slice(0, -1));
    line = parts.at(-1) ?? '';
  }
  return [...lines, line];
}

/** Breaks a title of Qualys behind its `_`: its parts, the date among them, stay whole where they fit. */
export const atUnderscores: LongWord = (word, columns) => {
  const lines: string[] = [];
  for (const part of word.split(/(?<=_)/)) {
    const line = lines.at(-1);
    if (line !== undefined && widthOf(line + part) <= columns) lines[lines.length - 1] = line + part;
    else lines.push(...broken(part, columns));
  }
  return lines;
};

function broken(word: string, columns: number): readonly string[] {
  const parts: string[] = [];
  let part = '';
  let used = 0;
  for (const character of graphemesOf(word)) {
    const width = widthOf(character);
    if (part !== '' && used + width > columns) {
      parts.push(part);
      part = '';
      used = 0;
    }
    part += character;
    used += width;
  }
  return [...parts, part];
}
