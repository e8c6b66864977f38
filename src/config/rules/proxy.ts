import type { LooseConfig } from '../loose-config.js';
import type { Problem } from '../problem.js';
import { error, type Rule } from './rule.js';

function addressRule({ proxy }: LooseConfig): Problem[] {
  const problems: Problem[] = [];
  if (proxy?.host !== undefined && !/^(?:[\w.-]+|\[[\da-fA-F:.]+\])$/.test(proxy.host))
    problems.push(
      error(
        'proxy.host',
        'is not a bare host name',
        'Write the name alone, such as proxy.acme.test, and the rest in proxy.port and proxy.username.',
      ),
    );
  if (proxy?.password !== undefined && proxy.username === undefined)
    problems.push(
      error('proxy.password', 'belongs to no user', 'Set proxy.username too, or remove the password.'),
    );
  return problems;
}

/** A proxy may stand anywhere, so a config must not hand it the secret of something else. */
function proxySecretRule({ proxy, credentials, scan }: LooseConfig): Problem[] {
  const reference = proxy?.password?.trim();
  if (reference === undefined || reference === 'keychain:') return [];
  const others = [
    'env:QUALYS_PASSWORD',
    'env:QUALYS_HOST_PASSWORD',
    credentials?.password?.trim(),
    scan?.authRecord?.password?.trim(),
  ];
  return others.includes(reference)
    ? [
        error(
          'proxy.password',
          'refers to the password of something else, and the proxy would get it',
          'Keep the password of the proxy in a place of its own, such as env:QUALYS_PROXY_PASSWORD.',
        ),
      ]
    : [];
}

/** What the calls go through. */
export const proxyRules: readonly Rule[] = [addressRule, proxySecretRule];
