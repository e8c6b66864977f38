import type { Config } from '../config/schema.js';
import { platforms } from '../qualys/platforms.js';

const publicHosts = new Set(platforms.flatMap(({ apiServer, gateway }) => [apiServer, gateway]));

function hostOf(server: string): string | undefined {
  try {
    return new URL(server.includes('://') ? server : `https://${server}`).host;
  } catch {
    return undefined;
  }
}

/** Hosts that get secrets only when a flag names them: private clouds and overrides (design, section 3). */
export function serversToAllow(config: Config): string[] {
  const hosts = [config.apiServer, config.gateway].flatMap((server) =>
    server === undefined ? [] : (hostOf(server) ?? []),
  );
  return [...new Set(hosts.filter((host) => !publicHosts.has(host)))];
}
