const named: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
  "'": "\\'",
  '\\': '\\\\',
};

/** Characters that a reader of the text could not see, or that could turn it round. */
const escaped = /['\\\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/**
 * A Groovy string literal in single quotes, where nothing is interpolated. Ask `groovyCannotHold` first: Groovy's
 * lexer has no way to write some characters.
 */
export function groovyString(value: string): string {
  const body = value.replace(
    escaped,
    (character) => named[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `'${body}'`;
}

/** A class file holds a constant of at most this many bytes (Java virtual machine specification 4.4.7). */
const longestConstant = 65_535;

/** Why Groovy 2.4, the one of Jenkins, cannot hold this text as a literal; undefined when it can. */
export function groovyCannotHold(value: string): string | undefined {
  if (!value.isWellFormed()) return 'it holds half a character (a lone surrogate), which UTF-8 cannot carry';
  if (/[\u0000-\u0002\ufffe\uffff]/.test(value)) {
    return "it holds a character that Groovy's lexer does not read (U+0000 to U+0002, U+FFFE or U+FFFF)";
  }
  if (Buffer.byteLength(value) > longestConstant)
    return 'it is longer than the 65,535 bytes of a Groovy literal';
  return undefined;
}

/**
 * Lines as a literal of three single quotes, one line of text per line of code, at the given indentation. One or two
 * quotes in a row end nothing there and stay as people write them; the last line is the margin, so none stands before the end.
 */
export function groovyBlock(lines: readonly string[], indent: number): string {
  const margin = ' '.repeat(indent);
  const body = lines.map((line) => {
    const text = groovyString(line).slice(1, -1);
    return (
      margin +
      text.replace(/(?:\\')+/g, (quotes) => (quotes.length > 4 ? quotes : quotes.replaceAll('\\', '')))
    );
  });
  return ["'''", ...body, `${margin}'''`].join('\n');
}
