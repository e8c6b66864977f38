/** Characters that a terminal obeys or hides beyond ASCII's own: DEL, C1 and what turns the direction of writing. */
const OBEYED = '\\u007f-\\u009f\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069';
const unprintable = new RegExp(`[\\u0000-\\u001f${OBEYED}]`, 'g');
const obeyed = new RegExp(`[${OBEYED}]`, 'g');

/**
 * Makes text from Qualys or a file safe to print in a terminal: control characters (C0, C1, DEL), bidirectional
 * overrides and lone surrogates become visible replacements; a tab or line end becomes a space.
 */
export function printable(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\t\r\n\u2028\u2029]+/g, ' ')
    .replace(unprintable, '\ufffd');
}

/** Text in double quotes of JSON or YAML, with escapes for what a terminal obeys and both formats take as it is. */
export function withEscapes(text: string): string {
  return text.replace(obeyed, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A text with exactly one full stop at its end, so that another sentence can follow. */
export function sentence(text: string): string {
  return `${text.trimEnd().replace(/\.+$/, '')}.`;
}

/** A copy of the text. V8 makes a slice a view on its source, which stays in memory as long as the slice does. */
export function ownText(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

/**
 * What a text ends in where it is cut, one column wide either way. In ASCII no full stop: that would look like the end
 * of the sentence.
 */
export const cutMark = { unicode: '…', ascii: '~' } as const;

/**
 * A text for a terminal, in which what was cut before, as a value in a result, ends in that terminal's own mark.
 * @param unicode - false where the locale is not UTF-8.
 */
export function withCutMark(text: string, unicode: boolean): string {
  return unicode ? text : text.replaceAll(cutMark.unicode, cutMark.ascii);
}

/** A text of at most so many UTF-16 units, its end marked where it is cut. */
export function cutText(text: string, most: number): string {
  return text.length <= most
    ? text
    : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}${cutMark.unicode}`;
}
