import { printable } from '../../text/printable.js';
import type { ClientOptions } from './client-options.js';
import type { Failure } from './failure.js';
import type { PreparedRequest } from './prepare-request.js';

/**
 * Makes a function that hides secrets in text, in every form in which they travel: as they are or with any of their
 * characters encoded as in an address, a form, XML or JSON, and as Basic credentials. Used where a message is built,
 * not where it is printed.
 */
export function redactorOf(secrets: Iterable<string | undefined>): (text: string) => string {
  const known = new Set<string>();
  for (const secret of secrets) if (secret !== undefined && secret !== '') known.add(secret);
  const forms = [...known]
    .flatMap((secret) => [
      { length: secret.length, pattern: [...secret].map(anyForm).join('') },
      ...base64Forms(secret).map((form) => ({ length: form.length, pattern: escapeRegExp(form) })),
    ])
    .sort((a, b) => b.length - a.length);
  if (forms.length === 0) return (text) => text;
  const pattern = new RegExp(forms.map((form) => form.pattern).join('|'), 'gu');
  return (text) => text.replace(pattern, '•••');
}

const names: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
};

/** A pattern for one character, however it is written. */
function anyForm(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  const octets = [...Buffer.from(character)].map((octet) => {
    const [high = '', low = ''] = octet.toString(16).padStart(2, '0');
    return `%[${high}${high.toUpperCase()}][${low}${low.toUpperCase()}]`;
  });
  const json = JSON.stringify(character).slice(1, -1);
  const forms = [
    escapeRegExp(character),
    octets.join(''),
    `&#0*${point};`,
    `&#[xX]0*(?:${point.toString(16)}|${point.toString(16).toUpperCase()});`,
    ...(names[character] === undefined ? [] : [`&${names[character]};`]),
    ...(character === ' ' ? ['\\+'] : []),
    ...(json === character ? [] : [escapeRegExp(json)]),
  ];
  return `(?:${forms.join('|')})`;
}

function base64Forms(secret: string): string[] {
  return [Buffer.from(secret).toString('base64'), Buffer.from(secret).toString('base64url')];
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** Hides what an account's calls to a server carry: its login, that of the proxy, and the call's own secrets. */
export function accountRedactor(
  { authorization, proxyFor }: Pick<ClientOptions, 'authorization' | 'proxyFor'>,
  { server, secrets }: { readonly server: string; readonly secrets: readonly (string | undefined)[] },
): (text: string) => string {
  const proxy = proxyFor(server);
  const proxySecrets =
    proxy?.password === undefined ? [] : [`${proxy.username ?? ''}:${proxy.password}`, proxy.password];
  return redactorOf([...authorization.secrets, ...proxySecrets, ...secrets]);
}

/** The code of a refusal as the log may show it. */
export function codeOf(
  { code }: Extract<Failure, { type: 'refused' }>,
  options: ClientOptions,
  { secrets }: PreparedRequest,
): string {
  return printable(accountRedactor(options, { server: options.apiServer, secrets })(code));
}
