/**
 * Whether the host name of a URL, or an address without brackets, means this machine for certain: secrets may go there
 * unencrypted and unasked (design, section 3). A name below `.localhost` does not count, as its resolution is open.
 */
export function isLoopback(hostname: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|::1)$/i.test(hostname);
}
