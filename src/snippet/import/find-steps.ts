import { readArguments, type StepCall } from './read-arguments.js';
import type { Source } from './source.js';
import { isMark, plainString, type Token } from './token.js';

/** A step with what it is handed. */
export interface FoundStep {
  readonly call: StepCall;
  readonly offset: number;
  /** True for `step([$class: 'PCScanNotifier', …])`. */
  readonly isClassForm: boolean;
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
      return [{ call: readArguments(source, tokens, index + 1), offset: token.offset, isClassForm: false }];
    }
    if (token.text !== 'step' || !mentionsClass(tokens, index)) return [];
    const call = classCall(source, tokens, index + 1);
    return isClassForm(call) ? [{ call, offset: token.offset, isClassForm: true }] : [];
  });
}

/** The arguments of `step([$class: …])`, or of what it is handed as `delegate`, which is the parameter's own name. */
function classCall(source: Source, tokens: readonly Token[], start: number): StepCall {
  const call = readArguments(source, tokens, start);
  const [map] = call.named.find(({ name }) => name === 'delegate')?.expression ?? [];
  return isMark(map, '[') && map !== undefined ? readArguments(source, tokens, tokens.indexOf(map)) : call;
}

/** Cheap look ahead, so that the arguments of other steps, which may be anything, are not read. */
function mentionsClass(tokens: readonly Token[], index: number): boolean {
  const ahead = tokens.slice(index + 1, index + 400);
  const end = ahead.findIndex((token) => token.kind === 'name' && token.text === 'step');
  return ahead
    .slice(0, end === -1 ? undefined : end)
    .some((token) => className.test(plainString(token) ?? ''));
}
