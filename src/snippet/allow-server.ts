import type { Config } from '../config/schema.js';
import { isLoopback, publicHosts } from '../config/trust.js';

/** Hosts that get secrets only when a flag names them: private clouds and overrides (design, section 3). */
export function serversToAllow(config: Config): string[] {
  const hosts = [config.apiServer, config.gateway].flatMap((server) => {
    if (server === undefined || !URL.canParse(server)) return [];
    const { host, hostname } = new URL(server);
    return publicHosts.includes(host) || isLoopback(hostname) ? [] : [host];
  });
  return [...new Set(hosts)];
}
