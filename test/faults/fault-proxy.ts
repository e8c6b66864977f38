import { Agent, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Passing, RealAnswer } from './faults.js';
import type { Random } from './random.js';
import { createListener, type Identity } from './tls-listener.js';

/** A call as the proxy names it: `POST /api/2.0/fo/scan/compliance/ launch`. */
export interface SeenCall {
  readonly name: string;
  /** From 1, over all calls. */
  readonly number: number;
}

export interface FaultProxy {
  readonly url: string;
  readonly seen: readonly SeenCall[];
  /** True while a call is on its way. */
  readonly isBusy: () => boolean;
  /** Takes the trusted certificate again. */
  readonly mendTls: () => void;
  close(): Promise<void>;
}

export interface FaultProxyOptions {
  readonly target: string;
  readonly random: Random;
  /** What happens to a call; undefined lets it pass. */
  readonly faultFor: (call: SeenCall) => ((passing: Passing) => Promise<void>) | undefined;
  /** What becomes of the text of every answer that passes. */
  readonly change?: (text: string) => string;
  /** HTTPS, with the certificate that the program trusts and one that it does not. */
  readonly tls?: { readonly trusted: Identity; readonly untrusted: Identity };
}

/** Stands in front of the simulator and does to chosen calls what networks and proxies do. */
export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const { target, random, faultFor, change = (text: string) => text } = options;
  const seen: SeenCall[] = [];
  let open = 0;
  // To the simulator on few connections, given up before it would close them.
  const agent = new Agent({ keepAlive: true, timeout: 2_000 });
  const handle = async (incoming: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks);
    const { method = 'GET', url = '/', headers } = incoming;
    const action = new URLSearchParams(body.toString('utf8')).get('action') ?? '';
    const call = { name: `${method} ${url} ${action}`.trim(), number: seen.length + 1 };
    seen.push(call);
    const forward = async () => {
      const answer = await pass(new URL(url, target), { agent, method, headers, body });
      const text = answer.body.toString('utf8');
      const changed = change(text);
      return changed === text ? answer : { ...answer, body: Buffer.from(changed) };
    };
    const login = String(headers.authorization ?? '');
    const known = Buffer.from(login.replace(/^Basic /, ''), 'base64').toString('utf8');
    const head = `${method} ${url}\n${login}\n${known}\n${body.toString('utf8')}`;
    const fault = faultFor(call);
    const { remotePort } = incoming.socket;
    const tls = tlsFaults && { ...tlsFaults, corrupt: () => tlsFaults.corrupt(remotePort) };
    if (fault !== undefined) return fault({ head, response, random, forward, tls });
    const { status, headers: given, body: whole } = await forward();
    const kept = Object.entries(given).filter(
      ([name]) => !['transfer-encoding', 'content-length', 'connection'].includes(name),
    );
    response.writeHead(status, Object.fromEntries(kept.map(([name, value]) => [name, String(value)])));
    response.end(whole);
  };
  const { server, tlsFaults } = createListener((incoming, response) => {
    open += 1;
    response
      .on('error', () => undefined)
      .once('close', () => {
        open -= 1;
      });
    handle(incoming, response).catch(() => response.destroy());
  }, options.tls);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    isBusy: () => open > 0,
    mendTls: () => tlsFaults?.mend(),
    close: () =>
      new Promise((resolve) => {
        agent.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface ForwardedCall {
  readonly agent: Agent;
  readonly method: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

function pass(url: URL, { agent, method, headers, body }: ForwardedCall): Promise<RealAnswer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, headers: { ...headers, host: url.host }, agent }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}
