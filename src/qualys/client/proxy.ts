import { BlockList, isIP } from 'node:net';
import { PcError } from '../../errors.js';
import { isLoopback } from '../../net/host-names.js';

/** A proxy that calls go through; its credentials travel in a header, so that no address can show them. */
export interface HttpProxy {
  /** Scheme, host and port only. */
  readonly url: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

const proxyVariables = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'] as const;

/**
 * The proxy for calls to an address: the config's, else the environment's unless NO_PROXY takes the host out. A
 * server on this machine is never asked through a proxy, whose loopback is another machine.
 * @throws PcError of kind `usage` when the variable names no proxy that can be used; it shows no part of its value.
 */
export function proxyFor(
  url: string,
  env: Environment,
  config: HttpProxy | undefined,
): HttpProxy | undefined {
  const target = new URL(url);
  if (isOnThisMachine(hostOf(target))) return undefined;
  if (config !== undefined) return config;
  const variable = proxyVariables.find((name) => (env[name] ?? '').trim() !== '');
  if (variable === undefined) return undefined;
  if (isException(target, env.NO_PROXY ?? env.no_proxy ?? '')) return undefined;
  return parseProxy(variable, (env[variable] ?? '').trim());
}

function parseProxy(variable: string, value: string): HttpProxy {
  const parsed = proxyUrlOf(value);
  if (parsed === undefined) {
    throw new PcError(`${variable} names no proxy that can be used.`, {
      kind: 'usage',
      code: 'proxy-unusable',
      next: `Set ${variable} to an address such as http://proxy.acme.test:3128; in a user name or password write @ as %40, # as %23, / as %2F, ? as %3F and \\ as %5C. SOCKS proxies are not supported.`,
    });
  }
  const { protocol, host, username, password } = parsed;
  return {
    url: `${protocol}//${host}`,
    username: username === '' ? undefined : decoded(username),
    password: password === '' ? undefined : decoded(password),
  };
}

/**
 * The address of a proxy. One with anything behind the host is none: an unescaped `/`, `?`, `#` or backslash in a
 * password would make a piece of it the host, and a space or a line end would be dropped.
 */
function proxyUrlOf(value: string): URL | undefined {
  if (/[\\\s\u0000-\u001f\u007f]/.test(value)) return undefined;
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  if (!/^https?:\/\/[^/?#]+\/?$/i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.hostname === '' ? undefined : url;
}

/** A percent sign that encodes nothing is kept as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Host name in lower case without the brackets of IPv6 and the dot of a full name. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

/** A name below `.localhost` as well: it means the machine that resolves it, which would be the proxy's. */
function isOnThisMachine(host: string): boolean {
  return isLoopback(host) || host.endsWith('.localhost');
}

/** Whether NO_PROXY names the host: `*`, a name with its subdomains, an address or a network, each with a port or not. */
function isException(target: URL, list: string): boolean {
  const host = hostOf(target);
  const port = target.port === '' ? (target.protocol === 'http:' ? '80' : '443') : target.port;
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      const { pattern, onlyPort } = entryOf(entry.toLowerCase());
      if (onlyPort !== undefined && onlyPort !== port) return false;
      if (pattern === '*') return true;
      if (isIP(host) !== 0) return covers(pattern, host);
      const domain = pattern.replace(/^\*?\./, '').replace(/\.$/, '');
      return domain !== '' && (host === domain || host.endsWith(`.${domain}`));
    });
}

function entryOf(entry: string): { readonly pattern: string; readonly onlyPort: string | undefined } {
  const bracketed = /^\[([^\]]*)\](?::(\d+))?$/.exec(entry);
  if (bracketed !== null) return { pattern: bracketed[1] ?? '', onlyPort: bracketed[2] };
  const [, pattern, onlyPort] = /^([^:]*):(\d+)$/.exec(entry) ?? [];
  return pattern === undefined ? { pattern: entry, onlyPort: undefined } : { pattern, onlyPort };
}

/** Whether an address or a network in CIDR form holds the address. */
function covers(pattern: string, address: string): boolean {
  const [network = '', bits] = pattern.split('/');
  const family = isIP(network);
  if (family === 0 || family !== isIP(address)) return false;
  const most = family === 4 ? 32 : 128;
  if (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= most)) return false;
  const list = new BlockList();
  const name = family === 4 ? 'ipv4' : 'ipv6';
  list.addSubnet(network, bits === undefined ? most : Number(bits), name);
  return list.check(address, name);
}
