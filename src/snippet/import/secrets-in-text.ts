import type { Lint } from './imported-step.js';
import type { Source } from './source.js';
import { isMark, plainString, type Token } from './token.js';

const secretName = /(?:password|passwd|passphrase|secret|token|api_?key|private_?key)$/i;
/** Inside texts: credentials in a URL, `password=…`, `-u user:password`, well-known kinds of keys. */
const secretsInside = [
  /:\/\/[^\s/@:$'"]+:[^\s/@$'"{]+@/,
  /(?:password|passwd|secret|token|api_?key)\s*[=:]\s*['"]?(?!['"$\s{])[^\s'"$]{3}/i,
  /(?:^|\s)(?:-u|--user)[ =]?['"]?[^\s:'"$]+:(?!\$)[^\s'"$]+/,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[0-9A-Za-z]{30}/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
];

function hasSecret(token: Token): boolean {
  if (token.kind !== 'string') return false;
  return token.parts.some((part) =>
    'code' in part ? part.code.some(hasSecret) : secretsInside.some((pattern) => pattern.test(part.text)),
  );
}

/** `PASSWORD = 'x'`, `password: 'x'`: a name that means a secret, and a text that is there. */
function isSecretAssignment(tokens: readonly Token[], index: number): boolean {
  const name = tokens[index];
  const sign = tokens[index + 1];
  if (name?.kind !== 'name' || !secretName.test(name.text) || !(isMark(sign, '=') || isMark(sign, ':')))
    return false;
  const value = plainString(tokens[index + 2]);
  return value !== undefined && value.trim() !== '';
}

/** Secrets written into the file, by place; never the secret itself. */
export function secretLints(source: Source, tokens: readonly Token[]): Lint[] {
  return tokens.flatMap((token, index) => {
    if (!hasSecret(token) && !isSecretAssignment(tokens, index)) return [];
    return [
      {
        code: 'secret-in-text',
        ...source.placeAt(token.offset),
        problem:
          'Looks like a secret written into the file, where everyone with access to the repository reads it.',
        advice: 'Move it into a Jenkins credential, and change it: it is in the history.',
      },
    ];
  });
}
