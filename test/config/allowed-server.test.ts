import { describe, expect, it } from 'vitest';
import {
  allowedProxy,
  allowedServer,
  allowServersFrom,
  publicHosts,
} from '../../src/config/allowed-server.js';

const trusted = { allowServers: [] as string[], publicHosts };

describe('where secrets may go', () => {
  it('includes API servers and gateways of all 14 public platforms', () => {
    expect(publicHosts).toHaveLength(28);
    for (const host of publicHosts) expect(allowedServer(`https://${host}`, trusted)).toBeUndefined();
  });

  it.each(['http://127.0.0.1:8080', 'http://localhost:1', 'https://[::1]:443', 'http://127.8.9.1'])(
    'includes this machine, also without TLS: %s',
    (url) => {
      expect(allowedServer(url, trusted)).toBeUndefined();
    },
  );

  it.each([
    'https://qualysapi.acme.test',
    'https://qualysapi.qualys.com.evil.test',
    'https://evil.test/qualysapi.qualys.com',
    'https://qualysapi.qualys.com@evil.test',
    'https://qualysapi.qualys.com:8443',
    'https://localhost.evil.test',
    'https://127.0.0.1.evil.test',
  ])('does not include %s unless it is named', (url) => {
    const error = allowedServer(url, trusted);
    expect(error).toMatchObject({ kind: 'usage', code: 'server-not-allowed' });
    expect(error?.next).toContain(`--allow-server ${new URL(url).host}`);
  });

  it.each(['qualysapi.acme.test', 'QUALYSAPI.acme.test', 'https://qualysapi.acme.test'])(
    'includes what a person named as %s',
    (host) => {
      expect(
        allowedServer('https://qualysapi.acme.test', { ...trusted, allowServers: [host] }),
      ).toBeUndefined();
    },
  );

  it('holds a named port to that port', () => {
    const named = { ...trusted, allowServers: ['pc.acme.test:8443'] };
    expect(allowedServer('https://pc.acme.test:8443', named)).toBeUndefined();
    expect(allowedServer('https://pc.acme.test', named)?.code).toBe('server-not-allowed');
    const usual = { ...trusted, allowServers: ['pc.acme.test:443'] };
    expect(allowedServer('https://pc.acme.test', usual)).toBeUndefined();
    expect(allowedServer('https://pc.acme.test:8443', usual)?.code).toBe('server-not-allowed');
  });

  it('refuses http beyond this machine even when named', () => {
    const error = allowedServer('http://pc.acme.test', { ...trusted, allowServers: ['pc.acme.test'] });
    expect(error?.what).toBe('pc.acme.test is addressed without encryption');
  });

  it.each(['', 'pc.acme.test', 'ftp://pc.acme.test', 'https://'])(
    'refuses what is no address: %j',
    (text) => {
      expect(allowedServer(text, trusted)?.code).toBe('server-not-allowed');
    },
  );

  it('reads hosts from the flag and the variable', () => {
    expect(allowServersFrom(['a.test,b.test', 'c.test'], { QUALYS_ALLOW_SERVER: 'd.test, e.test' })).toEqual([
      'a.test',
      'b.test',
      'c.test',
      'd.test',
      'e.test',
    ]);
    expect(allowServersFrom([], {})).toEqual([]);
  });
});

describe('the login of a proxy', () => {
  const login = {
    host: 'proxy.acme.test',
    port: 3128,
    username: 'ci',
    password: 'env:QUALYS_PROXY_PASSWORD',
  };
  const trust = { ci: true, hostIsFlag: false, allowProxies: [] as string[], env: {} };

  it('goes in CI to no proxy that only the config names', () => {
    for (const proxy of [login, { ...login, username: undefined }, { ...login, password: undefined }])
      expect(allowedProxy(proxy, trust)).toMatchObject({
        kind: 'usage',
        code: 'proxy-not-allowed',
        next: expect.stringContaining('--allow-proxy proxy.acme.test:3128'),
      });
  });

  it.each([
    ['outside CI', { ci: false }],
    ['when a flag names the host', { hostIsFlag: true }],
    ['when --allow-proxy names it', { allowProxies: ['proxy.acme.test'] }],
    ['when --allow-proxy names it with its port', { allowProxies: ['other.test,PROXY.acme.test:3128'] }],
    ['when QUALYS_ALLOW_PROXY names it', { env: { QUALYS_ALLOW_PROXY: 'other.test, proxy.acme.test:3128' } }],
  ])('goes there %s', (_, more) => {
    expect(allowedProxy(login, { ...trust, ...more })).toBeUndefined();
  });

  it.each(['acme.test', 'proxy.acme.test:80', 'proxy.acme.test.evil.test', 'xproxy.acme.test'])(
    'is not let out by %s',
    (entry) => {
      expect(allowedProxy(login, { ...trust, allowProxies: [entry] })?.code).toBe('proxy-not-allowed');
    },
  );

  it('does not matter for a proxy without one', () => {
    expect(allowedProxy({ host: 'proxy.acme.test', port: 80 }, trust)).toBeUndefined();
    const named = { ...trust, allowProxies: ['proxy.acme.test:80'] };
    expect(allowedProxy({ ...login, port: 80 }, named)).toBeUndefined();
  });
});
