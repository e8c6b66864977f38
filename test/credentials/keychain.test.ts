import { describe, expect, it } from 'vitest';
import type { Clock } from '../../src/clock.js';
import {
  hostAccount,
  passwordVariableOf,
  proxyAccount,
  qualysAccount,
} from '../../src/credentials/accounts.js';
import { createKeychain, isKeychainUnavailable } from '../../src/credentials/keychain.js';
import type { KeytarModule } from '../../src/credentials/keychain-process.js';

const patient: Clock = {
  now: () => 0,
  sleep: (_, signal) =>
    new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
};

function fakeKeytar(entries = new Map<string, string>()) {
  const calls: string[] = [];
  const keytar: KeytarModule = {
    getPassword: async (service, account) => {
      calls.push(`get ${service} ${account}`);
      return entries.get(account) ?? null;
    },
    setPassword: async (service, account, password) => {
      calls.push(`set ${service} ${account}`);
      entries.set(account, password);
    },
    deletePassword: async (_, account) => entries.delete(account),
    findCredentials: async () => [...entries].map(([account, password]) => ({ account, password })),
  };
  return { keytar, calls };
}

describe('the keychain', () => {
  it('keeps, gives, lists and removes entries of the service qualys-pc', async () => {
    const { keytar, calls } = fakeKeytar();
    const keychain = createKeychain({ clock: patient, interactive: true }, async () => keytar);
    await keychain.set('b/u', 'secret');
    await keychain.set('a/u', 'other');
    expect(await keychain.get('b/u')).toBe('secret');
    expect(await keychain.get('c/u')).toBeUndefined();
    expect(await keychain.list()).toEqual(['a/u', 'b/u']);
    expect(await keychain.remove('b/u')).toBe(true);
    expect(await keychain.remove('b/u')).toBe(false);
    expect(calls.slice(0, 2)).toEqual(['get qualys-pc probe', 'set qualys-pc b/u']);
  });

  it('is not loaded before it is used, and probed once', async () => {
    let loads = 0;
    const { keytar, calls } = fakeKeytar();
    const keychain = createKeychain({ clock: patient, interactive: true }, async () => {
      loads += 1;
      return keytar;
    });
    expect(loads).toBe(0);
    await Promise.all([keychain.get('a'), keychain.get('b'), keychain.list()]);
    expect(loads).toBe(1);
    expect(calls.filter((call) => call.endsWith('probe'))).toHaveLength(1);
  });

  it('says honestly why it cannot be used', async () => {
    const keychain = createKeychain({ clock: patient, interactive: true }, async () => {
      throw new Error('Failed to connect to the bus');
    });
    const error = await keychain.get('a').catch((thrown: unknown) => thrown);
    expect(isKeychainUnavailable(error)).toBe(true);
    expect(error).toMatchObject({
      what: 'The keychain of this computer cannot be used',
      why: 'Failed to connect to the bus',
    });
    await expect(keychain.list()).rejects.toMatchObject({ code: 'keychain-unavailable' });
  });

  it('gives up on one that does not answer within 3 seconds', async () => {
    const limits: number[] = [];
    const hurried: Clock = {
      now: () => 0,
      sleep: async (ms) => {
        limits.push(ms);
      },
    };
    const keychain = createKeychain(
      { clock: hurried, interactive: true },
      () => new Promise<never>(() => undefined),
    );
    await expect(keychain.set('a', 'secret')).rejects.toMatchObject({
      code: 'keychain-unavailable',
      why: 'It did not answer within 3 seconds.',
    });
    expect(limits).toEqual([3_000]);
  });
});

describe('names of entries', () => {
  it('are those of the design', () => {
    expect(qualysAccount('https://qualysapi.qualys.eu', 'acme2ab1')).toBe('qualysapi.qualys.eu/acme2ab1');
    expect(qualysAccount('http://127.0.0.1:8080', 'u')).toBe('127.0.0.1:8080/u');
    expect(proxyAccount({ host: 'proxy.acme.test', port: 3128, username: 'ci' })).toBe(
      'proxy/proxy.acme.test:3128/ci',
    );
    expect(hostAccount('payments-api', 'unix')).toBe('host/payments-api/unix');
  });
});

describe('the Qualys user', () => {
  it('gets QUALYS_PASSWORD unless QUALYS_USERNAME names somebody else', () => {
    expect(passwordVariableOf('a', {})).toBe('QUALYS_PASSWORD');
    expect(passwordVariableOf('a', { QUALYS_USERNAME: 'a' })).toBe('QUALYS_PASSWORD');
    expect(passwordVariableOf('a', { QUALYS_USERNAME: 'b' })).toBeUndefined();
  });
});
