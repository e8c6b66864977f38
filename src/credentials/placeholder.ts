import { PcError } from '../errors.js';

/** `$(X)`, `$X`, `${X}`, `%X%` of a name in capitals, and `${{ ... }}` of any: what a CI leaves when X is not set. */
const placeholders = [
  /^\$\([A-Z_][A-Z0-9_]*\)$/,
  /^\$[A-Z_][A-Z0-9_]*$/,
  /^\$\{[A-Z_][A-Z0-9_]*\}$/,
  /^%[A-Z_][A-Z0-9_]*%$/,
  /^\$\{\{.*\}\}$/s,
];

/** Whether the value of a variable is wholly a placeholder that a CI did not fill in; each would cost a login attempt. */
export function isPlaceholder(value: string): boolean {
  return placeholders.some((placeholder) => placeholder.test(value));
}

/** A variable that its CI left as a placeholder. */
export function unfilled(name: string): PcError {
  return new PcError(`${name} holds a placeholder that was never filled in`, {
    kind: 'usage',
    code: 'secret-placeholder',
    why: 'Nothing was sent, as a wrong password counts towards a locked account.',
    next: `Define what the placeholder names where the pipeline runs, and hand it to this program as ${name}.`,
  });
}
