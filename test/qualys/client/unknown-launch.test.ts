import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { makeCertificates } from '../../../src/simulator/certificate.js';
import { answerServer, type Reply } from '../support/answer-server.js';
import { pcErrorOf } from '../support/errors.js';
import { testApi } from '../support/test-api.js';

const request = { title: 't', optionProfileId: '1', scanner: 'External', ips: '10.0.0.1' };

const servers: { readonly close: () => unknown }[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** The error of a launch, and how often it was sent. */
async function launchAgainst(reply: Reply) {
  const server = await answerServer(reply);
  servers.push(server);
  const error = await pcErrorOf(testApi(server.url).api.launchScan(request));
  return { code: error.code, sent: server.asked.length };
}

const launched = (reference: string) =>
  `<SIMPLE_RETURN><RESPONSE><DATETIME>2026-05-04T09:30:00Z</DATETIME><TEXT>New compliance scan launched</TEXT><ITEM_LIST><ITEM><KEY>ID</KEY><VALUE>1</VALUE></ITEM><ITEM><KEY>REFERENCE</KEY><VALUE>${reference}</VALUE></ITEM></ITEM_LIST></RESPONSE></SIMPLE_RETURN>`;
const refused = (code: string) =>
  `<SIMPLE_RETURN><RESPONSE><DATETIME>2026-05-04T09:30:00Z</DATETIME><CODE>${code}</CODE><TEXT>no</TEXT></RESPONSE></SIMPLE_RETURN>`;

const bodies: readonly (readonly [name: string, body: string])[] = [
  ['an HTML page', '<!DOCTYPE html><html><body>Blocked by policy</body></html>'],
  ['nothing', ''],
  ['JSON', '{"error":"blocked"}'],
  ['plain text', 'denied'],
  ['another document', '<SCAN_LIST_OUTPUT><RESPONSE/></SCAN_LIST_OUTPUT>'],
  ['a return without code and reference', refused('').replace('<CODE></CODE>', '')],
  ['half a return', launched('compliance/1.2').slice(0, 120)],
  ['a page with an ERROR element', '<page><ERROR>blocked</ERROR></page>'],
];
const statuses = [
  200, 201, 302, 303, 307, 400, 403, 404, 405, 407, 408, 409, 410, 413, 414, 429, 451, 500, 502, 503, 504,
];

describe('unknown is the default: a launch whose answer proves no refusal may run', () => {
  test.each(bodies)('%s, with every status', async (_name, body) => {
    for (const status of statuses) {
      const headers = status >= 300 && status < 400 ? { location: 'https://login.acme.test/' } : {};
      expect(await launchAgainst({ status, headers, body }), `HTTP ${status}`).toEqual({
        code: 'launch-unknown',
        sent: 1,
      });
    }
  });

  test('401 of a page is no refusal either', async () => {
    expect(await launchAgainst({ status: 401, body: bodies[0]?.[1] ?? '' })).toEqual({
      code: 'launch-unknown',
      sent: 1,
    });
  });

  test('a reference of another form', async () => {
    const known = /^compliance\/\d{1,12}\.\d{1,12}$/;
    const texts = fc.oneof(
      fc.constantFrom('scan/1777887000.11223', 'compliance/', 'compliance/1', 'compliance/a.b', 'N/A'),
      fc.stringMatching(/^[\w/.: -]{0,20}$/),
    );
    await fc.assert(
      fc.asyncProperty(
        texts.filter((text) => !known.test(text)),
        async (reference) => {
          expect(await launchAgainst(launched(reference))).toEqual({ code: 'launch-unknown', sent: 1 });
        },
      ),
      { numRuns: 40 },
    );
  });

  test.each(['999', '1981', '1999', '', 'NO', '12'])('the code "%s", which decides nothing', async (code) => {
    expect((await launchAgainst({ status: 200, body: refused(code) })).code).toBe('launch-unknown');
  });

  test.each(['before', 'within'] as const)('a connection that is reset %s the answer', async (when) => {
    const reply: Reply = (_asked, response) => {
      if (when === 'before') response.socket?.resetAndDestroy();
      else response.write('<SIMPLE_RETURN>', () => response.socket?.resetAndDestroy());
    };
    expect(await launchAgainst(reply)).toEqual({ code: 'launch-unknown', sent: 1 });
  });

  test('TLS that breaks after the request', async () => {
    const { certificate, key, ca } = await makeCertificates(Date.now());
    let sent = 0;
    const server = createTlsServer({ cert: certificate, key }, (incoming) => {
      incoming.resume().on('end', () => {
        sent += 1;
        // Bytes that are no TLS record, under the encryption.
        const socket = incoming.socket as unknown as { readonly _parent?: { write(text: string): void } };
        socket._parent?.write('HTTP/1.1 302 Found\r\n\r\n');
      });
    });
    const { port } = await listening(server);
    const error = await pcErrorOf(
      testApi(`https://localhost:${port}`, { ca, remainingMs: () => 3_000 }).api.launchScan(request),
    );
    expect(sent).toBe(1);
    expect(error.code).toBe('launch-unknown');
  });
});

describe('an error before the first byte of the request, and a refusal code of Qualys, prove that nothing runs', () => {
  test.each(['1901', '1905', '1920', '2000', '2012', '15003'])('the code %s', async (code) => {
    const { code: told } = await launchAgainst({ status: 200, body: refused(code) });
    expect(told).not.toBe('launch-unknown');
  });

  test('a connection that is refused', async () => {
    const server = await answerServer('');
    await server.close();
    const error = await pcErrorOf(testApi(server.url).api.launchScan(request));
    expect(error.code).toBe('connection-refused');
  });

  test('a certificate that is not trusted', async () => {
    const { certificate, key } = await makeCertificates(Date.now());
    const { port } = await listening(createTlsServer({ cert: certificate, key }));
    const error = await pcErrorOf(testApi(`https://localhost:${port}`).api.launchScan(request));
    expect(error.code).toBe('tls-refused');
  });

  test('TLS that breaks in its handshake', async () => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => undefined).once('data', () => socket.end('no TLS\r\n'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.push(server);
    const { port } = server.address() as AddressInfo;
    const error = await pcErrorOf(testApi(`https://localhost:${port}`).api.launchScan(request));
    expect(error.code).not.toBe('launch-unknown');
  });

  test('a proxy that refuses the tunnel', async () => {
    const proxy = createServer().on('connect', (_request, socket) => {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    const { port } = await listening(proxy);
    const { api } = testApi('https://qualysapi.acme.test', {
      proxyFor: () => ({ url: `http://127.0.0.1:${port}` }),
    });
    expect((await pcErrorOf(api.launchScan(request))).code).toBe('proxy-failed');
  });
});

async function listening(server: Server): Promise<AddressInfo> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return server.address() as AddressInfo;
}
