import { error, type Problem, type Rule } from '../problem.js';
import type { LooseConfig } from '../schema.js';

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
