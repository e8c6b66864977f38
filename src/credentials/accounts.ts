/** The service under which the operating system's keychain keeps our entries. */
export const KEYCHAIN_SERVICE = 'qualys-pc';

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
