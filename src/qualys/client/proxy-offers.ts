import http from 'node:http';
import https from 'node:https';

/** A proxy that turned a login away answers this at once, or its words are done without. */
const ANSWER_MS = 5_000;

/** Ways to log in to a proxy that this program can use. */
const usable: readonly string[] = ['basic'];

/**
 * The ways to log in that a proxy offers in its 407, such as `NTLM`; none when it does not say. The tunnel's agent
 * drops the headers of a refusal, so the proxy is asked once more, without a login.
 * @param target - Host and port of the tunnel.
 */
export function proxyOffers(proxyUrl: string, target: string, ca?: string[]): Promise<string[]> {
  const { protocol, hostname, port } = new URL(proxyUrl);
  const { request: send } = protocol === 'https:' ? https : http;
  return new Promise((resolve) => {
    const request = send({
      method: 'CONNECT',
      host: hostname,
      port,
      path: target,
      headers: { host: target },
      agent: false,
      setHost: false,
      timeout: ANSWER_MS,
      ...(ca === undefined ? {} : { ca }),
    });
    request.once('connect', ({ headers }, socket) => {
      socket.destroy();
      resolve(schemesOf(String(headers['proxy-authenticate'] ?? '')));
    });
    request.once('timeout', () => request.destroy(new Error('timeout')));
    request.once('error', () => resolve([]));
    request.end();
  });
}

/** Whether none of the ways is one that this program can use. */
export function isUnusable(offers: readonly string[]): boolean {
  return offers.length > 0 && !offers.some((scheme) => usable.includes(scheme.toLowerCase()));
}

/** The schemes of a list of challenges, whose parameters are separated by commas too. */
function schemesOf(challenges: string): string[] {
  const schemes = challenges
    .replaceAll(/"(?:[^"\\]|\\.)*"/g, '')
    .split(',')
    .flatMap((part) => /^\s*([A-Za-z][A-Za-z0-9-]{0,30})(?:\s|$)/.exec(part)?.[1] ?? []);
  return [...new Set(schemes)].slice(0, 5);
}
