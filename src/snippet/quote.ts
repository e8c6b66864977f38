import { printable } from '../text/printable.js';

/**
 * Text that stays inside a one-line comment of every language of the snippets. A backslash gets a space after it: Groovy
 * reads `\u000a` as a line end even in a comment, and what follows would be code. YAML 1.1 ends a line at U+2028, and
 * Groovy's lexer takes U+FFFF for the end of the file.
 */
export function commentText(text: string): string {
  return printable(text)
    .replace(/[\u2028\u2029]/g, ' ')
    .replace(/[\ufeff\ufffe\uffff]/g, '\ufffd')
    .replaceAll('\\', '\\ ');
}

/** One comment line per text, each behind the language's prefix (`//` or `#`). */
export function commentLines(prefix: '//' | '#', texts: readonly string[]): string[] {
  return texts.map((text) => `${prefix} ${commentText(text)}`.trimEnd());
}

/** The comment above a job of a list of jobs in YAML, with its line ends; empty without texts. */
export function jobComments(texts: readonly string[]): string {
  return commentLines('#', texts)
    .map((line) => `  ${line}\n`)
    .join('');
}

const named: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
  "'": "\\'",
  '\\': '\\\\',
};

/** Quotes, control characters, invisible characters, and those that change the direction of text. */
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
 * quotes in a row do not end it and are not escaped; the last line is the margin, so no quote precedes the end.
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

/** Lines at an indentation. */
export function indented(lines: readonly string[], indent: number): string {
  const margin = ' '.repeat(indent);
  return lines.map((line) => (line === '' ? '' : margin + line)).join('\n');
}

/** One word of a POSIX shell, whatever it holds; plain where no quote is needed. */
export function shellWord(value: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}

/** A command line of such words. */
export function shellCommand(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}

/** Words that a YAML 1.1 or 1.2 reader takes for something other than text. */
const notText = /^(?:true|false|yes|no|on|off|null|y|n|~)$/i;

/** A YAML scalar that every reader takes for exactly this text; plain where that is safe. */
export function yamlString(value: string): string {
  if (/^[A-Za-z][A-Za-z0-9_/.-]*$/.test(value) && !notText.test(value)) return value;
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Lines of a literal block below a key, indented. */
export function yamlBlock(lines: readonly string[], indent: number): string {
  const margin = ' '.repeat(indent);
  return lines.map((line) => (line === '' ? '' : margin + line)).join('\n');
}
