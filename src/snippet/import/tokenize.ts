import { readString, stringStyleAt } from './read-string.js';
import { type Source, type Token, unreadable } from './source.js';

const space = /[ \t\f\u00a0\ufeff]+|\\\r?\n/y;
const lineEnd = /\r\n|\n|\r/y;
const lineComment = /\/\/[^\r\n]*/y;
const name = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const number = /\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][-+]?\d+)?[a-zA-Z]?/y;

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Words after which a value stands. */
const valueFollows = new Set(['return', 'in', 'case', 'assert', 'throw', 'else']);

/** True where `/` begins a string and does not divide. */
function valueMayStand(before: Token | undefined, text: string, offset: number): boolean {
  switch (before?.kind) {
    case undefined:
    case 'line':
      return true;
    case 'number':
    case 'string':
    case 'end':
      return false;
    case 'mark':
      return !/[)\]}]/.test(before.text);
    case 'name':
      // `sh /ls/` hands over a string, `a / b` and `a/b` divide.
      return (
        valueFollows.has(before.text) ||
        (/\s/.test(text[offset - 1] ?? '') && /\S/.test(text[offset + 1] ?? ''))
      );
  }
}

/** Nesting limit: readers of the tokens recurse, and no real Jenkinsfile nests this deep. */
const deepest = 200;

function tooDeep(source: Source, offset: number): Error {
  return unreadable(source, offset, `nests more than ${deepest} levels deep.`, 'Name a Jenkinsfile.');
}

interface Reading {
  readonly tokens: Token[];
  readonly end: number;
}

interface OpenBracket {
  readonly text: string;
  readonly offset: number;
}

function checkBracket(source: Source, open: OpenBracket[], text: string, offset: number): void {
  if (text in closing) {
    open.push({ text, offset });
    if (open.length > deepest) throw tooDeep(source, offset);
    return;
  }
  if (!/[)\]}]/.test(text)) return;
  const opened = open.pop();
  if (opened !== undefined && closing[opened.text] === text) return;
  throw unreadable(
    source,
    offset,
    opened === undefined
      ? `closes a "${text}" that was never opened.`
      : `closes with "${text}" what line ${source.placeAt(opened.offset).line}, column ${source.placeAt(opened.offset).column} opened with "${opened.text}".`,
    'Correct the brackets.',
  );
}

function matchAt(pattern: RegExp, text: string, offset: number): string | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0];
}

function commentEnd(source: Source, offset: number): number {
  const end = source.text.indexOf('*/', offset + 2);
  if (end === -1)
    throw unreadable(source, offset, 'opens a comment that is not closed.', 'Close it with "*/".');
  return end + 2;
}

/** Reads to the end of the text, or, inside an interpolation (`depth` above 0), to the `}` that closes it. */
function read(source: Source, start: number, depth: number): Reading {
  const isInterpolation = depth > 0;
  if (depth > deepest) throw tooDeep(source, start);
  const { text } = source;
  const tokens: Token[] = [];
  const open: OpenBracket[] = [];
  let offset = start;
  while (offset < text.length) {
    const before = tokens.at(-1);
    const skipped = matchAt(space, text, offset) ?? matchAt(lineComment, text, offset);
    if (skipped !== undefined) {
      offset += skipped.length;
      continue;
    }
    if (text.startsWith('/*', offset)) {
      offset = commentEnd(source, offset);
      continue;
    }
    const ended = matchAt(lineEnd, text, offset);
    if (ended !== undefined) {
      tokens.push({ kind: 'line', offset });
      offset += ended.length;
      continue;
    }
    const style = stringStyleAt(text, offset, valueMayStand(before, text, offset));
    if (style !== undefined) {
      const { parts, end } = readString(source, offset, style, (at) => read(source, at, depth + 1));
      tokens.push({ kind: 'string', parts, offset });
      offset = end;
      continue;
    }
    const word = matchAt(name, text, offset);
    const digits = word === undefined ? matchAt(number, text, offset) : undefined;
    if (word !== undefined) tokens.push({ kind: 'name', text: word, offset });
    else if (digits !== undefined) tokens.push({ kind: 'number', text: digits, offset });
    else {
      const mark = text[offset] ?? '';
      if (isInterpolation && mark === '}' && open.length === 0) return { tokens, end: offset + 1 };
      checkBracket(source, open, mark, offset);
      tokens.push({ kind: 'mark', text: mark, offset });
    }
    offset += word?.length ?? digits?.length ?? 1;
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) {
    throw unreadable(
      source,
      unclosed.offset,
      `opens a "${unclosed.text}" that is not closed.`,
      'Correct the brackets.',
    );
  }
  if (isInterpolation)
    throw unreadable(source, start - 2, 'opens "${" and does not close it.', 'Close it with "}".');
  return { tokens: [...tokens, { kind: 'end', offset }], end: offset };
}

/**
 * Splits a Jenkinsfile into tokens without executing anything.
 * @throws PcError that names line and column: a string, comment or bracket that is not closed, an unknown escape.
 */
export function tokenize(source: Source): Token[] {
  const shebang = /^#![^\r\n]*/.exec(source.text)?.[0].length ?? 0;
  return read(source, shebang, 0).tokens;
}
