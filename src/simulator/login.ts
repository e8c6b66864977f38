import type { Account } from './accounts/account.js';
import type { SimulatorRequest } from './exchange.js';
import type { Tenant } from './tenant.js';

/** Failed tries after which an account is locked, the portal's default (fact sheet 5.4). */
const triesBeforeLock = 5;

/** Whether user name and password are right; a wrong password counts towards the lock. */
export function logIn(account: Account, username: string, password: string): boolean {
  if (account.failedLogins >= triesBeforeLock) return false;
  const right = username === account.username && password === account.password;
  account.failedLogins = right ? 0 : account.failedLogins + 1;
  return right;
}

/** A login by header; a request without one does not count as a try. */
export function logInWithHeader(
  { account, behaviour }: Pick<Tenant, 'account' | 'behaviour'>,
  headers: SimulatorRequest['headers'],
  { now, bearer = true }: { readonly now: number; readonly bearer?: boolean },
): boolean {
  const header = headers.authorization ?? '';
  const token = /^Bearer\s+(\S+)$/i.exec(header)?.[1];
  if (token !== undefined) {
    const isNamed = behaviour.bearer !== 'from-gateway' || headers['request-source'] === 'gateway';
    return bearer && isNamed && now < (account.tokens.get(token) ?? 0);
  }
  const encoded = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(header)?.[1];
  if (encoded === undefined || behaviour.basic === 'refused') return false;
  const [username = '', ...password] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return logIn(account, username, password.join(':'));
}
