import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Simulator, startSimulator } from '../../../src/simulator/start-simulator.js';
import { type ConnectProxy, startConnectProxy } from '../../support/connect-proxy.js';
import { pcErrorOf } from '../support/errors.js';
import { testApi } from '../support/test-api.js';

const login = { username: 'ci', password: 'pr0xy:S3cret%Marker' };
let simulator: Simulator;
let proxy: ConnectProxy;
let ca: string;

beforeAll(async () => {
  simulator = await startSimulator({ tls: true });
  proxy = await startConnectProxy({ ...login, portFor: (_host, port) => port });
  ca = await readFile(simulator.caFile ?? '', 'utf8');
});
afterAll(async () => {
  await simulator.close();
  await proxy.close();
});

const through = (more: object) => () => ({ url: `http://127.0.0.1:${proxy.port}`, ...more });

describe('a proxy that wants credentials', () => {
  test('gets them in a header, and the calls go through it over TLS, on one connection', async () => {
    const { api } = testApi(simulator.url, { ...simulator.credentials, ca, proxyFor: through(login) });
    expect(await api.listOptionProfiles()).not.toEqual([]);
    expect(await api.listPolicies()).not.toEqual([]);
    api.close();
    expect(proxy.seen).toMatchObject([
      { method: 'CONNECT', target: new URL(simulator.url).host, authorized: true },
    ]);
  });

  test('and gets wrong ones says so, once, with no secret', async () => {
    const before = proxy.seen.length;
    const password = 'wr0ngMarker';
    const { api } = testApi(simulator.url, {
      ...simulator.credentials,
      ca,
      proxyFor: through({ ...login, password }),
    });
    const error = await pcErrorOf(api.listOptionProfiles());
    expect(error).toMatchObject({ kind: 'unreachable', code: 'proxy-credentials' });
    expect(error.what).toContain(`127.0.0.1:${proxy.port}`);
    expect(JSON.stringify([error.what, error.why, error.next])).not.toContain(password);
    expect(error.why).toContain('offers Basic');
    // Asked once more, without a login, for the ways that it offers.
    const [first, second, ...more] = proxy.seen.slice(before);
    expect([first?.isLogin, second?.isLogin, more]).toEqual([true, false, []]);
    api.close();
  });

  test.each([
    [['NTLM', 'Negotiate'], 'NTLM or Negotiate'],
    [['Negotiate YII=, NTLM'], 'Negotiate or NTLM'],
    [['Digest realm="a, Basic", qop="auth", nonce="x"'], 'Digest'],
  ])('and offers %j only says what it offers, and asks for no other password', async (offers, named) => {
    const strict = await startConnectProxy({ ...login, offers, password: 'another', portFor: () => 9 });
    const { api } = testApi(simulator.url, {
      ...simulator.credentials,
      ca,
      proxyFor: () => ({ url: `http://127.0.0.1:${strict.port}`, ...login }),
    });
    const error = await pcErrorOf(api.listOptionProfiles());
    expect(error).toMatchObject({ kind: 'unreachable', code: 'proxy-login-unsupported' });
    expect(error.what).toBe(`The proxy 127.0.0.1:${strict.port} takes a login by ${named} only.`);
    expect(error.next).not.toMatch(/password/);
    api.close();
    await strict.close();
  });

  test('is left out for an address that goes without it', async () => {
    const before = proxy.seen.length;
    const { api } = testApi(simulator.url, { ...simulator.credentials, ca, proxyFor: () => undefined });
    expect(await api.listOptionProfiles()).not.toEqual([]);
    expect(proxy.seen).toHaveLength(before);
    api.close();
  });
});

test('a proxy that is not there is named', async () => {
  const { api } = testApi(simulator.url, { ca, proxyFor: () => ({ url: 'http://127.0.0.1:1' }) });
  const error = await pcErrorOf(api.listOptionProfiles());
  expect(error.kind).toBe('unreachable');
  expect(error.code).toBe('proxy-refused');
  expect(error.what).toBe('The proxy 127.0.0.1:1 refuses the connection.');
  api.close();
});

test('a proxy that is not known by name is named', async () => {
  const { api } = testApi(simulator.url, { ca, proxyFor: () => ({ url: 'http://no-proxy.invalid:3128' }) });
  const error = await pcErrorOf(api.listOptionProfiles());
  expect(error).toMatchObject({ code: 'proxy-not-found' });
  expect(error.what).toContain('no-proxy.invalid:3128');
  api.close();
});

test('a certificate of an unknown authority is refused, and the way out is told', async () => {
  const { api } = testApi(simulator.url, simulator.credentials);
  const error = await pcErrorOf(api.listOptionProfiles());
  expect(error).toMatchObject({ kind: 'unreachable', code: 'tls-refused' });
  expect(error.next).toContain('--ca-file');
  api.close();
});
