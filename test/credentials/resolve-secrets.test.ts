import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Keychain } from '../../src/credentials/keychain.js';
import {
  resolveSecret,
  type SecretRequest,
  type SecretSources,
} from '../../src/credentials/resolve-secrets.js';
import { PcError } from '../../src/errors.js';

const request: SecretRequest = {
  owner: 'qualys',
  name: 'password of the Qualys user acme2ab1',
  field: 'credentials.password',
  ref: undefined,
  account: 'qualysapi.qualys.com/acme2ab1',
  variable: 'QUALYS_PASSWORD',
};

const noKeychain: Pick<Keychain, 'get'> = {
  get: async () => {
    throw new PcError('The keychain of this computer cannot be used', {
      kind: 'usage',
      code: 'keychain-unavailable',
      why: 'No D-Bus.',
      next: '',
    });
  },
};

interface File {
  readonly text: string;
  readonly mode?: number;
  readonly folder?: boolean;
  readonly realPath?: string;
}

interface Machine {
  readonly env?: Record<string, string>;
  readonly files?: Record<string, File>;
  readonly kept?: Record<string, string>;
  readonly keychain?: Pick<Keychain, 'get'>;
  readonly typed?: string;
  readonly ci?: boolean;
  readonly allowEnv?: string[];
  readonly allowFiles?: string[];
  readonly hasModes?: boolean;
}

function sources({ env = {}, files = {}, kept = {}, typed, ...rest }: Machine): SecretSources {
  const file = (path: string) => {
    const found = files[path];
    if (found === undefined) throw new Error(`ENOENT: ${path}`);
    return found;
  };
  return {
    env,
    keychain: rest.keychain ?? { get: async (account) => kept[account] },
    readFile: async (path) => file(path).text,
    stat: async (path) => {
      const { text, mode = 0o600, folder = false } = file(path);
      return { mode: 0o100000 | mode, size: text.length, isFile: () => !folder };
    },
    realPath: async (path) => file(path).realPath ?? path,
    hasModes: rest.hasModes ?? true,
    ci: rest.ci ?? false,
    allowEnv: rest.allowEnv ?? [],
    isAllowedFile: async (path) => (rest.allowFiles ?? []).includes(path),
    prompt: typed === undefined ? undefined : async () => typed,
  };
}

const resolve = (ref: string | undefined, machine: Machine) =>
  resolveSecret({ ...request, ref }, sources(machine));
const account = request.account;

describe('a secret without a reference', () => {
  it.each<[string, Machine, string]>([
    [
      'QUALYS_PASSWORD first',
      { env: { QUALYS_PASSWORD: 'a', QUALYS_PASSWORD_FILE: '/f' }, kept: { [account]: 'c' }, typed: 'd' },
      'a',
    ],
    [
      'then QUALYS_PASSWORD_FILE',
      {
        env: { QUALYS_PASSWORD: '', QUALYS_PASSWORD_FILE: '/f' },
        files: { '/f': { text: 'b\n' } },
        kept: { [account]: 'c' },
      },
      'b',
    ],
    ['then the keychain', { kept: { [account]: 'c' }, typed: 'd' }, 'c'],
    ['then the person', { typed: 'd' }, 'd'],
    ['the person also where there is no keychain', { keychain: noKeychain, typed: 'd' }, 'd'],
  ])('comes from %s', async (_, machine, secret) => {
    expect(await resolve(undefined, machine)).toBe(secret);
  });

  it('is missing without a terminal, and every place is named', async () => {
    await expect(resolve(undefined, { keychain: noKeychain })).rejects.toMatchObject({
      kind: 'usage',
      code: 'secret-missing',
      what: 'The password of the Qualys user acme2ab1 is missing',
      why: 'Neither QUALYS_PASSWORD nor QUALYS_PASSWORD_FILE is set. The keychain cannot be used: No D-Bus.',
      next: 'Set QUALYS_PASSWORD, or name a file that only you can read (file:PATH).',
    });
    await expect(resolve(undefined, {})).rejects.toMatchObject({
      why: `Neither QUALYS_PASSWORD nor QUALYS_PASSWORD_FILE is set. The keychain has no entry ${account}.`,
      next: 'Set QUALYS_PASSWORD, or keep it with qualys-pc credentials set.',
    });
  });

  it('is missing when the person types nothing', async () => {
    await expect(resolve(undefined, { typed: '' })).rejects.toMatchObject({ code: 'secret-missing' });
  });

  it('is what was typed in the wizard, before its reference', async () => {
    const machine = { env: { QUALYS_PASSWORD: 'a', X: 'b' } };
    const typed = { qualys: 'typed', proxy: 'other' };
    await expect(resolveSecret({ ...request, ref: 'env:X' }, { ...sources(machine), typed })).resolves.toBe(
      'typed',
    );
    await expect(
      resolveSecret({ ...request, ref: 'env:X' }, { ...sources(machine), typed: { ...typed, qualys: '' } }),
    ).resolves.toBe('b');
  });

  it('is not taken from QUALYS_PASSWORD when it is another secret', async () => {
    const proxy: SecretRequest = {
      owner: 'proxy',
      name: 'password of the proxy',
      field: 'proxy.password',
      ref: undefined,
      account: 'proxy/p:1/u',
    };
    await expect(resolveSecret(proxy, sources({ env: { QUALYS_PASSWORD: 'a' } }))).rejects.toMatchObject({
      code: 'secret-missing',
    });
  });
});

describe('env:NAME', () => {
  it('reads the variable', async () => {
    expect(await resolve('env:MY_SECRET', { env: { MY_SECRET: ' a b ' } })).toBe(' a b ');
  });

  it('falls back to the keychain in a terminal only', async () => {
    const kept = { [account]: 'c' };
    expect(await resolve('env:QUALYS_PASSWORD', { kept, typed: 'd' })).toBe('c');
    expect(await resolve('env:QUALYS_PASSWORD', { typed: 'd' })).toBe('d');
    await expect(resolve('env:QUALYS_PASSWORD', { kept })).rejects.toMatchObject({
      code: 'secret-missing',
      why: 'The variable QUALYS_PASSWORD is not set.',
      next: 'Set QUALYS_PASSWORD for this run.',
    });
  });

  it('may name only QUALYS_ variables in a pipeline, and those that --allow-env named', async () => {
    const env = { AWS_SECRET: 'a', QUALYS_X: 'b', HOST_PW: 'c' };
    await expect(resolve('env:AWS_SECRET', { env, ci: true, allowEnv: ['HOST_PW'] })).rejects.toMatchObject({
      kind: 'usage',
      code: 'variable-not-allowed',
      next: 'Pass --allow-env AWS_SECRET, or use a variable that starts with QUALYS_.',
    });
    expect(await resolve('env:QUALYS_X', { env, ci: true })).toBe('b');
    expect(await resolve('env:HOST_PW', { env, ci: true, allowEnv: ['HOST_PW'] })).toBe('c');
    expect(await resolve('env:AWS_SECRET', { env })).toBe('a');
  });
});

it.each([
  ['env:QUALYS_X', 'secret\n', 'secret'],
  ['env:QUALYS_X', 'secret\r\n', 'secret'],
  ['env:QUALYS_X', ' se\ncret ', ' se\ncret '],
])('a variable loses the line end that was pasted with it: %s %j', async (ref, text, secret) => {
  expect(await resolve(ref, { env: { QUALYS_X: text } })).toBe(secret);
});

it('a variable that holds a line end alone is not set', async () => {
  await expect(resolve('env:QUALYS_X', { env: { QUALYS_X: '\n' } })).rejects.toMatchObject({
    code: 'secret-missing',
  });
});

describe('file:PATH', () => {
  it.each([
    ['secret', 'secret'],
    ['secret\n', 'secret'],
    ['secret\r\n', 'secret'],
    ['secret\n\n', 'secret\n'],
    [' secret ', ' secret '],
  ])('loses one line end at the end: %j', async (text, secret) => {
    expect(await resolve('file:/f', { files: { '/f': { text } } })).toBe(secret);
  });

  it.each<[string, Machine, string]>([
    [
      'others can read',
      { files: { '/f': { text: 'hunter2', mode: 0o644 } } },
      '/f can be read by every user of this machine',
    ],
    [
      'is a folder',
      { files: { '/f': { text: '', folder: true } } },
      '/f is not a file that holds one secret',
    ],
    ['is large', { files: { '/f': { text: 'x'.repeat(70_000) } } }, '/f is not a file that holds one secret'],
    ['is empty', { files: { '/f': { text: '\n' } } }, '/f is empty'],
    ['is missing', {}, "The secret's file /f cannot be read"],
  ])('is refused when it %s', async (_, machine, what) => {
    await expect(resolve('file:/f', machine)).rejects.toMatchObject({
      kind: 'usage',
      code: 'secret-file-refused',
      what,
    });
  });

  it.each([
    ['/etc/qualys/..2026_05_04_09_30_00.123/f', /^Kubernetes mounts it: set defaultMode: 0400/],
    ['/run/secrets/f', /mounted by Docker or Podman: .*mode=0400,uid=N/],
    ['/var/run/secrets/f', /mounted by Docker or Podman/],
    ['/home/ci/f', /^Run chmod 600 on it/],
  ])('a mounted secret that others can read gets the advice of its platform: %s', async (realPath, next) => {
    const files = { '/f': { text: 'hunter2', mode: 0o644, realPath } };
    await expect(resolve('file:/f', { files })).rejects.toMatchObject({ next: expect.stringMatching(next) });
  });

  it('is taken whatever its mode where modes mean nothing', async () => {
    const files = { '/f': { text: 'a', mode: 0o666 } };
    expect(await resolve('file:/f', { files, hasModes: false })).toBe('a');
  });

  it('may belong to a group, as files that Kubernetes mounts do', async () => {
    expect(await resolve('file:/f', { files: { '/f': { text: 'a', mode: 0o440 } } })).toBe('a');
  });
});

describe('keychain:', () => {
  it('reads the entry of the field, also without a terminal', async () => {
    expect(await resolve('keychain:', { kept: { [account]: 'c' }, env: { QUALYS_PASSWORD: 'a' } })).toBe('c');
  });

  it('asks the person when the entry is not there, and else says why it is missing', async () => {
    expect(await resolve('keychain:', { keychain: noKeychain, typed: 'd' })).toBe('d');
    await expect(resolve('keychain:', { keychain: noKeychain })).rejects.toMatchObject({
      why: 'The keychain cannot be used: No D-Bus.',
    });
  });

  it('does not hide an error that is no absence', async () => {
    const keychain = { get: async () => Promise.reject(new TypeError('broken')) };
    await expect(resolve('keychain:', { keychain })).rejects.toThrow(TypeError);
  });
});

describe('a plain value', () => {
  it.each(['hunter2', 'env:', 'env:NO NAME', 'keychain:x', 'file:'])(
    'is refused and never repeated: %s',
    async (ref) => {
      const error = await resolve(ref, { typed: 'd' }).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).toMatchObject({ kind: 'usage', code: 'secret-missing' });
      expect(JSON.stringify(error)).not.toContain('hunter2');
      expect(String((error as PcError).next)).toBe('Write env:NAME, file:PATH or keychain:.');
    },
  );
});

describe('a config never chooses both a secret and where it goes: with CI set', () => {
  const own = {
    'credentials.username': 'QUALYS_USERNAME',
    'credentials.password': 'QUALYS_PASSWORD',
    'credentials.clientSecret': 'QUALYS_CLIENT_SECRET',
    'credentials.token': 'QUALYS_TOKEN',
    'proxy.username': 'QUALYS_PROXY_USERNAME',
    'proxy.password': 'QUALYS_PROXY_PASSWORD',
    'scan.authRecord.username': 'QUALYS_HOST_USERNAME',
    'scan.authRecord.password': 'QUALYS_HOST_PASSWORD',
  } as const;
  const fields = Object.keys(own) as (keyof typeof own)[];
  const settings = ['QUALYS_ALLOW_SERVER', 'QUALYS_ALLOW_FILE', 'QUALYS_PASSWORD_FILE', 'QUALYS_PC_HOME'];
  const env = Object.fromEntries([...Object.values(own), ...settings].map((name) => [name, 'S3cretMarker']));

  it.each(fields)('the variables of this program are open to their own field alone: %s', async (field) => {
    const ask = (name: string, allowEnv: string[] = []) =>
      resolveSecret({ ...request, field, ref: `env:${name}` }, sources({ env, ci: true, allowEnv }));
    expect(await ask(own[field])).toBe('S3cretMarker');
    for (const name of Object.keys(env).filter((one) => one !== own[field])) {
      const refused = await ask(name, [name]).catch((thrown: unknown) => thrown);
      expect(refused, name).toMatchObject({ kind: 'usage', code: 'variable-not-allowed' });
      expect(JSON.stringify(refused)).not.toContain('S3cretMarker');
    }
  });

  it('file: opens only what --allow-file or QUALYS_ALLOW_FILE allows', async () => {
    const files = { id_rsa: { text: 'S3cretMarker' } };
    const refused = await resolve('file:id_rsa', { files, ci: true }).catch((thrown: unknown) => thrown);
    expect(refused).toMatchObject({
      kind: 'usage',
      code: 'file-not-allowed',
      next: expect.stringContaining('--allow-file id_rsa'),
    });
    expect(await resolve('file:id_rsa', { files, ci: true, allowFiles: ['id_rsa'] })).toBe('S3cretMarker');
    expect(await resolve('file:id_rsa', { files })).toBe('S3cretMarker');
    expect(
      await resolve(undefined, { files, ci: true, env: { QUALYS_PASSWORD_FILE: 'id_rsa' } }),
      'the variable is its own consent',
    ).toBe('S3cretMarker');
  });
});

describe('a value that cannot be a secret costs no login attempt', () => {
  it.each([
    '$(QUALYS_PASSWORD)',
    '$QUALYS_PASSWORD',
    `\${MY_PASSWORD}`,
    '%QUALYS_PASSWORD%',
    `\${{ secrets.Any thing }}`,
  ])('the placeholder %s in a variable', async (value) => {
    for (const text of [value, `${value}\n`])
      await expect(resolve(undefined, { env: { QUALYS_PASSWORD: text } })).rejects.toMatchObject({
        kind: 'usage',
        code: 'secret-placeholder',
        what: 'QUALYS_PASSWORD holds a placeholder that was never filled in',
      });
    expect(await resolve('file:/f', { files: { '/f': { text: value } } }), 'a file is not tested').toBe(
      value,
    );
    expect(await resolve('keychain:', { kept: { [account]: value } })).toBe(value);
  });

  it.each(['$(lower)', 'x$(A)', '$(A)x', '$', '%', '%%', '$Abc', `\${A`, '$(A', '100%', '$5', '%A%B', ' $A'])(
    'not so %s, which is a password',
    async (value) => {
      expect(await resolve(undefined, { env: { QUALYS_PASSWORD: value } })).toBe(value);
    },
  );

  it('the path of an existing file in a variable', async () => {
    const files = { '/run/secrets/q': { text: 'x' }, 'C:\\q': { text: 'x' } };
    for (const value of Object.keys(files))
      await expect(resolve(undefined, { env: { QUALYS_PASSWORD: value }, files })).rejects.toMatchObject({
        kind: 'usage',
        code: 'secret-is-path',
      });
    expect(await resolve(undefined, { env: { QUALYS_PASSWORD: '/no/file' }, files })).toBe('/no/file');
    expect(await resolve(undefined, { env: { QUALYS_PASSWORD: 'q' }, files: { q: { text: 'x' } } })).toBe(
      'q',
    );
  });

  it('any other text is taken as it is, but for one line end and a byte order mark', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async (text) => {
        fc.pre(!/[\r\n]$/.test(text) && !text.startsWith('\ufeff') && !/^[$%]/.test(text));
        for (const written of [text, `${text}\r\n`, `\ufeff${text}`])
          expect(await resolve(undefined, { env: { QUALYS_PASSWORD: written } })).toBe(text);
      }),
    );
  });
});
