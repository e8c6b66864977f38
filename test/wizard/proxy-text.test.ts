import { describe, expect, test } from 'vitest';
import { parseProxy, readProxyTyped } from '../../src/wizard/typed-text.js';

describe('A proxy', () => {
  test.each([
    ['proxy.acme.test:3128', { host: 'proxy.acme.test', port: 3128 }],
    [' http://proxy:8080/ ', { host: 'proxy', port: 8080 }],
    ['[2001:db8::1]:3128', { host: '[2001:db8::1]', port: 3128 }],
    ['proxy.acme.test', 'A proxy is a host and a port: proxy.acme.test:3128.'],
    ['proxy:70000', '70000 is not a port of 1 to 65535.'],
    ['ci:pw@proxy:1', 'Its user name and password have fields of their own.'],
  ])('%s is read, or told what is wrong', (text, read) => {
    expect(parseProxy(text)).toEqual(read);
  });

  test.each([
    ['proxy.acme.test:3128', 'proxy.acme.test:3128', undefined],
    ['http://ci:s3cret@proxy.acme.test:3128', 'proxy.acme.test:3128', { username: 'ci', password: 's3cret' }],
    ['ci:p@ss:w@proxy:1', 'proxy:1', { username: 'ci', password: 'p@ss:w' }],
    ['ci@proxy:1', 'proxy:1', { username: 'ci', password: '' }],
    ['ci:s3cret', 'ci', undefined],
    ['[2001:db8::1]:3128', '[2001:db8::1]:3128', undefined],
  ])('%s is an address, and perhaps a login', (text, address, login) => {
    const typed = readProxyTyped(text);
    expect({ address: typed.address, login: typed.login }).toEqual({ address, login });
  });

  test.each([
    ['ci', 'ci'],
    ['ci:', 'ci:'],
    ['ci:s', 'ci:'],
    ['ci:123456', 'ci:'],
    ['ci:1a', 'ci:'],
    ['ci:12345@proxy', 'ci:'],
    ['https://ci:s3cret@proxy.acme.test:3128', 'https://ci:'],
    ['john.doe:pw', 'john.doe:'],
    ['john@acme.test:pw@proxy', 'john@acme.test:'],
    ['proxy.acme.test:3128', 'proxy.acme.test:3128'],
    ['localhost:3128', 'localhost:3128'],
    // A port is a port, however short the host's name.
    ['proxy:3128', 'proxy:3128'],
    ['ci@proxy:3128', 'ci@proxy:3128'],
    ['[2001:db8::1]:3128', '[2001:db8::1]:3128'],
  ])('of %s no letter is drawn that may be a password', (text, drawn) => {
    expect(text.slice(0, readProxyTyped(text).drawn)).toBe(drawn);
  });
});
