/** A piece of a string: text, or the code of an interpolation. */
export type StringPart = { readonly text: string } | { readonly code: readonly Token[] };

interface At {
  readonly offset: number;
}

/** The words of Groovy, as far as arguments of a step need them. */
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
