import { describe, expect, it } from 'vitest';
import { allowedServer, allowServersFrom, publicHosts } from '../../src/config/allowed-server.js';

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
