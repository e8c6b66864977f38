import { error, type Problem, type Rule } from '../problem.js';
import type { LooseConfig } from '../schema.js';
import { parseSecretRef, secretRefForms } from '../values/secret-ref.js';

/** Most characters of a record's user name (fact sheet 2.10). */
const usernameLimits = { unix: 255, windows: 31 } as const;

function secretRule(config: LooseConfig): Problem[] {
  const secrets = [
    ['credentials.password', config.credentials?.password],
    ['credentials.clientSecret', config.credentials?.clientSecret],
    ['credentials.token', config.credentials?.token],
    ['proxy.password', config.proxy?.password],
    ['scan.authRecord.password', config.scan?.authRecord?.password],
  ] as const;
  return secrets.flatMap(([path, text]) =>
    text === undefined || parseSecretRef(text) !== undefined
      ? []
      : [
          error(
            path,
            'is a plain value, and a config holds no secrets',
            `Write where it is kept: ${secretRefForms}. Change the password if this file was shared.`,
          ),
        ],
  );
}

function authRecordRule({ scan }: LooseConfig): Problem[] {
  const record = scan?.authRecord;
  if (record?.existing !== undefined) return existingRecordProblems(record);
  if (record?.platform === undefined) return [];
  const problems: Problem[] = [];
  const limit = usernameLimits[record.platform];
  if (record.username !== undefined && record.username.trim().length > limit)
    problems.push(
      error(
        'scan.authRecord.username',
        `is longer than the ${limit} characters that a ${record.platform} record takes`,
        'Use a shorter user name.',
      ),
    );
  if (record.platform === 'unix' && record.domain !== undefined)
    problems.push(
      error(
        'scan.authRecord.domain',
        'belongs to Windows records only',
        'Remove it, or set scan.authRecord.platform: windows.',
      ),
    );
  return problems;
}

/** A record that exists keeps the login that it has in Qualys. */
function existingRecordProblems(
  record: NonNullable<NonNullable<LooseConfig['scan']>['authRecord']>,
): Problem[] {
  const logins = (['username', 'password', 'domain'] as const).filter((key) => record[key] !== undefined);
  return logins.map((key) =>
    error(
      `scan.authRecord.${key}`,
      'is the login of a record of your own, and existing names one that has its own',
      `Remove it, or remove existing.`,
    ),
  );
}

/** Rules on `scan.authRecord` and on references to secrets. */
export const loginRules: readonly Rule[] = [secretRule, authRecordRule];

/** The references of a config by recipient, and the variable that usually holds each secret. */
function secretsOf({ credentials, proxy, scan }: LooseConfig) {
  return {
    qualys: { reference: credentials?.password?.trim(), usual: 'env:QUALYS_PASSWORD' },
    client: { reference: credentials?.clientSecret?.trim(), usual: 'env:QUALYS_CLIENT_SECRET' },
    token: { reference: credentials?.token?.trim(), usual: 'env:QUALYS_TOKEN' },
    proxy: { reference: proxy?.password?.trim(), usual: 'env:QUALYS_PROXY_PASSWORD' },
    host: { reference: scan?.authRecord?.password?.trim(), usual: 'env:QUALYS_HOST_PASSWORD' },
  };
}

/**
 * Whether a reference is also used for another recipient, or is the usual one of another. A config from a pull
 * request can name any proxy and any host.
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

/** Rules against secrets that the config would send to the wrong recipient. */
export const borrowedSecretRules: readonly Rule[] = [proxyRule, hostRule];

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
  return problems;
}

/** Rules on `proxy`. */
export const proxyRules: readonly Rule[] = [addressRule];

const keysOfLogin = {
  'a user': ['username', 'password'],
  'a client': ['clientId', 'clientSecret', 'level'],
  'a ready token': ['token'],
} as const;

/** A config names one login. */
function oneLoginRule({ credentials }: LooseConfig): Problem[] {
  if (credentials === undefined) return [];
  const named = Object.entries(keysOfLogin).flatMap(([login, keys]) => {
    const written = keys.filter((key) => credentials[key] !== undefined);
    return written.length === 0 ? [] : [{ login, written }];
  });
  if (named.length < 2) return [];
  const told = named.map(({ login, written }) => `${login} (${written.join(', ')})`).join(' and ');
  return [
    error(
      'credentials',
      `names several logins: ${told}`,
      'Keep one: username with password, clientId with clientSecret and level, or token.',
    ),
  ];
}

/** Rules on `credentials`. */
export const credentialsRules: readonly Rule[] = [oneLoginRule];
