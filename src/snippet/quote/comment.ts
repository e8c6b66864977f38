import { printable } from '../../text/printable.js';

/**
 * Text that stays inside a one-line comment of every language we write. A backslash gets a space after it: Groovy
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
