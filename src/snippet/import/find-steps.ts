import { stepParameters } from '../jenkins-plugin/step-parameters.js';
import { isMark, plainString, type Source, type Token, unreadable } from './source.js';

/** A named argument with the tokens of its value. */
export interface NamedArgument {
  readonly name: string;
  readonly offset: number;
  readonly expression: readonly Token[];
}

/** The arguments of one step. */
export interface StepCall {
  readonly named: readonly NamedArgument[];
  /** Arguments without a name: a map variable, a spread. */
  readonly unnamed: readonly (readonly Token[])[];
  /** Names in the lines after a call without parentheses that would be arguments if the line before ended in a comma. */
  readonly lost: readonly Pick<NamedArgument, 'name' | 'offset'>[];
}

const opens = (token: Token): boolean => token.kind === 'mark' && /[([{]/.test(token.text);
const closes = (token: Token): boolean => token.kind === 'mark' && /[)\]}]/.test(token.text);

/** Index of the bracket that closes the one at `start`; the tokenizer has checked that there is one. */
function closingIndex(tokens: readonly Token[], start: number): number {
  let depth = 0;
  for (let index = start; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined) break;
    if (opens(token)) depth++;
    if (closes(token) && --depth === 0) return index;
  }
  return tokens.length - 1;
}

/** Index after the last token of a call without parentheses: it ends with its line, unless a comma or operator leads on. */
function bareEnd(tokens: readonly Token[], start: number): number {
  let depth = 0;
  let before: Token | undefined;
  for (let index = start; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined || token.kind === 'end') return index;
    if (opens(token)) depth++;
    if (closes(token) && --depth < 0) return index;
    if (depth === 0 && isMark(token, ';')) return index;
    if (depth > 0 || token.kind !== 'line') {
      before = token;
      continue;
    }
    const leadsOn = before?.kind === 'mark' && /[,:+?]/.test(before.text);
    if (!leadsOn) return index;
  }
  return tokens.length;
}

/** Cuts at commas that stand in no bracket. */
function cutAtCommas(tokens: readonly Token[]): Token[][] {
  const pieces: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (opens(token)) depth++;
    if (closes(token)) depth--;
    if (depth === 0 && isMark(token, ',')) pieces.push([]);
    else if (token.kind !== 'line' || depth > 0) pieces.at(-1)?.push(token);
  }
  return pieces;
}

function keyOf(token: Token | undefined): string | undefined {
  return token?.kind === 'name' ? token.text : plainString(token);
}

/** A second `key:` inside one piece means that the comma before it is missing. */
function checkComma(source: Source, piece: readonly Token[]): void {
  let depth = 0;
  let questions = 0;
  for (const [index, token] of piece.entries()) {
    if (opens(token)) depth++;
    if (closes(token)) depth--;
    if (depth > 0) continue;
    if (isMark(token, '?')) questions++;
    if (!isMark(token, ':') || index < 2 || questions-- > 0) continue;
    const key = piece[index - 1];
    const name = keyOf(key);
    if (key === undefined || name === undefined) continue;
    throw unreadable(
      source,
      key.offset,
      `begins the argument "${name}" and no comma stands before it.`,
      'Add the comma.',
    );
  }
}

function namedArgument(source: Source, piece: readonly Token[]): NamedArgument | undefined {
  const [key, colon, ...expression] = piece;
  const name = keyOf(key);
  if (key === undefined || name === undefined || !isMark(colon, ':')) return undefined;
  checkComma(source, piece);
  if (expression.length === 0) {
    throw unreadable(
      source,
      key.offset,
      `names the argument "${name}" without a value.`,
      'Give it one, or take it out.',
    );
  }
  return { name, offset: key.offset, expression };
}

function readPieces(
  source: Source,
  tokens: readonly Token[],
  end: Token | undefined,
): Omit<StepCall, 'lost'> {
  const pieces = cutAtCommas(tokens);
  const named: NamedArgument[] = [];
  const unnamed: Token[][] = [];
  for (const [index, piece] of pieces.entries()) {
    if (piece.length === 0) {
      const isTrailing = index === pieces.length - 1;
      if (isTrailing) continue;
      const next = pieces[index + 1]?.[0] ?? end;
      throw unreadable(
        source,
        next?.offset ?? 0,
        'follows a comma that has no argument before it.',
        'Take the comma out.',
      );
    }
    const argument = namedArgument(source, piece);
    if (argument === undefined) unnamed.push(piece);
    else named.push(argument);
  }
  return { named, unnamed };
}

/** Groovy reads such a line as a label with an unused value. */
function lostAfter(tokens: readonly Token[], end: number): StepCall['lost'] {
  const lost: Pick<NamedArgument, 'name' | 'offset'>[] = [];
  for (let at = end; tokens[at]?.kind === 'line'; ) {
    while (tokens[at]?.kind === 'line') at++;
    const token = tokens[at];
    if (token?.kind !== 'name' || !Object.hasOwn(stepParameters, token.text) || !isMark(tokens[at + 1], ':'))
      break;
    lost.push({ name: token.text, offset: token.offset });
    at = bareEnd(tokens, at);
  }
  return lost;
}

/**
 * Reads the arguments after a step's name: `(a: 1)`, `([a: 1])`, `[a: 1]`, or `a: 1` to the end of the line.
 * @throws PcError that names line and column.
 */
function readArguments(source: Source, tokens: readonly Token[], start: number): StepCall {
  const first = tokens[start];
  const isBracket = isMark(first, '(') || isMark(first, '[');
  const end = isBracket ? closingIndex(tokens, start) : bareEnd(tokens, start);
  const inner = tokens.slice(isBracket ? start + 1 : start, end);
  const filled = inner.filter(({ kind }) => kind !== 'line');
  const isMapInside =
    isMark(first, '(') &&
    isMark(filled[0], '[') &&
    filled[0] !== undefined &&
    closingIndex(filled, 0) === filled.length - 1;
  const call = readPieces(source, isMapInside ? filled.slice(1, -1) : inner, tokens[end]);
  return { ...call, lost: isBracket ? [] : lostAfter(tokens, end) };
}

/** A step with its arguments. */
export interface FoundStep {
  readonly call: StepCall;
  readonly offset: number;
  /** By its name; `step([$class: 'PCScanNotifier', …])`; or as elements of a job's config.xml. */
  readonly form: 'name' | 'class' | 'xml';
}

const stepName = 'qualysPolicyComplianceScanner';
const className = /(?:^|\.)PCScanNotifier$/;

/** A call has its arguments in its own line; a mention such as `foo.qualysPolicyComplianceScanner = 1` is none. */
function isCall(tokens: readonly Token[], index: number): boolean {
  if (
    tokens[index - 1]?.kind === 'name' &&
    !/^(?:return|else|in)$/.test((tokens[index - 1] as { text: string }).text)
  ) {
    return false;
  }
  const next = tokens[index + 1];
  if (next?.kind === 'name' || next?.kind === 'string' || next?.kind === 'line' || next?.kind === 'end')
    return true;
  return (
    isMark(next, '(') || isMark(next, '[') || isMark(next, '}') || isMark(next, ';') || isMark(next, '*')
  );
}

function isClassForm(call: StepCall): boolean {
  return call.named.some(
    ({ name, expression }) => name === '$class' && className.test(plainString(expression[0]) ?? ''),
  );
}

/** Every step of the plugin, in the order of the file: by its name, or by its class. */
export function findSteps(source: Source, tokens: readonly Token[]): FoundStep[] {
  return tokens.flatMap((token, index): FoundStep[] => {
    if (token.kind !== 'name') return [];
    if (token.text === stepName && isCall(tokens, index)) {
      return [{ call: readArguments(source, tokens, index + 1), offset: token.offset, form: 'name' }];
    }
    if (token.text !== 'step' || !mentionsClass(tokens, index)) return [];
    const call = classCall(source, tokens, index + 1);
    return isClassForm(call) ? [{ call, offset: token.offset, form: 'class' }] : [];
  });
}

/** The arguments of `step([$class: …])`, or of the map in `delegate`, which is the name of the step's parameter. */
function classCall(source: Source, tokens: readonly Token[], start: number): StepCall {
  const call = readArguments(source, tokens, start);
  const [map] = call.named.find(({ name }) => name === 'delegate')?.expression ?? [];
  return isMark(map, '[') && map !== undefined ? readArguments(source, tokens, tokens.indexOf(map)) : call;
}

/** True when the class name follows within 400 tokens; the arguments of other steps can be anything and are not read. */
function mentionsClass(tokens: readonly Token[], index: number): boolean {
  const ahead = tokens.slice(index + 1, index + 400);
  const end = ahead.findIndex((token) => token.kind === 'name' && token.text === 'step');
  return ahead
    .slice(0, end === -1 ? undefined : end)
    .some((token) => className.test(plainString(token) ?? ''));
}
