import { PcError } from '../../errors.js';

/** Where something stands in a file, both counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A Jenkinsfile's text with the place of each offset. */
export interface Source {
  readonly name: string;
  readonly text: string;
  readonly placeAt: (offset: number) => Place;
}

/** Reads line starts once, so that each place is a binary search. */
export function sourceOf(text: string, name: string): Source {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  return {
    name,
    text,
    placeAt: (offset) => {
      let [low, high] = [0, starts.length - 1];
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
    },
  };
}

/** The error of a text that cannot be read as Groovy; it names line and column. */
export function unreadable(source: Source, offset: number, what: string, next: string): PcError {
  const { line, column } = source.placeAt(offset);
  return new PcError(`${source.name}:${line}:${column} ${what}`, {
    kind: 'usage',
    code: 'jenkinsfile-unreadable',
    next,
  });
}

/** A piece of a string: text, or the code of an interpolation. */
export type StringPart = { readonly text: string } | { readonly code: readonly Token[] };

interface At {
  readonly offset: number;
}

/** The tokens of Groovy that arguments of a step need. */
export type Token =
  | (At & { readonly kind: 'name'; readonly text: string })
  | (At & { readonly kind: 'number'; readonly text: string })
  | (At & { readonly kind: 'string'; readonly parts: readonly StringPart[] })
  /** One character of punctuation. */
  | (At & { readonly kind: 'mark'; readonly text: string })
  | (At & { readonly kind: 'line' })
  | (At & { readonly kind: 'end' });

/** True for this character of punctuation. */
export function isMark(token: Token | undefined, text: string): boolean {
  return token?.kind === 'mark' && token.text === text;
}

/** The text of a string without interpolation; undefined for anything else. */
export function plainString(token: Token | undefined): string | undefined {
  if (token?.kind !== 'string') return undefined;
  if (token.parts.some((part) => 'code' in part)) return undefined;
  return token.parts.map((part) => ('text' in part ? part.text : '')).join('');
}
