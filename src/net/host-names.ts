/**
 * Whether the host name of a URL, or an address without brackets, means this machine for certain: secrets may go there
 * unencrypted and unasked (design, section 3). A name below `.localhost` does not count, as its resolution is open.
 */
export function isLoopback(hostname: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|::1)$/i.test(hostname);
}

/** A server or proxy as `host` or `host:port`, both of a URL that was parsed already. */
export interface HostAddress {
  /** As `URL.hostname` gives it: lower case, IPv6 in brackets. */
  readonly hostname: string;
  /** Decimal; the default of its scheme written out. */
  readonly port: string;
}

const defaultPorts: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/** Host and port of a URL, the port of its scheme when it names none. */
export function hostAddressOf({ hostname, port, protocol }: URL): HostAddress {
  return { hostname, port: port === '' ? (defaultPorts[protocol] ?? '') : port };
}

/**
 * Whether an entry of a list of hosts means the address: `host` on any port, `host:port` on that one alone. The entry
 * may begin with `https://`; letter case does not count, and neither do subdomains.
 */
export function namesHost(entry: string, { hostname, port }: HostAddress): boolean {
  const text = entry.trim().replace(/^https?:\/\//i, '');
  const onlyPort = /:(\d+)\/?$/.exec(text)?.[1];
  // Any scheme with a default port would swallow that port.
  const named = URL.canParse(`https://${text}`) ? new URL(`https://${text}`).hostname : undefined;
  return named === hostname && (onlyPort === undefined || Number(onlyPort) === Number(port));
}

/** The entries of flags and of a variable, both separated by commas. */
export function listedHosts(flags: readonly string[], variable: string | undefined): string[] {
  return [...flags, variable ?? ''].flatMap((text) => text.split(/[\s,]+/)).filter((host) => host !== '');
}
