import { PcError } from '../errors.js';
import { isLoopback } from '../net/loopback.js';
import { platforms } from '../qualys/platforms.js';
import type { BuildEnvironment } from './job-name.js';

/** Servers that may receive secrets, besides loopback. */
export interface TrustedServers {
  /** Hosts, with a port where only that port is meant, that a person or pipeline named; see {@link allowServersFrom}. */
  readonly allowServers: readonly string[];
  readonly publicHosts: readonly string[];
}

/** API servers and gateways of the public clouds. */
export const publicHosts: readonly string[] = platforms.flatMap(({ apiServer, gateway }) => [
  apiServer,
  gateway,
]);

/** The hosts of `--allow-server` and `QUALYS_ALLOW_SERVER`, both lists separated by commas. */
export function allowServersFrom(flags: readonly string[], env: BuildEnvironment): string[] {
  return [...flags, env.QUALYS_ALLOW_SERVER ?? '']
    .flatMap((text) => text.split(/[\s,]+/))
    .filter((host) => host !== '');
}

function urlOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** Compares by host name, and by port where the entry has one; the entry may begin with `https://`. */
function names(entry: string, url: URL): boolean {
  const named = urlOf(/^https?:\/\//i.test(entry) ? entry : `https://${entry}`);
  if (named === undefined || named.hostname !== url.hostname) return false;
  return named.port === '' || named.port === url.port;
}

function refusal(what: string, next: string): PcError {
  return new PcError(what, { kind: 'usage', code: 'server-not-allowed', next });
}

/**
 * Decides whether secrets may be sent to a server. A config alone never decides it, as it may come from a pull
 * request (design, section 3); this covers API server and gateway alike.
 * @returns nothing when they may, else the error to throw.
 */
export function allowedServer(
  text: string,
  { allowServers, publicHosts }: TrustedServers,
): PcError | undefined {
  const url = urlOf(text);
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    return refusal('The server is not given as an address', 'Write it as https://qualysapi.example.com.');
  if (isLoopback(url.hostname)) return undefined;
  if (url.protocol === 'http:')
    return refusal(`${url.host} is addressed without encryption`, 'Write the address with https.');
  if (publicHosts.includes(url.hostname) && url.port === '') return undefined;
  if (allowServers.some((entry) => names(entry, url))) return undefined;
  return refusal(
    `${url.host} is not a server of the public Qualys platforms, so no password is sent to it`,
    `If it is yours, pass --allow-server ${url.host} or set QUALYS_ALLOW_SERVER=${url.host}.`,
  );
}
