import { isMark, plainString, type StringPart, type Token } from './source.js';

/** A piece of a text that is known, or the name of an environment variable. */
export type TextPart = string | { readonly variable: string };

/** The value of an argument, as far as it is known without running the file. */
export type Value =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'boolean'; readonly boolean: boolean }
  | { readonly kind: 'null' }
  /** `parts` is there when the text is made of known pieces and environment variables alone. */
  | { readonly kind: 'unknown'; readonly names: readonly string[]; readonly parts?: readonly TextPart[] };

/** Names that a file declares itself, which are no environment variables. */
export type LocalNames = ReadonlySet<string>;

const declaring = new Set([
  'def',
  'String',
  'final',
  'int',
  'Integer',
  'boolean',
  'Boolean',
  'var',
  'Map',
  'List',
  'Object',
]);

/** Every name that is declared or assigned somewhere in the file. */
export function localNames(tokens: readonly Token[]): LocalNames {
  return new Set(
    tokens.flatMap((token, index) => {
      if (token.kind !== 'name') return [];
      const before = tokens[index - 1];
      const isDeclared = before?.kind === 'name' && declaring.has(before.text);
      return isDeclared ? [token.text] : [];
    }),
  );
}

/** Dotted names in code, for the report: `params.HOST`, `target.ip`. */
function namesIn(tokens: readonly Token[]): string[] {
  const names: string[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'string')
      names.push(...token.parts.flatMap((part) => ('code' in part ? namesIn(part.code) : [])));
    if (token.kind !== 'name' || isMark(tokens[index - 1], '.')) continue;
    const key = isMark(tokens[index + 1], '[') ? plainString(tokens[index + 2]) : undefined;
    let path = key === undefined ? token.text : `${token.text}.${key}`;
    for (let at = index + 1; isMark(tokens[at], '.'); at += 2) {
      const next = tokens[at + 1];
      if (next?.kind !== 'name') break;
      path += `.${next.text}`;
    }
    names.push(path);
  }
  return [...new Set(names)];
}

/** `env.X`, `params.X` (Jenkins sets parameters as variables too) or a bare `X` in capitals that the file does not declare. */
function variableIn(tokens: readonly Token[], locals: LocalNames): string | undefined {
  const [first, second, third, fourth] = tokens;
  if (first?.kind !== 'name') return undefined;
  if (first.text === 'env' || first.text === 'params') {
    if (tokens.length === 3 && isMark(second, '.') && third?.kind === 'name') return third.text;
    if (tokens.length === 4 && isMark(second, '[') && isMark(fourth, ']')) return plainString(third);
    return undefined;
  }
  return tokens.length === 1 && /^[A-Z][A-Z0-9_]*$/.test(first.text) && !locals.has(first.text)
    ? first.text
    : undefined;
}

function joined(parts: readonly TextPart[], names: readonly string[]): Value {
  if (parts.every((part) => typeof part === 'string')) return { kind: 'text', text: parts.join('') };
  return { kind: 'unknown', names, parts };
}

function stringValue(parts: readonly StringPart[], locals: LocalNames): Value {
  const names = parts.flatMap((part) => ('code' in part ? namesIn(part.code) : []));
  const known: TextPart[] = [];
  for (const part of parts) {
    if ('text' in part) {
      known.push(part.text);
      continue;
    }
    const inner = expressionValue(part.code, locals);
    if (inner.kind === 'text') known.push(inner.text);
    else if (inner.kind === 'number') known.push(String(inner.number));
    else if (inner.kind === 'unknown' && inner.parts !== undefined) known.push(...inner.parts);
    else return { kind: 'unknown', names };
  }
  return joined(known, names);
}

function single(token: Token, locals: LocalNames): Value | undefined {
  if (token.kind === 'string') return stringValue(token.parts, locals);
  if (token.kind === 'number') {
    const number = Number(token.text.replaceAll('_', '').replace(/[a-zA-Z]$/, ''));
    return Number.isFinite(number) ? { kind: 'number', number } : undefined;
  }
  if (token.kind !== 'name') return undefined;
  if (token.text === 'true' || token.text === 'false')
    return { kind: 'boolean', boolean: token.text === 'true' };
  return token.text === 'null' ? { kind: 'null' } : undefined;
}

/** The operands of a sum, or undefined when the tokens are no sum. */
function summands(tokens: readonly Token[]): Token[][] | undefined {
  const operands: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'mark' && /[([{]/.test(token.text)) depth++;
    if (token.kind === 'mark' && /[)\]}]/.test(token.text)) depth--;
    if (depth === 0 && isMark(token, '+')) operands.push([]);
    else operands.at(-1)?.push(token);
  }
  return operands.length > 1 && operands.every((operand) => operand.length > 0) ? operands : undefined;
}

function sumValue(operands: readonly Token[][], names: readonly string[], locals: LocalNames): Value {
  const parts: TextPart[] = [];
  for (const operand of operands) {
    const value = expressionValue(operand, locals);
    if (value.kind === 'text') parts.push(value.text);
    else if (value.kind === 'unknown' && value.parts !== undefined) parts.push(...value.parts);
    else return { kind: 'unknown', names };
  }
  return joined(parts, names);
}

/** True for `( … )` around the whole. */
function isParenthesized(tokens: readonly Token[]): boolean {
  if (!isMark(tokens[0], '(') || !isMark(tokens.at(-1), ')')) return false;
  let depth = 0;
  return tokens.every((token, index) => {
    if (isMark(token, '(')) depth++;
    if (isMark(token, ')')) depth--;
    return depth > 0 || index === tokens.length - 1;
  });
}

/** Drops a call that does not change the value: `'x'.trim()`. */
function withoutHarmlessCall(tokens: readonly Token[]): readonly Token[] | undefined {
  const [dot, call, open, close] = tokens.slice(-4);
  const isCall =
    tokens.length > 4 && isMark(dot, '.') && call?.kind === 'name' && isMark(open, '(') && isMark(close, ')');
  return isCall && /^(?:trim|toString)$/.test(call.text) ? tokens.slice(0, -4) : undefined;
}

/** Reads an expression; a value known only at run time becomes `unknown` with its names. */
export function expressionValue(expression: readonly Token[], locals: LocalNames): Value {
  const tokens = expression.filter(({ kind }) => kind !== 'line');
  const names = namesIn(tokens);
  const [first, second] = tokens;
  if (first !== undefined && tokens.length === 1) {
    const value = single(first, locals);
    if (value !== undefined) return value;
  }
  if (isMark(first, '-') && second !== undefined && tokens.length === 2) {
    const value = single(second, locals);
    if (value?.kind === 'number') return { kind: 'number', number: -value.number };
  }
  if (isParenthesized(tokens)) return expressionValue(tokens.slice(1, -1), locals);
  const variable = variableIn(tokens, locals);
  if (variable !== undefined) return { kind: 'unknown', names, parts: [{ variable }] };
  const operands = summands(tokens);
  if (operands !== undefined) return sumValue(operands, names, locals);
  const inner = withoutHarmlessCall(tokens);
  return inner === undefined ? { kind: 'unknown', names } : expressionValue(inner, locals);
}
