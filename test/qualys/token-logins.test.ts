import { expect, onTestFinished, test } from 'vitest';
import type { Login } from '../../src/qualys/client/login/login.js';
import type { QualysApiOptions } from '../../src/qualys/create-qualys-api.js';
import { startSimulator } from '../../src/simulator/start-simulator.js';
import { answerServer, type Reply } from './support/answer-server.js';
import { pcErrorOf } from './support/errors.js';
import { testApi } from './support/test-api.js';

const secret = 'client+S3cret&Marker';
const client: Login = { kind: 'client', clientId: '7c1d0f3a', clientSecret: secret, level: 'user' };
const policies =
  '<POLICY_LIST_OUTPUT><RESPONSE><DATETIME>2026-05-04T10:00:00Z</DATETIME></RESPONSE></POLICY_LIST_OUTPUT>';
const profiles = '<OPTION_PROFILES></OPTION_PROFILES>';
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const tokenOf = (claims: object) => `${part({ alg: 'none' })}.${part(claims)}.c2ln`;
const token = (name: string): Reply => ({
  status: 201,
  body: `${tokenOf({ jti: name, modulesAllowed: ['PC'] })}\n`,
});

async function account(login: Login, more: Partial<QualysApiOptions>, ...replies: [Reply, ...Reply[]]) {
  const server = await answerServer(...replies);
  const { api, events } = testApi(server.url, { login, gateway: server.url, ...more });
  onTestFinished(async () => {
    api.close();
    await server.close();
  });
  return { api, events, asked: server.asked };
}

test('the secret is in the one header of the one call, the token in Authorization only', async () => {
  const { api, asked, events } = await account(client, {}, token('a'), policies);
  await api.connect();
  await api.listPolicies();
  await api.listPolicies();
  expect(asked.map(({ path }) => path.split('/').slice(0, 3).join('/'))).toEqual([
    '/auth/oidc',
    '/api/5.0',
    '/api/5.0',
  ]);
  const [auth, ...calls] = asked;
  expect(auth?.headers).toMatchObject({ clientid: '7c1d0f3a', clientsecret: secret });
  expect(auth?.body).toBe('');
  const value = tokenOf({ jti: 'a', modulesAllowed: ['PC'] });
  for (const call of calls) {
    const { authorization, ...others } = call.headers;
    expect(authorization).toBe(`Bearer ${value}`);
    const rest = JSON.stringify([others, call.path, call.body]);
    expect(rest).not.toContain(value);
    expect(rest).not.toContain(secret);
  }
  expect(JSON.stringify(events)).not.toContain(value);
});

test("a subscription's client asks at /auth/oauth, and at /auth/oidc where that is not known", async () => {
  const login: Login = { ...client, level: 'subscription' } as Login;
  const first = await account(login, {}, token('a'));
  await first.api.connect();
  expect(first.asked.map(({ path }) => path)).toEqual(['/auth/oauth']);
  const second = await account(login, {}, { status: 404 }, token('a'));
  await second.api.connect();
  expect(second.asked.map(({ path }) => path)).toEqual(['/auth/oauth', '/auth/oidc']);
});

test('a wrong secret is sent once, and shown nowhere', async () => {
  const { api, asked } = await account(client, {}, { status: 401, body: `no ${secret}` });
  const error = await pcErrorOf(api.connect());
  expect(error.code).toBe('wrong-credentials');
  expect(error.what).toContain('client id or secret');
  await pcErrorOf(api.listPolicies());
  await pcErrorOf(api.listOptionProfiles());
  expect(asked).toHaveLength(1);
  expect(JSON.stringify([error.what, error.why, error.next])).not.toContain(secret);
  api.askAgain();
  await pcErrorOf(api.connect());
  expect(asked).toHaveLength(2);
});

test('a token is renewed once on a 401 in mid-run, for a launch too, and a second 401 is final', async () => {
  const launched =
    '<SIMPLE_RETURN><RESPONSE><DATETIME>2026-05-04T10:00:00Z</DATETIME><ITEM_LIST><ITEM><KEY>ID</KEY><VALUE>1</VALUE></ITEM><ITEM><KEY>REFERENCE</KEY><VALUE>compliance/1.1</VALUE></ITEM></ITEM_LIST></RESPONSE></SIMPLE_RETURN>';
  const no = { status: 401, body: 'expired' };
  const { api, asked } = await account(
    client,
    {},
    token('a'),
    policies,
    no,
    token('b'),
    launched,
    no,
    token('c'),
    no,
  );
  await api.listPolicies();
  const request = { title: 'a', optionProfileId: '1', scanner: 'External', ips: '10.20.30.40' };
  expect(await api.launchScan(request)).toMatchObject({ ref: 'compliance/1.1' });
  expect(asked.map(({ path }) => path).filter((path) => path === '/auth/oidc')).toHaveLength(2);
  expect((await pcErrorOf(api.listPolicies())).code).toBe('wrong-credentials');
  expect(asked).toHaveLength(8);
  await pcErrorOf(api.listPolicies());
  expect(asked).toHaveLength(8);
});

test('a token that never worked is not asked for again', async () => {
  const { api, asked } = await account(client, {}, token('a'), { status: 401 });
  expect((await pcErrorOf(api.listPolicies())).code).toBe('wrong-credentials');
  expect(asked).toHaveLength(2);
});

test('a token is renewed before its end', async () => {
  const short = (jti: string): Reply => ({ status: 200, body: tokenOf({ jti, iat: 1000, exp: 1600 }) });
  const server = await answerServer(short('a'), policies, short('b'), policies);
  let now = 1;
  const { api } = testApi(server.url, {
    login: client,
    gateway: server.url,
    clock: { now: () => now, sleep: async () => undefined },
  });
  onTestFinished(async () => {
    api.close();
    await server.close();
  });
  await api.listPolicies();
  now += 590_000;
  await api.listPolicies();
  expect(server.asked.map(({ path }) => path.slice(0, 10))).toEqual([
    '/auth/oidc',
    '/api/5.0/f',
    '/auth/oidc',
    '/api/5.0/f',
  ]);
});

test('a page in place of a token is no token', async () => {
  const { api } = await account(client, {}, { status: 200, body: '<html>Welcome</html>' });
  expect((await pcErrorOf(api.connect())).code).toBe('unexpected-answer');
});

test('a private cloud proves a login by token by a list, not by about.php', async () => {
  const byClient = await account(client, { isPrivate: true }, token('a'), profiles);
  expect((await byClient.api.connect()).via).toBe('api-server');
  expect(byClient.asked.map(({ path }) => path)).toEqual([
    '/auth/oidc',
    '/api/2.0/fo/subscription/option_profile/pc/',
  ]);
});

test('with a ready token the gateway is not asked', async () => {
  const login: Login = { kind: 'token', readToken: async () => tokenOf({ jti: 'own' }) };
  const { api, asked } = await account(login, {}, profiles);
  expect((await api.connect()).via).toBe('api-server');
  expect(asked).toHaveLength(1);
  expect(asked[0]?.headers.authorization).toBe(`Bearer ${tokenOf({ jti: 'own' })}`);
  expect(asked[0]?.headers).not.toHaveProperty('request-source');
});

test('a ready token from a file is read again on a 401; one from a variable cannot be', async () => {
  let kept = tokenOf({ jti: '1' });
  const file: Login = { kind: 'token', readToken: async () => kept };
  const { api, asked } = await account(file, {}, policies, { status: 401 }, policies);
  await api.listPolicies();
  kept = tokenOf({ jti: '2' });
  expect(await api.listPolicies()).toEqual([]);
  expect(asked.map(({ headers }) => headers.authorization)).toEqual([
    `Bearer ${tokenOf({ jti: '1' })}`,
    `Bearer ${tokenOf({ jti: '1' })}`,
    `Bearer ${tokenOf({ jti: '2' })}`,
  ]);
  const variable: Login = { kind: 'token', readToken: async () => tokenOf({ jti: '1' }) };
  const other = await account(variable, {}, policies, { status: 401 }, policies);
  await other.api.listPolicies();
  const error = await pcErrorOf(other.api.listPolicies());
  expect([error.code, error.what]).toEqual(['wrong-credentials', 'Qualys refused the token.']);
  expect(other.asked).toHaveLength(2);
});

test('many calls that meet the end of a token get one new token', async () => {
  const simulator = await startSimulator({ speed: 20 });
  const { id: clientId, secret: clientSecret } = simulator.account.client;
  const { api } = testApi(simulator.url, {
    login: { kind: 'client', clientId, clientSecret, level: 'user' },
    gateway: simulator.url,
    clock: { now: Date.now, sleep: async () => undefined },
  });
  onTestFinished(async () => {
    api.close();
    await simulator.close();
  });
  await api.connect();
  await api.listPolicies();
  simulator.account.tokens.clear();
  await Promise.all([
    api.listPolicies(),
    api.listOptionProfiles(),
    api.listScannerAppliances(),
    api.listConnectors(),
  ]);
  expect(simulator.journal.filter(({ path }) => path === '/auth/oidc')).toHaveLength(2);
});
