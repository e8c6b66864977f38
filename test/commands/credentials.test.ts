import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  runCredentialsList,
  runCredentialsRemove,
  runCredentialsSet,
  type SetCredentialArgs,
} from '../../src/commands/credentials.js';
import { loginAccount, loginIdentity } from '../../src/credentials/qualys-login.js';
import { commandIo } from '../support/command-io.js';
import { typingInput } from '../support/fake-terminal.js';

/** A keychain that lives as long as the test. */
function keychainOf(entries: Record<string, string> = {}) {
  const kept = new Map(Object.entries(entries));
  return {
    kept,
    list: async () => [...kept.keys()].sort(),
    get: async (account: string) => kept.get(account),
    set: async (account: string, secret: string) => void kept.set(account, secret),
    remove: async (account: string) => kept.delete(account),
  };
}

const args: SetCredentialArgs = {
  config: undefined,
  flags: {},
  owner: 'qualys',
  passwordStdin: true,
  caFile: undefined,
  allowServers: [],
  allowProxies: [],
  allowEnv: [],
  allowFiles: [],
  level: 'normal',
};

const config = {
  version: 1,
  platform: 'PCP',
  apiServer: 'https://qualysapi.acme.test',
  credentials: { username: 'acme2ab1' },
  proxy: { host: 'proxy.acme.test', port: 3128, username: 'ci', password: 'keychain:' },
  scan: {
    jobName: 'payments-api',
    target: { type: 'host', ips: ['10.20.30.40'] },
    authRecord: { platform: 'unix', username: 'scan', password: 'keychain:' },
    optionProfile: { title: 'Jenkins_Baseline' },
  },
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qualys-pc-credentials-'));
  await writeFile(join(folder, 'qualys-pc.json'), JSON.stringify(config));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('setting a password', () => {
  test.each([
    [
      'the user of flags',
      'qualys',
      { platform: 'US2', username: 'acme2ab1' },
      'qualysapi.qg2.apps.qualys.com/acme2ab1',
    ],
    [
      'the client of flags',
      'qualys',
      { platform: 'US2', clientId: '7c1d0f3a', clientLevel: 'subscription' },
      'qualysapi.qg2.apps.qualys.com/7c1d0f3a',
    ],
    [
      'the proxy of flags',
      'proxy',
      { platform: 'US2', proxyHost: 'proxy.acme.test', proxyPort: 3128, proxyUsername: 'ci' },
      'proxy/proxy.acme.test:3128/ci',
    ],
    [
      'the hosts of a job',
      'host',
      { jobName: 'payments-api', authPlatform: 'windows' },
      'host/payments-api/windows',
    ],
  ] as const)('%s is kept under its name', async (_name, owner, flags, account) => {
    const keychain = keychainOf();
    const { io, stdout } = commandIo({ input: 's3cret\n' });
    expect(await runCredentialsSet({ ...args, owner, flags }, io, keychain)).toBe(0);
    expect([...keychain.kept]).toEqual([[account, 's3cret']]);
    expect(stdout()).toBe(`Kept in the keychain as ${account}.\n`);
  });

  test.each([
    ['qualys', 'qualysapi.acme.test/acme2ab1'],
    ['proxy', 'proxy/proxy.acme.test:3128/ci'],
    ['host', 'host/payments-api/unix'],
  ] as const)('the config in the working directory names the entry of %s', async (owner, account) => {
    const keychain = keychainOf();
    const { io } = commandIo({ input: 's3cret\n', cwd: folder });
    expect(await runCredentialsSet({ ...args, owner }, io, keychain)).toBe(0);
    expect([...keychain.kept]).toEqual([[account, 's3cret']]);
  });

  test.each([
    ['a client', { clientId: '7c1d0f3a', clientSecret: 'keychain:' }, 'qualysapi.acme.test/7c1d0f3a'],
    ['a token', { token: 'keychain:' }, 'qualysapi.acme.test/token'],
  ])('the secret of %s is kept under its name, and found there', async (_name, credentials, account) => {
    const place = await mkdtemp(join(tmpdir(), 'qualys-pc-credentials-'));
    await writeFile(join(place, 'qualys-pc.json'), JSON.stringify({ ...config, credentials }));
    const keychain = keychainOf();
    const { io } = commandIo({ input: 's3cret\n', cwd: place });
    expect(await runCredentialsSet(args, io, keychain)).toBe(0);
    expect([...keychain.kept]).toEqual([[account, 's3cret']]);
    const identity = loginIdentity(credentials, { env: {}, ci: false, allowEnv: [] });
    expect(loginAccount('https://qualysapi.acme.test', identity)).toBe(account);
    await rm(place, { recursive: true });
  });

  test('at a terminal the password is asked for and not shown', async () => {
    const keychain = keychainOf();
    const { input, type } = typingInput();
    const { io, stdout, stderr } = commandIo({ stdin: input, interactive: true });
    const flags = { platform: 'EU1', username: 'acme2ab1' };
    const done = runCredentialsSet({ ...args, flags, passwordStdin: false }, io, keychain);
    type('s3cret\r');
    expect(await done).toBe(0);
    expect([...keychain.kept.values()]).toEqual(['s3cret']);
    expect(stdout() + stderr()).not.toContain('s3cret');
  });

  test.each([
    [
      'an empty password',
      { passwordStdin: true, flags: { platform: 'US2', username: 'a_b1' } },
      'secret-missing',
    ],
    [
      'no terminal to ask at',
      { passwordStdin: false, flags: { platform: 'US2', username: 'a_b1' } },
      'secret-missing',
    ],
    ['no user', { flags: { platform: 'US2' } }, 'username-missing'],
    ['no proxy', { owner: 'proxy' as const, flags: { platform: 'US2' } }, 'credential-unnamed'],
    ['no job', { owner: 'host' as const }, 'credential-unnamed'],
    ['the config and the password from standard input', { config: '-' }, 'flags-conflict'],
  ])('%s is a usage error and keeps nothing', async (_name, given, code) => {
    const keychain = keychainOf();
    const { io } = commandIo();
    await expect(runCredentialsSet({ ...args, ...given }, io, keychain)).rejects.toMatchObject({
      kind: 'usage',
      code,
    });
    expect(keychain.kept.size).toBe(0);
  });
});

test('list names the entries and never a password', async () => {
  const { io, stdout } = commandIo();
  expect(await runCredentialsList({}, io, keychainOf({ 'b/user': 's3cret', 'a/user': 'other' }))).toBe(0);
  expect(stdout()).toBe('a/user\nb/user\n');
});

test('an empty keychain says so and prints nothing', async () => {
  const { io, stdout, stderr } = commandIo();
  expect(await runCredentialsList({}, io, keychainOf())).toBe(0);
  expect(stdout()).toBe('');
  expect(stderr()).toContain('holds nothing');
});

test('remove takes out the named entry, and only that', async () => {
  const keychain = keychainOf({ 'a/user': 'x', 'b/user': 'y' });
  const { io } = commandIo();
  expect(await runCredentialsRemove({ account: 'a/user' }, io, keychain)).toBe(0);
  expect([...keychain.kept.keys()]).toEqual(['b/user']);
  await expect(runCredentialsRemove({ account: 'a/user' }, io, keychain)).rejects.toMatchObject({
    kind: 'usage',
    code: 'credential-unknown',
  });
});

test('with `--json` each prints one document: the names, never a secret', async () => {
  const keychain = keychainOf({ 'b/user': 's3cret' });
  const flags = { platform: 'US2', username: 'acme2ab1' };
  const set = commandIo({ cwd: folder, input: 'n3w' });
  await runCredentialsSet({ ...args, flags, json: true }, set.io, keychain);
  const { account } = JSON.parse(set.stdout());
  expect(JSON.parse(set.stdout())).toEqual({ version: 1, account, kept: true });
  const list = commandIo();
  await runCredentialsList({ json: true }, list.io, keychain);
  expect(JSON.parse(list.stdout())).toEqual({ version: 1, accounts: ['b/user', account] });
  const removed = commandIo();
  await runCredentialsRemove({ account: 'b/user', json: true }, removed.io, keychain);
  expect(JSON.parse(removed.stdout())).toEqual({ version: 1, account: 'b/user', removed: true });
  expect(set.stdout() + list.stdout()).not.toMatch(/s3cret|n3w/);
});
