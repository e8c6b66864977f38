import type { Account } from './accounts/account.js';

/** Failed tries after which an account is locked, the portal's default (fact sheet 5.4). */
const triesBeforeLock = 5;

/** Whether user name and password are right; a wrong password counts towards the lock. */
export function logIn(account: Account, username: string, password: string): boolean {
  if (account.failedLogins >= triesBeforeLock) return false;
  const right = username === account.username && password === account.password;
  account.failedLogins = right ? 0 : account.failedLogins + 1;
  return right;
}

/** The same for an `Authorization: Basic` header; a request without one does not count as a try. */
export function logInWithHeader(account: Account, header: string | undefined): boolean {
  const encoded = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return false;
  const [username = '', ...password] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return logIn(account, username, password.join(':'));
}
