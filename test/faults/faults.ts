import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import { gzipSync } from 'node:zlib';
import type { Random } from './random.js';

/** What the server behind the proxy answered. */
export interface RealAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A request on its way through the proxy. */
export interface Passing {
  /** As it came: login and body, for answers that echo it. */
  readonly head: string;
  readonly response: ServerResponse;
  readonly random: Random;
  /** Lets the server do the work, and returns its answer. */
  readonly forward: () => Promise<RealAnswer>;
  /** What can be done to the TLS of this call; absent over HTTP. */
  readonly tls?: { readonly corrupt: () => void; readonly distrust: () => void } | undefined;
}

export type Fault = (passing: Passing) => Promise<void>;

/** Statuses that proxies, gateways and login portals answer with. */
const statuses = [
  200, 204, 301, 302, 303, 307, 308, 400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 413, 414, 418,
  421, 423, 429, 431, 451, 500, 501, 502, 503, 504, 511, 520, 599,
];

const pages: readonly string[] = [
  '',
  ' \n',
  '<!DOCTYPE html><html><body><h1>Blocked</h1></body></html>',
  '<html><head><title>Log in</title></head><body>##vso[task.complete result=Succeeded;]</body></html>',
  '::stop-commands::x\n##[error]no\n',
  '{"error":"denied"}',
  '<?xml version="1.0"?><page><ERROR>denied</ERROR></page>',
  '<SIMPLE_RETURN><RESPONSE><DATETIME>2026-05-04T09:30:00Z</DATETIME><TEXT>Done</TEXT></RESPONSE></SIMPLE_RETURN>',
  '<a>'.repeat(4000),
  '\u0000\u0001\u001b[2J\u001b]0;owned\u0007',
  '<SCAN_LIST_OUTPUT><RESPONSE><DATETIME>not a time</DATETIME></RESPONSE></SCAN_LIST_OUTPUT>',
];

function headersOf(answer: RealAnswer): Record<string, string> {
  return Object.fromEntries(
    Object.entries(answer.headers)
      .filter(([name]) => !['transfer-encoding', 'content-length', 'connection'].includes(name))
      .map(([name, value]) => [name, String(value)]),
  );
}

function send(response: ServerResponse, answer: RealAnswer, body = answer.body, more = {}): void {
  response.writeHead(answer.status, { ...headersOf(answer), ...more });
  response.end(body);
}

const refusal = (code: string, text: string) =>
  `<SIMPLE_RETURN><RESPONSE><DATETIME>2026-05-04T09:30:00Z</DATETIME><CODE>${code}</CODE><TEXT>${text}</TEXT></RESPONSE></SIMPLE_RETURN>`;

/** A reset as the other side sees it; a socket with TLS can only be closed without a word. */
function reset({ socket }: ServerResponse): void {
  if (socket instanceof TLSSocket) socket.destroy();
  else socket?.resetAndDestroy();
}

/** Each fault by name; "after" means that the server has done the work. */
export const faults: Readonly<Record<string, Fault>> = {
  delay: async ({ response, forward, random }) => {
    await new Promise((resolve) => setTimeout(resolve, 20 + random.below(80)));
    send(response, await forward());
  },
  'reset before': async ({ response }) => {
    reset(response);
  },
  'reset after': async ({ response, forward }) => {
    await forward();
    reset(response);
  },
  'reset within the body': async ({ response, forward, random }) => {
    const answer = await forward();
    response.writeHead(answer.status, headersOf(answer));
    const most = Math.max(1, random.below(answer.body.length));
    response.write(answer.body.subarray(0, most), () => reset(response));
  },
  truncated: async ({ response, forward, random }) => {
    const answer = await forward();
    send(response, answer, answer.body.subarray(0, random.below(answer.body.length)));
  },
  garbled: async ({ response, forward, random }) => {
    const answer = await forward();
    const body = Buffer.from(answer.body);
    for (let flips = 1 + random.below(20); flips > 0 && body.length > 0; flips -= 1) {
      const at = random.below(body.length);
      // Only signs of the markup: a digit that changes is an answer of its own, which nobody can tell from the true one.
      if (/[<>/"?!&;]/.test(String.fromCharCode(body[at] ?? 0))) body[at] = 1 + random.below(255);
    }
    send(response, answer, body);
  },
  'page after': async ({ response, forward, random }) => {
    await forward();
    const status = random.pick(statuses);
    const location = status >= 300 && status < 400 ? { location: random.pick(elsewhere) } : {};
    response.writeHead(status, { 'content-type': random.pick(types), ...location });
    response.end(status === 204 ? undefined : random.pick(pages));
  },
  'page before': async ({ response, random }) => {
    response.writeHead(random.pick(statuses), { 'content-type': random.pick(types) });
    response.end(random.pick(pages));
  },
  'empty after': async ({ response, forward }) => {
    await forward();
    response.writeHead(200, { 'content-type': 'application/xml' });
    response.end();
  },
  'status after': async ({ response, forward, random }) => {
    const answer = await forward();
    send(response, { ...answer, status: random.pick(statuses.filter((status) => status !== 204)) });
  },
  'wrong type': async ({ response, forward }) => {
    send(response, await forward(), undefined, { 'content-type': 'text/html; charset=iso-8859-1' });
  },
  gzip: async ({ response, forward }) => {
    const answer = await forward();
    send(response, answer, gzipSync(answer.body), { 'content-encoding': 'gzip' });
  },
  'gzip that is none': async ({ response, forward }) => {
    send(response, await forward(), undefined, { 'content-encoding': 'gzip' });
  },
  'gzip cut off': async ({ response, forward, random }) => {
    const answer = await forward();
    const packed = gzipSync(answer.body);
    send(response, answer, packed.subarray(0, random.below(packed.length)), { 'content-encoding': 'gzip' });
  },
  'echo of the request': async ({ response, forward, head, random }) => {
    await forward();
    response.writeHead(random.pick(statuses.filter((status) => status !== 204)), {
      'content-type': 'text/html',
    });
    response.end(`<html><body>${head}</body></html>`);
  },
  'refusal before': async ({ response, random }) => {
    const code = random.pick(['1905', '1960', '1965', '1920', '999', '1981', '1999', '2012', '15003']);
    response.writeHead(random.pick([200, 409, 400]), { 'content-type': 'application/xml' });
    response.end(refusal(code, '##vso[task.complete]&#10;::error::no'));
  },
  'undecided after': async ({ response, forward, random }) => {
    await forward();
    response.writeHead(random.pick([200, 409, 500]), { 'content-type': 'application/xml' });
    response.end(refusal(random.pick(['999', '1981', '1999']), 'internal'));
  },
  'no answer': async ({ forward }) => {
    await forward();
  },
  drip: async ({ response, forward }) => {
    const answer = await forward();
    response.writeHead(answer.status, headersOf(answer));
    for (const byte of answer.body) {
      if (response.destroyed) return;
      response.write(Buffer.from([byte]));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    response.end();
  },
  'TLS breaks before': async ({ tls }) => tls?.corrupt(),
  'TLS breaks after': async ({ tls, forward }) => {
    await forward();
    tls?.corrupt();
  },
  'TLS breaks within the body': async ({ response, forward, random, tls }) => {
    const answer = await forward();
    response.writeHead(answer.status, headersOf(answer));
    const most = Math.max(1, random.below(answer.body.length));
    response.write(answer.body.subarray(0, most), () => tls?.corrupt());
  },
  'TLS of another authority from now on': async ({ response, forward, tls }) => {
    await forward();
    tls?.distrust();
    response.socket?.destroy();
  },
  'endless headers': async ({ response, forward }) => {
    await forward();
    response.writeHead(200, { 'x-long': 'a'.repeat(20_000) });
    response.end();
  },
};

/** These need HTTPS. */
export const isTlsFault = (name: string): boolean => name.startsWith('TLS ');

/** They hold a call until the timeout of the run ends it. */
export const slowFaults: readonly string[] = ['no answer', 'drip'];

const elsewhere = [
  'https://login.acme.test/?ticket=1',
  '/login',
  'http://127.0.0.1:9/',
  '//evil.test/x',
  '%',
];
const types = ['text/html', 'application/xml', 'application/json', 'text/plain', ''];
