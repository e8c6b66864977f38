import { once } from 'node:events';
import http from 'node:http';
import type { Socket } from 'node:net';
import got, { type Agents, type Got } from 'got';
import { type Authorities, agentsFor, ownAuthorities } from './agents.js';
import type { Headers } from './answer-headers.js';

import { isProxyLogin } from './failure.js';
import type { HttpProxy } from './proxy.js';
import { proxyOffers } from './proxy-offers.js';

/** Where and how requests leave this machine. */
export interface TransportOptions {
  readonly userAgent: string;
  /** The proxy for an address, if any. */
  readonly proxyFor: (url: string) => HttpProxy | undefined;
  /** PEM text of extra authorities. */
  readonly ca?: string | undefined;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Longest wait for the first byte, and for any next one. */
  readonly firstByteMs: number;
  /** Longest time for the whole request, its answer included, however busy the connection is. */
  readonly totalMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called just before the first byte of the request is written; an error before that leaves nothing done. */
  readonly onSend?: (() => void) | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The body as it comes, unpacked. Throws when the connection breaks before its end. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Gives the connection up without reading on. */
  readonly discard: () => void;
}

/** Sends one request once: no retries, no redirects. Keeps connections open between requests. */
export class Transport {
  readonly #client: Got;
  readonly #options: TransportOptions;
  readonly #authorities: Authorities | undefined;
  /** By the address of the proxy; empty for none. */
  readonly #agents = new Map<string, Agents>();

  constructor(options: TransportOptions) {
    const { userAgent, ca } = options;
    this.#options = options;
    this.#authorities = ca === undefined ? undefined : ownAuthorities(ca);
    this.#client = got.extend({
      headers: { 'user-agent': userAgent },
      retry: { limit: 0 },
      followRedirect: false,
      throwHttpErrors: false,
    });
  }

  /** @throws whatever the network throws; read it by networkFailure only, it carries the request's options. */
  async send({
    method,
    url,
    headers,
    body,
    firstByteMs,
    totalMs,
    signal,
    onSend,
  }: HttpRequest): Promise<HttpAnswer> {
    const stream = this.#client.stream(url, {
      method,
      agent: this.#agentsTo(url),
      headers: { ...headers },
      ...(body === undefined ? {} : { body }),
      timeout: {
        lookup: 20_000,
        connect: 30_000,
        secureConnect: 30_000,
        send: 120_000,
        response: firstByteMs,
        socket: firstByteMs,
      },
      ...(signal === undefined ? {} : { signal }),
    });
    // Without a listener, a stream that fails before it is read ends the process. The reader gets the error as well.
    stream.on('error', () => undefined);
    const giveUp = (words: string) => stream.destroy(Object.assign(new Error(words), { code: 'ETIMEDOUT' }));
    // The timeouts above start with the socket; a proxy that never answers CONNECT gives none.
    const connecting = setTimeout(() => giveUp('no connection'), connectMs);
    stream.once('request', (request: http.ClientRequest) => {
      whenConnected(request, () => {
        clearTimeout(connecting);
        onSend?.();
      });
    });
    if (totalMs !== undefined && Number.isFinite(totalMs)) {
      const whole = setTimeout(() => giveUp('the answer was not complete in time'), timerMs(totalMs));
      // A stream of got that was read to its end does not close: its timer would hold it, and the process.
      for (const event of ['end', 'close']) stream.once(event, () => clearTimeout(whole));
    }
    try {
      const [response] = (await once(stream, 'response')) as [http.IncomingMessage];
      return {
        status: response.statusCode ?? 0,
        headers: response.headers,
        body: stream as AsyncIterable<Uint8Array>,
        discard: () => stream.destroy(),
      };
    } catch (error) {
      throw await this.#withOffers(error, url);
    } finally {
      clearTimeout(connecting);
    }
  }

  /** Closes the idle connections and those in use. */
  close(): void {
    for (const agents of this.#agents.values()) {
      for (const agent of Object.values(agents)) if (agent instanceof http.Agent) agent.destroy();
    }
  }

  /** Adds to a proxy's refusal of the login which ways to log in it offers. */
  async #withOffers(error: unknown, url: string): Promise<unknown> {
    const proxy = this.#options.proxyFor(url);
    if (proxy === undefined || !(error instanceof Error) || !isProxyLogin(error.message)) return error;
    const { hostname, port } = new URL(url);
    const target = `${hostname}:${port || 443}`;
    const offers = await proxyOffers(proxy.url, target, this.#authorities?.certificates);
    return Object.assign(error, { offers });
  }

  #agentsTo(url: string): Agents {
    const proxy = this.#options.proxyFor(url);
    const known = this.#agents.get(proxy?.url ?? '');
    if (known !== undefined) return known;
    const agents = agentsFor(proxy, this.#authorities);
    this.#agents.set(proxy?.url ?? '', agents);
    return agents;
  }
}

/** For name, connection, proxy and TLS together. */
const connectMs = 80_000;

/** A timer of Node takes no more than 31 bits; given more it ends at once. */
function timerMs(ms: number): number {
  return Math.min(Math.max(ms, 1), 2 ** 31 - 1);
}

/** Calls back once the request can be written: at once on a connection in use, else after its handshakes. */
function whenConnected(request: http.ClientRequest, onConnected: () => void): void {
  request.once('socket', (socket: Socket & { readonly secureConnecting?: boolean }) => {
    if (socket.secureConnecting === true) socket.once('secureConnect', onConnected);
    else if (socket.connecting) socket.once('connect', onConnected);
    else onConnected();
  });
}

/** A signal that follows another one after some time; what waits for it is not kept alive by it. */
export function lateSignal(signal: AbortSignal | undefined, graceMs: number): AbortSignal | undefined {
  if (signal === undefined) return undefined;
  const late = new AbortController();
  const follow = () => {
    setTimeout(() => late.abort(signal.reason), graceMs).unref();
  };
  if (signal.aborted) follow();
  else signal.addEventListener('abort', follow, { once: true });
  return late.signal;
}
