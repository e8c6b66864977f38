import { PcError } from '../errors.js';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The Qualys user: the config's, else `QUALYS_USERNAME`.
 * @throws PcError of kind `usage` when neither names one.
 */
export function usernameFrom(username: string | undefined, env: Environment): string {
  const found = username ?? env.QUALYS_USERNAME?.trim();
  if (found !== undefined && found !== '') return found;
  throw new PcError('The Qualys user name is missing', {
    kind: 'usage',
    code: 'username-missing',
    next: 'Set QUALYS_USERNAME, pass --username, or write credentials.username into the config.',
  });
}

/**
 * The variable whose password belongs to the user: `QUALYS_PASSWORD`, unless `QUALYS_USERNAME` names somebody else;
 * a wrong password locks accounts.
 */
export function passwordVariableOf(username: string, env: Environment): string | undefined {
  const other = env.QUALYS_USERNAME?.trim();
  return other === undefined || other === '' || other === username ? 'QUALYS_PASSWORD' : undefined;
}
