import { type BuildEnvironment, variableIn } from '../config/job-name.js';

/** The service name of this program's entries in the keychain of the operating system. */
export const KEYCHAIN_SERVICE = 'qualys-pc';

/** Whose password it is: the Qualys user's, the proxy's, or that of the login to a job's hosts. */
export const secretOwners = ['qualys', 'proxy', 'host'] as const;
export type SecretOwner = (typeof secretOwners)[number];

/** Account of a Qualys login: `<api host>/<user>`. */
export function qualysAccount(apiServer: string, username: string): string {
  return `${new URL(apiServer).host}/${username}`;
}

/** Account of a proxy login: `proxy/<host>:<port>/<user>`. */
export function proxyAccount(proxy: {
  readonly host: string;
  readonly port: number;
  readonly username: string;
}): string {
  return `proxy/${proxy.host}:${proxy.port}/${proxy.username}`;
}

/** Account of the login to a job's hosts: `host/<job>/<unix|windows>`. */
export function hostAccount(jobName: string, platform: 'unix' | 'windows'): string {
  return `host/${jobName}/${platform}`;
}

/**
 * The variable whose password belongs to the user: `QUALYS_PASSWORD`, unless `QUALYS_USERNAME` is another user.
 * The wrong password would lock the account after a few attempts.
 */
export function passwordVariableOf(username: string, env: BuildEnvironment): string | undefined {
  const other = variableIn(env, 'QUALYS_USERNAME')?.trim();
  return other === undefined || other === '' || other === username ? 'QUALYS_PASSWORD' : undefined;
}
