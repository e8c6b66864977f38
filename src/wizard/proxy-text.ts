export interface ProxyAddress {
  readonly host: string;
  readonly port: number;
}

/**
 * Reads `host:port`, with or without `http://`.
 * @returns the address, or a sentence that says what is wrong; never repeats the text, which may hold a password.
 */
export function parseProxy(text: string): ProxyAddress | string {
  const bare = text
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/$/, '');
  if (bare.includes('@')) return 'Its user name and password have fields of their own.';
  const match = /^(\[[0-9a-f:.]+\]|[^\s:/?#]+):(\d{1,5})$/i.exec(bare);
  if (match === null) return 'A proxy is a host and a port: proxy.acme.test:3128.';
  const port = Number(match[2]);
  if (port < 1 || port > 65535) return `${port} is not a port of 1 to 65535.`;
  return { host: match[1] ?? '', port };
}

/** A proxy pasted as one address with its login: the password leaves the text before it is ever drawn. */
export function splitProxyLogin(
  text: string,
): { readonly address: string; readonly username: string; readonly password: string } | undefined {
  const match = /^(?:https?:\/\/)?([^\s:@/]+):(.+)@([^@]+)$/i.exec(text.trim());
  if (match === null) return undefined;
  const [, username = '', password = '', address = ''] = match;
  return { address, username, password };
}
