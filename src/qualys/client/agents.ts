import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import type { Agents } from 'got';
import { HttpProxyAgent, HttpsProxyAgent, type HttpsProxyAgentOptions } from 'hpagent';
import type { HttpProxy } from './proxy.js';

/** Whom a connection trusts where the public authorities do not suffice. */
export interface Authorities {
  /** In PEM form. */
  readonly certificates: string[];
  /** Read from the certificates once; throws where one of them is broken. */
  readonly secureContext: () => SecureContext;
}

/** Those that were asked for last: the clients of a process trust the same ones as a rule. */
let last: { readonly ca: string; readonly authorities: Authorities } | undefined;

/**
 * Own authorities on top of the public ones. Node would read these some 150 certificates anew for each connection and
 * put them into the name of each, so connections are given what was read once, and so is the next client.
 * @param ca - PEM text.
 */
export function ownAuthorities(ca: string): Authorities {
  if (last?.ca !== ca) last = { ca, authorities: readOnce(ca) };
  return last.authorities;
}

function readOnce(ca: string): Authorities {
  const certificates = [...rootCertificates, ca];
  let context: SecureContext | undefined;
  return {
    certificates,
    secureContext: () => {
      context ??= createSecureContext({ ca: certificates });
      return context;
    },
  };
}

/** For the proxy alone to answer a CONNECT. */
const proxyMs = 45_000;

/** One more than the calls that run at once per endpoint are rarely needed; idle ones are closed by the server. */
const agentOptions = { keepAlive: true, keepAliveMsecs: 10_000, maxFreeSockets: 8 };

/** What opens and keeps the connections of requests, through a proxy where there is one. */
export function agentsFor(proxy: HttpProxy | undefined, trusted: Authorities | undefined): Agents {
  if (proxy === undefined) {
    return { http: new http.Agent(agentOptions), https: new TrustingAgent(agentOptions, trusted) };
  }
  const { username = '', password = '' } = proxy;
  // By header, not within the address, which ends up in messages.
  const headers: Record<string, string> =
    username === '' && password === ''
      ? {}
      : { 'proxy-authorization': `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
  const proxyRequestOptions = {
    headers,
    get secureContext() {
      return proxy.url.startsWith('https:') ? trusted?.secureContext() : undefined;
    },
  };
  const options = { ...agentOptions, proxy: proxy.url, proxyRequestOptions };
  return { http: new TimedHttpProxyAgent(options), https: new TimedHttpsProxyAgent(options, trusted) };
}

type Connecting = Parameters<HttpsProxyAgent['createConnection']>;

/** Connects to servers that own authorities vouch for. */
class TrustingAgent extends https.Agent {
  readonly #trusted: Authorities | undefined;

  constructor(options: https.AgentOptions, trusted: Authorities | undefined) {
    super(options);
    this.#trusted = trusted;
  }

  override createConnection(...[options, callback]: Connecting): Duplex | null | undefined {
    const trusting = { ...options, secureContext: this.#trusted?.secureContext() };
    return super.createConnection(trusting, callback);
  }
}

/** A proxy that takes the connection and never answers would keep the process alive. */
class TimedHttpProxyAgent extends HttpProxyAgent {
  override createConnection(...[options, callback]: Connecting): Duplex | null | undefined {
    return super.createConnection({ ...options, timeout: proxyMs }, callback);
  }
}

class TimedHttpsProxyAgent extends HttpsProxyAgent {
  readonly #trusted: Authorities | undefined;

  constructor(options: HttpsProxyAgentOptions, trusted: Authorities | undefined) {
    super(options);
    this.#trusted = trusted;
  }

  override createConnection(...[options, callback]: Connecting): Duplex | null | undefined {
    const trusting = { ...options, timeout: proxyMs, secureContext: this.#trusted?.secureContext() };
    return super.createConnection(trusting, callback);
  }
}
