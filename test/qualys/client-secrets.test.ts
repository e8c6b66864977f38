import { inspect } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import type { Login } from '../../src/qualys/client/login/login.js';
import { type Asked, answerServer, type Reply } from './support/answer-server.js';
import { pcErrorOf, refusal } from './support/errors.js';
import { testApi } from './support/test-api.js';

const secret = 'Cl1ent&Marker+1 "<x>';
const token = `${Buffer.from('{}').toString('base64url')}.eyJqdGkiOiJNYXJrZXIifQ.t0kenMarker`;
const client: Login = { kind: 'client', clientId: '7c1d0f3a', clientSecret: secret, level: 'user' };
const ready: Login = { kind: 'token', readToken: async () => token };
const markers = ['Marker', 'Cl1ent', token, encodeURIComponent(secret)];

/** What a careless server or proxy prints of a request. */
const echo = ({ headers: { clientsecret = '', authorization = '' } }: Asked) =>
  [clientsecret, encodeURIComponent(String(clientsecret)), authorization, authorization.slice(7)].join(' ');

const answers: readonly [string, Reply][] = [
  ['an error text', (asked, response) => response.writeHead(400).end(refusal('1905', echo(asked)))],
  ['a web page', (asked, response) => response.writeHead(200).end(`<html>${echo(asked)}</html>`)],
  ['a page with HTTP 502', (asked, response) => response.writeHead(502).end(`<html>${echo(asked)}</html>`)],
  [
    'a redirect',
    (asked, response) =>
      response.writeHead(302, { location: `https://else.test/?t=${encodeURIComponent(echo(asked))}` }).end(),
  ],
  ['a broken connection', (_asked, response) => response.socket?.destroy()],
];

test.each(answers)(
  '%s that shows what was sent leaves no client secret and no token in errors and events',
  async (_name, reply) => {
    const server = await answerServer(reply);
    onTestFinished(() => server.close());
    for (const login of [client, ready]) {
      const { api, events } = testApi(server.url, { login, gateway: server.url });
      const errors = [await pcErrorOf(api.connect()), await pcErrorOf(api.listPolicies())];
      api.close();
      const told = inspect([errors.map((error) => [error, error.cause, error.stack]), events], {
        depth: 20,
        showHidden: true,
      });
      for (const marker of markers) expect(told).not.toContain(marker);
      expect(events.length).toBeGreaterThan(0);
    }
    for (const { path, body } of server.asked) expect(path + body).not.toMatch(/Marker/);
  },
);

test('a token that the gateway gave is hidden in what the API server prints of it', async () => {
  const server = await answerServer({ status: 201, body: `${token}\n` }, (asked, response) =>
    response.writeHead(400).end(refusal('1905', echo(asked))),
  );
  onTestFinished(() => server.close());
  const { api, events } = testApi(server.url, { login: client, gateway: server.url });
  const error = await pcErrorOf(api.listPolicies());
  api.close();
  const told = inspect([error, error.cause, error.stack, events], { depth: 20, showHidden: true });
  for (const marker of markers) expect(told).not.toContain(marker);
  expect(server.asked.at(-1)?.headers.authorization).toBe(`Bearer ${token}`);
});
