import { holdsSecret } from './holds-secret.js';
import { isMark, plainString, type Source, type Token } from './source.js';
import type { Lint } from './step-reader.js';

/** What is remarked upon as well: a title may hold such words too. */
const likely = /(?:password|passwd|secret|token|api_?key)\s*[=:]\s*['"]?(?!['"$\s{])[^\s'"$]{3}/i;
const secretName = /(?:password|passwd|passphrase|secret|token|api_?key|private_?key)$/i;

const looksSecret = (text: string): boolean => likely.test(text) || holdsSecret(text);

function hasSecret(token: Token): boolean {
  if (token.kind !== 'string') return false;
  return token.parts.some((part) => ('code' in part ? part.code.some(hasSecret) : looksSecret(part.text)));
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

function secretLint(source: Source, offset: number): Lint {
  return {
    code: 'secret-in-text',
    ...source.placeAt(offset),
    problem:
      'Looks like a secret written into the file, where everyone with access to the repository reads it.',
    advice: 'Move it into a Jenkins credential, and change it: it is in the history.',
  };
}

/** Secrets written into a Jenkinsfile, by place; never the secret itself. */
export function jenkinsfileSecrets(source: Source, tokens: readonly Token[]): Lint[] {
  return tokens.flatMap((token, index) =>
    hasSecret(token) || isSecretAssignment(tokens, index) ? [secretLint(source, token.offset)] : [],
  );
}

const leaf = /<([\w.-]+)(?:\s[^<>]*)?>([^<]*)/g;
/** What Jenkins writes for a secret that it has encrypted, a variable, and what is no secret. */
const notSecret = /^(?:\{[\w+/=]+\}|\$.*|true|false|\d*)$/;

/**
 * Secrets in the texts of a job's config.xml, by place.
 * @param text - The file with what is not to be looked at as blanks.
 */
export function jobSecrets(source: Source, text: string): Lint[] {
  return Array.from(text.matchAll(leaf)).flatMap(({ index, 0: whole, 1: name = '', 2: raw = '' }) => {
    const content = raw.replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&').trim();
    const isSecret = looksSecret(content) || (secretName.test(name) && !notSecret.test(content));
    return isSecret ? [secretLint(source, index + whole.length - raw.trimStart().length)] : [];
  });
}
