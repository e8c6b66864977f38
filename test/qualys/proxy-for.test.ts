import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PcError } from '../../src/errors.js';
import { proxyFor } from '../../src/qualys/client/proxy.js';

const server = 'https://qualysapi.qualys.com';
const proxy = { HTTPS_PROXY: 'http://proxy.acme.test:3128' };

describe('proxyFor', () => {
  test.each([
    ['HTTPS_PROXY', 'http://proxy.acme.test:3128', { url: 'http://proxy.acme.test:3128' }],
    ['https_proxy', 'proxy.acme.test:3128', { url: 'http://proxy.acme.test:3128' }],
    ['ALL_PROXY', 'https://proxy.acme.test', { url: 'https://proxy.acme.test' }],
    ['all_proxy', 'http://[fd00::1]:8080/', { url: 'http://[fd00::1]:8080' }],
    [
      'HTTPS_PROXY',
      'http://ci:p%40ss%20%25@proxy.acme.test:3128',
      { url: 'http://proxy.acme.test:3128', username: 'ci', password: 'p@ss %' },
    ],
    [
      'HTTPS_PROXY',
      'http://ci:100%@proxy.acme.test:3128',
      { url: 'http://proxy.acme.test:3128', username: 'ci', password: '100%' },
    ],
  ])('takes %s=%s', (variable, value, expected) => {
    expect(proxyFor(server, { [variable]: value }, undefined)).toEqual(expected);
  });

  test('prefers the variable for HTTPS and passes over empty ones', () => {
    const env = { HTTPS_PROXY: ' ', https_proxy: 'http://two.test:1', ALL_PROXY: 'http://three.test:1' };
    expect(proxyFor(server, env, undefined)).toEqual({ url: 'http://two.test:1' });
    expect(proxyFor(server, { HTTP_PROXY: 'http://one.test:1' }, undefined)).toBeUndefined();
  });

  test("takes the config's proxy whatever the environment says", () => {
    const config = { url: 'http://own.acme.test:1', username: 'u', password: 'p' };
    expect(proxyFor(server, { ...proxy, NO_PROXY: '*' }, config)).toBe(config);
  });

  test.each([
    ['*', true],
    ['qualysapi.qualys.com', true],
    ['QualysAPI.Qualys.COM', true],
    ['qualys.com', true],
    ['.qualys.com', true],
    ['*.qualys.com', true],
    ['acme.test, qualys.com', true],
    ['acme.test qualys.com', true],
    ['qualysapi.qualys.com:443', true],
    ['qualysapi.qualys.com:8443', false],
    ['api.qualys.com', false],
    ['lys.com', false],
    ['com.', true],
    ['qualysapi', false],
    ['10.0.0.0/8', false],
    ['.', false],
    ['', false],
  ])('NO_PROXY=%s takes qualysapi.qualys.com out: %s', (list, out) => {
    expect(proxyFor(server, { ...proxy, NO_PROXY: list }, undefined) === undefined).toBe(out);
    expect(proxyFor(server, { ...proxy, no_proxy: list }, undefined) === undefined).toBe(out);
  });

  test.each([
    ['https://10.1.2.3', '10.0.0.0/8', true],
    ['https://10.1.2.3', '10.1.2.3', true],
    ['https://10.1.2.3:8443', '10.1.2.3:8443', true],
    ['https://10.1.2.3', '10.1.2.3:8443', false],
    ['https://10.1.2.3', '11.0.0.0/8', false],
    ['https://10.1.2.3', '10.0.0.0/99', false],
    ['https://10.1.2.3', '2.3', false],
    ['https://[fd00::5]', 'fd00::/8', true],
    ['https://[fd00::5]:8443', '[fd00::5]:8443', true],
    ['https://[fd00::5]', 'fe80::/10', false],
  ])('an address %s with NO_PROXY=%s goes without proxy: %s', (url, list, out) => {
    expect(proxyFor(url, { ...proxy, NO_PROXY: list }, undefined) === undefined).toBe(out);
  });

  test.each(['http://127.0.0.1:8080', 'http://localhost:1', 'http://[::1]:2', 'https://127.9.9.9'])(
    'a server of this machine, %s, is asked without the proxy of the environment',
    (url) => {
      expect(proxyFor(url, proxy, undefined)).toBeUndefined();
    },
  );

  test.each(['http://127.0.0.1:9', 'http://localhost:1', 'https://[::1]:2', 'https://127.9.9.9'])(
    'a server of this machine, %s, is never asked through the proxy of the config either',
    (url) => {
      const attacker = { url: 'http://attacker.test:1', username: 'u', password: 'p' };
      expect(proxyFor(url, {}, attacker)).toBeUndefined();
    },
  );

  test.each([
    'http://ci:S3cret#Marker@proxy.acme.test:3128',
    'http://ci:12#S3cretMarker@proxy.acme.test:3128',
    'http://ci:12/S3cretMarker@proxy.acme.test:3128',
    'http://ci:12?S3cretMarker@proxy.acme.test:3128',
    'http://CORP\\ci:S3cretMarker@proxy.acme.test:3128',
    'CORP\\ci:S3cretMarker@proxy.acme.test:3128',
    'http://S3cretMarker/x@proxy.acme.test:3128',
    'http://proxy.acme.test:3128/path',
    'http://proxy.acme.test:3128?x',
    'http://S3cret\tMarker:1@proxy.acme.test:3128',
    'socks5://ci:S3cretMarker@proxy.acme.test:1080',
    'http://',
    'http://ci:S3cretMarker@:1',
    'ftp://x',
  ])('refuses %s without showing it', (value) => {
    const refuse = () => proxyFor(server, { ALL_PROXY: value }, undefined);
    expect(refuse).toThrow(PcError);
    expect(refuse).toThrow('ALL_PROXY names no proxy that can be used.');
    expect(refuse).not.toThrow(/S3cretMarker/);
  });

  test('takes the text behind the last @ for the host: nothing of a password ever is', () => {
    expect(proxyFor(server, { HTTPS_PROXY: 'http://ci@corp:p@ss@proxy.acme.test:3128' }, undefined)).toEqual({
      url: 'http://proxy.acme.test:3128',
      username: 'ci@corp',
      password: 'p@ss',
    });
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (user, password) => {
        const value = `http://${user}:${password}@proxy.acme.test:3128`;
        let taken: ReturnType<typeof proxyFor>;
        try {
          taken = proxyFor(server, { HTTPS_PROXY: value }, undefined);
        } catch (error) {
          expect(error).toMatchObject({ code: 'proxy-unusable' });
          return;
        }
        expect(taken?.url).toBe('http://proxy.acme.test:3128');
      }),
    );
  });

  test('carries any user name and password apart from the address', () => {
    const printableText = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(printableText, printableText, (username, password) => {
        fc.pre(username.isWellFormed() && password.isWellFormed());
        const value = `http://${encodeURIComponent(username)}:${encodeURIComponent(password)}@proxy.acme.test:3128`;
        expect(proxyFor(server, { HTTPS_PROXY: value }, undefined)).toEqual({
          url: 'http://proxy.acme.test:3128',
          username,
          password,
        });
      }),
    );
  });

  test('never throws on any NO_PROXY, and a host that it names is always taken out', () => {
    fc.assert(
      fc.property(fc.string(), fc.domain(), (noise, host) => {
        const list = `${noise},${host}`;
        expect(proxyFor(`https://${host}`, { ...proxy, NO_PROXY: list }, undefined)).toBeUndefined();
      }),
    );
  });
});
