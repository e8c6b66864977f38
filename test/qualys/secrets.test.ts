import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { redactorOf } from '../../src/qualys/client/redactor.js';
import type { QualysApi } from '../../src/qualys/qualys-api.js';
import { type AnswerServer, type Asked, answerServer, type Reply } from './support/answer-server.js';
import { pcErrorOf, refusal } from './support/errors.js';
import { testApi } from './support/test-api.js';

const password = 'S3cret&Marker+1 "<ü>';
const hostPassword = 'H0st%Marker&2';
const forms = (secret: string) => [
  secret,
  encodeURIComponent(secret),
  new URLSearchParams({ x: secret }).toString().slice(2),
  Buffer.from(secret).toString('base64'),
  secret.replaceAll('&', '&amp;'),
  secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
];
const basic = Buffer.from(`acme2ab1:${password}`).toString('base64');
/** Pieces that must not stand anywhere, whatever form the secret is in. */
const markers = [basic, 'Marker', 'S3cret', 'H0st', ...forms(password), ...forms(hostPassword)];

let server: AnswerServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const echo = (asked: Asked) => {
  const sent = asked.form.get('password') ?? '';
  return `${asked.headers.authorization} ${asked.body} ${[...forms(password), ...forms(sent)].join(' ')}`;
};
const record = {
  platform: 'unix',
  title: 't',
  username: 'root',
  password: hostPassword,
  ips: '10.0.0.1',
} as const;

const answers: readonly [string, Reply][] = [
  [
    'an error text',
    (asked, response) => response.writeHead(400).end(refusal('1905', echo(asked).replaceAll(']]>', ''))),
  ],
  [
    'an error code',
    (_asked, response) =>
      response.writeHead(400).end(refusal(password.replaceAll('&', '&amp;').replaceAll('<', '&lt;'), 'x')),
  ],
  ['a web page', (asked, response) => response.writeHead(200).end(`<html>${echo(asked)}</html>`)],
  [
    'a web page with HTTP 502',
    (asked, response) => response.writeHead(502).end(`<html>${echo(asked)}</html>`),
  ],
  [
    'a line cut in the middle of it',
    (_asked, response) => response.writeHead(403).end(`${'x'.repeat(112)}${password}`),
  ],
  ['another document', (_asked, response) => response.end(`<${'S3cretMarker'.slice(0, 2)}x/>`)],
  [
    'a redirect',
    (_asked, response) =>
      response
        .writeHead(302, {
          location: `https://u:${encodeURIComponent(password)}@else.test/?p=${encodeURIComponent(password)}`,
        })
        .end(),
  ],
  ['a broken connection', (_asked, response) => response.socket?.destroy()],
];

const calls: readonly [string, (api: QualysApi) => Promise<unknown>][] = [
  ['a list', (api) => api.listOptionProfiles()],
  ['a create with a password', (api) => api.createAuthRecord(record)],
  ['an update with a password', (api) => api.updateAuthRecord('1', record)],
  [
    'a launch',
    (api) => api.launchScan({ title: 't', optionProfileId: '1', scanner: 'External', ips: '10.0.0.1' }),
  ],
  ['the posture', (api) => api.posture({ policyIds: ['1'] }).next()],
];

describe.each(answers)('%s that shows what was sent', (_answer, reply) => {
  test.each(calls)('leaves no secret in the error and events of %s', async (_call, send) => {
    server = await answerServer(reply);
    const { api, events } = testApi(server.url, { password });
    const error = await pcErrorOf(send(api));
    api.close();
    const told = inspect([error, error.cause, error.stack, events], { depth: 20, showHidden: true });
    for (const marker of markers) expect(told).not.toContain(marker);
    expect(events.length).toBeGreaterThan(0);
    for (const asked of server.asked) expect(asked.path).not.toMatch(/Marker|password|\?/);
  });
});

test('the gateway gets the password in the body only, and its token goes no further', async () => {
  const claims = Buffer.from(JSON.stringify({ modulesAllowed: ['PC'] })).toString('base64url');
  server = await answerServer({ status: 201, body: `head.${claims}.t0kenMarker\n` });
  const { api, events } = testApi(server.url, { gateway: server.url, password });
  const connection = await api.connect();
  expect(connection.via).toBe('gateway');
  expect(server.asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /auth']);
  expect(server.asked[0]?.form.get('password')).toBe(password);
  expect(inspect([connection, events], { depth: 20 })).not.toMatch(/Marker/);
  api.close();
});

test('a redactor hides the longest form first and nothing of an empty secret', () => {
  const redact = redactorOf(['abc', 'abcdef', '', undefined]);
  expect(redact('abcdef abc ab')).toBe('••• ••• ab');
});
