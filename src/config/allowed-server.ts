import { PcError } from '../errors.js';
import { hostAddressOf, isLoopback, listedHosts, namesHost } from '../net/host-names.js';
import { platforms } from '../qualys/platforms.js';
import type { BuildEnvironment } from './job-name.js';
import type { Config } from './schema.js';

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
  return listedHosts(flags, env.QUALYS_ALLOW_SERVER);
}

function urlOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
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
  if (allowServers.some((entry) => namesHost(entry, hostAddressOf(url)))) return undefined;
  return refusal(
    `${url.host} is not a server of the public Qualys platforms, so no password is sent to it`,
    `If it is yours, pass --allow-server ${url.host} or set QUALYS_ALLOW_SERVER=${url.host}.`,
  );
}

/** What decides whether a proxy may get its login. */
export interface ProxyTrust {
  /** True where `CI` is set: the config may come from a pull request. */
  readonly ci: boolean;
  /** True when a person or pipeline named the proxy's host by a flag; that is its own consent. */
  readonly hostIsFlag: boolean;
  /** Hosts of `--allow-proxy`. */
  readonly allowProxies: readonly string[];
  readonly env: BuildEnvironment;
}

/**
 * Decides whether the login of a config's proxy may be sent to it: a config that names both could hand a variable of
 * the build agent to any host.
 * @returns nothing when it may, else the error to throw.
 */
export function allowedProxy(
  proxy: Config['proxy'],
  { ci, hostIsFlag, allowProxies, env }: ProxyTrust,
): PcError | undefined {
  if (proxy === undefined || !ci || hostIsFlag) return undefined;
  if (proxy.username === undefined && proxy.password === undefined) return undefined;
  const url = new URL(`http://${proxy.host}:${proxy.port}`);
  const address = hostAddressOf(url);
  if (listedHosts(allowProxies, env.QUALYS_ALLOW_PROXY).some((entry) => namesHost(entry, address)))
    return undefined;
  const named = `${address.hostname}:${address.port}`;
  return new PcError(`Only the config names the proxy ${named}, so no password is sent to it`, {
    kind: 'usage',
    code: 'proxy-not-allowed',
    why: 'CI is set, and the config may come from a pull request.',
    next: `If it is yours, pass --allow-proxy ${named} or set QUALYS_ALLOW_PROXY=${named}.`,
  });
}
