import type { LooseConfig } from '../loose-config.js';
import type { Problem } from '../problem.js';
import { error, type Rule } from './rule.js';

/** The secrets of a config by who gets them, and the variable that each is usually kept in. */
function secretsOf({ credentials, proxy, scan }: LooseConfig) {
  return {
    qualys: { reference: credentials?.password?.trim(), usual: 'env:QUALYS_PASSWORD' },
    proxy: { reference: proxy?.password?.trim(), usual: 'env:QUALYS_PROXY_PASSWORD' },
    host: { reference: scan?.authRecord?.password?.trim(), usual: 'env:QUALYS_HOST_PASSWORD' },
  };
}

/**
 * Whether a secret is one that belongs to something else. A proxy and the hosts of a target may stand anywhere, and
 * the config that names them may come from a pull request.
 */
function isBorrowed(config: LooseConfig, taker: 'proxy' | 'host'): boolean {
  const { [taker]: own, ...others } = secretsOf(config);
  if (own.reference === undefined || own.reference === 'keychain:') return false;
  return Object.values(others).some(
    ({ reference, usual }) => own.reference === reference || own.reference === usual,
  );
}

function proxyRule(config: LooseConfig): Problem[] {
  return isBorrowed(config, 'proxy')
    ? [
        error(
          'proxy.password',
          'refers to the password of something else, and the proxy would get it',
          'Keep the password of the proxy in a place of its own, such as env:QUALYS_PROXY_PASSWORD.',
        ),
      ]
    : [];
}

function hostRule(config: LooseConfig): Problem[] {
  return isBorrowed(config, 'host')
    ? [
        error(
          'scan.authRecord.password',
          'refers to the password of something else, and every host of the target would get it',
          "Keep the password of the hosts' user in a place of its own, such as env:QUALYS_HOST_PASSWORD.",
        ),
      ]
    : [];
}

/** Secrets that a config would hand to somebody they are not for. */
export const borrowedSecretRules: readonly Rule[] = [proxyRule, hostRule];
