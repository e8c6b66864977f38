import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startConnectProxy } from '../support/connect-proxy.js';
import { openWorkplace, type Tree } from '../support/engine.js';

const marker = 'S3cretMarker';

/** Another user's proxy, which answers whatever it is asked and remembers it. */
async function attacker() {
  const proxy = await startConnectProxy({ username: 'x', password: 'x', portFor: () => 9 });
  onTestFinished(() => proxy.close());
  return proxy;
}

/** A folder outside the workspace that a config must not reach. */
function outside(): string {
  const folder = mkdtempSync(join(tmpdir(), 'qualys-pc-outside-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('a config never chooses both a secret and where it goes: exit 2 before any call', () => {
  test('loopback is never asked through a proxy; http: with a proxy of config or flag is refused', async () => {
    const place = await openWorkplace();
    const proxy = await attacker();
    const server = { apiServer: 'http://127.0.0.1:9', gateway: 'http://127.0.0.1:9' };
    const address = { host: '127.0.0.1', port: proxy.port };
    place.writeConfig({ ...server, proxy: address });
    const byConfig = await place.run();
    expect(byConfig.code, byConfig.stderr).toBe(2);
    expect(byConfig.stderr).toMatch(/apiServer .*the proxy would read the password/);
    place.writeConfig(server);
    const byFlag = await place.run(['--proxy-host', address.host, '--proxy-port', String(address.port)]);
    expect(byFlag.code, byFlag.stderr).toBe(2);
    place.writeConfig({});
    const byEnvironment = await place.run([], {
      HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
      NO_PROXY: '',
    });
    expect(byEnvironment.code, byEnvironment.stderr).not.toBe(2);
    expect(proxy.seen).toEqual([]);
    expect(place.launches()).toBe(1);
  });

  test('a proxy with credentials that only the config names is refused in CI unless --allow-proxy or QUALYS_ALLOW_PROXY names it', async () => {
    const place = await openWorkplace();
    const proxy = await attacker();
    writeFileSync(join(place.folder, 'id_rsa'), marker, { mode: 0o600 });
    const env = { QUALYS_PROXY_PASSWORD: marker, QUALYS_PROXY_USERNAME: 'ci', DB_PASSWORD: marker };
    for (const password of [
      'env:QUALYS_PROXY_PASSWORD',
      'env:QUALYS_PASSWORD',
      'env:DB_PASSWORD',
      'file:id_rsa',
      'keychain:',
    ])
      for (const username of ['ci', null]) {
        place.writeConfig({
          apiServer: null,
          gateway: null,
          proxy: {
            host: '127.0.0.1',
            port: proxy.port,
            password,
            ...(username === null ? {} : { username }),
          },
        });
        const ran = await place.run([], env);
        expect(ran.code, ran.stderr).toBe(2);
        expect(ran.stdout + ran.stderr).not.toContain(marker);
      }
    expect(proxy.seen).toEqual([]);
    place.writeConfig({
      apiServer: null,
      gateway: null,
      proxy: { host: '127.0.0.1', port: proxy.port, username: 'ci', password: 'env:QUALYS_PROXY_PASSWORD' },
    });
    for (const [args, more] of [
      [['--allow-proxy', `127.0.0.1:${proxy.port}`], {}],
      [[], { QUALYS_ALLOW_PROXY: '127.0.0.1' }],
      [['--proxy-host', '127.0.0.1'], {}],
    ] as const) {
      const allowed = await place.run(args, { ...env, ...more });
      expect(allowed.code, allowed.stderr).toBe(3);
      expect(allowed.stdout + allowed.stderr).not.toContain(marker);
    }
    expect(proxy.seen.length).toBeGreaterThan(0);
  });

  test('no field hands out a variable or file of the build agent', async () => {
    const place = await openWorkplace();
    writeFileSync(join(place.folder, 'id_rsa'), marker, { mode: 0o600 });
    symlinkSync(join(place.folder, 'id_rsa'), join(place.folder, 'allowed-link'));
    const env = { DB_PASSWORD: marker, QUALYS_CLIENT_SECRET: marker, QUALYS_PASSWORD: 'x' };
    const references = ['env:DB_PASSWORD', 'env:QUALYS_CLIENT_SECRET', 'file:id_rsa', 'file:allowed-link'];
    const fields = references.flatMap((password): Tree[] => [
      { credentials: { password } },
      { scan: { authRecord: { platform: 'unix', username: 'scan', password } } },
    ]);
    const usernames = references
      .slice(0, 2)
      .flatMap((username): Tree[] => [
        { credentials: { username } },
        { scan: { authRecord: { platform: 'unix', username, password: 'env:QUALYS_HOST_PASSWORD' } } },
      ]);
    for (const change of [...fields, ...usernames]) {
      place.writeConfig(change);
      const ran = await place.run([], env);
      expect(ran.code, `${JSON.stringify(change)} ${ran.stderr}`).toBe(2);
      expect(ran.stdout + ran.stderr).not.toContain(marker);
    }
    expect(place.simulator.journal).toEqual([]);
  });

  test('--allow-file opens a file, a folder above it, and no link that leads out of it', async () => {
    const place = await openWorkplace();
    const { password } = place.simulator.credentials;
    mkdirSync(join(place.folder, 'secrets'));
    const elsewhere = outside();
    for (const file of [join(place.folder, 'secrets', 'qualys'), join(elsewhere, 'qualys')])
      writeFileSync(file, `\ufeff${password}\n`, { mode: 0o600 });
    symlinkSync(join(elsewhere, 'qualys'), join(place.folder, 'secrets', 'link'));
    const run = (file: string, args: string[], env: Record<string, string> = {}) => {
      place.writeConfig({ credentials: { password: `file:${file}` } });
      return place.command(['list', 'scanners', ...args], { QUALYS_PASSWORD: '', ...env });
    };
    expect((await run('secrets/qualys', ['--allow-file', 'secrets/qualys'])).code).toBe(0);
    expect((await run('secrets/qualys', ['--allow-file', 'secrets'])).code).toBe(0);
    expect((await run('secrets/qualys', [], { QUALYS_ALLOW_FILE: join(place.folder, 'secrets') })).code).toBe(
      0,
    );
    const before = place.simulator.journal.length;
    expect((await run('secrets/qualys', ['--allow-file', 'secrets/other'])).code).toBe(2);
    const linked = await run('secrets/link', ['--allow-file', 'secrets']);
    expect(linked.code, linked.stderr).toBe(2);
    expect(linked.stderr).toMatch(/^next .*--allow-file secrets\/link/m);
    expect(place.simulator.journal).toHaveLength(before);
  });

  test('reports.directory and baseline lie inside the working directory, symbolic links resolved, unless a flag names them', async () => {
    const place = await openWorkplace();
    const folder = outside();
    const own = ['result.json', 'report.html', 'junit.xml', 'state.json'];
    for (const name of own) writeFileSync(join(folder, name), marker);
    symlinkSync(folder, join(place.folder, 'link'));
    symlinkSync(join(folder, 'result.json'), join(place.folder, 'tok'));
    const wrong: Tree[] = [
      { reports: { directory: folder } },
      { reports: { directory: '../' } },
      { reports: { directory: 'link' } },
      { reports: { directory: 'link/deeper/still' } },
      { criteria: { baseline: join(folder, 'result.json') } },
      { criteria: { baseline: 'tok' } },
    ];
    for (const change of wrong) {
      place.writeConfig(change);
      const ran = await place.run();
      expect(ran.code, `${JSON.stringify(change)} ${ran.stderr}`).toBe(2);
      expect(ran.stderr).toMatch(/leads out of the working directory/);
      expect(ran.stderr).not.toContain(marker);
    }
    expect(place.simulator.journal).toEqual([]);
    for (const name of own) expect(await place.file(`link/${name}`)).toBe(marker);
    place.writeConfig({});
    const flagged = await place.run(['--report-dir', join(folder, 'flag')]);
    expect(flagged.code, flagged.stderr).toBe(0);
  });

  test('no folder or state file below reports.directory is a link that leads out of it', async () => {
    const folder = outside();
    const own = ['result.json', 'report.html', 'junit.xml'];
    for (const name of own) writeFileSync(join(folder, name), marker);
    const scan = (ip: string): Tree => ({
      target: { type: 'host', ips: [ip] },
      optionProfile: { id: '51491' },
      scanner: 'edge-scan-01',
    });
    const jobs = { payments: { scan: scan('10.20.30.40') }, orders: { scan: scan('10.20.30.41') } };
    const estate: Tree = { defaults: { reports: { directory: 'results' } }, jobs, reports: null };
    const two: Tree = { ...estate, jobs: { payments: { scan: scan('10.20.30.40-10.20.30.41') } } };
    for (const [link, to, args, change] of [
      ['shard-1', folder, ['--shard', '1/2'], undefined],
      ['payments', folder, [], estate],
      ['payments/shard-1', folder, ['--shard', '1/2', '--job', 'payments'], two],
      ['state.json', join(folder, 'state.json'), [], undefined],
    ] as const) {
      const place = await openWorkplace();
      if (change !== undefined) place.writeWhole(change);
      const results = join(place.folder, 'results');
      mkdirSync(dirname(join(results, link)), { recursive: true });
      symlinkSync(to, join(results, link));
      const ran = await place.run(args);
      expect(ran.code, `${link} ${ran.stderr}`).toBe(2);
      expect(ran.stderr).toMatch(/leads out of the report directory/);
      expect(place.launches()).toBe(0);
      expect(readdirSync(folder).sort()).toEqual([...own].sort());
      for (const name of own) expect(readFileSync(join(folder, name), 'utf8')).toBe(marker);
    }
  });
});

describe('names, never contents', () => {
  test('a variable or a file that a config names is never printed', async () => {
    const place = await openWorkplace();
    writeFileSync(join(place.folder, 'tok'), `${marker} and more`);
    writeFileSync(join(place.folder, 'tok.json'), JSON.stringify({ version: 1, [marker]: marker }));
    writeFileSync(
      join(place.folder, 'rows.json'),
      JSON.stringify({ version: 1, entries: [{ policyId: marker, cid: marker }] }),
    );
    const env = { DB_PASSWORD: marker };
    const changes: Tree[] = [
      { scan: { target: { type: 'host', ips: ['env.DB_PASSWORD'] } } },
      { scan: { target: { type: 'host', ips: ['10.0.0.1', 'env.DB_PASSWORD'] } } },
      {
        scan: {
          target: { type: 'ec2', instanceIds: ['env.DB_PASSWORD'], connector: { name: 'c' } },
          scanner: 'ec2-scan-01',
        },
      },
      { criteria: { baseline: 'tok' } },
      { criteria: { baseline: 'tok.json' } },
      { criteria: { baseline: 'rows.json' } },
    ];
    for (const change of changes) {
      place.writeConfig(change);
      const ran = await place.run(['--verbose'], env);
      expect(ran.code, `${JSON.stringify(change)} ${ran.stderr}`).toBe(2);
      expect(ran.stdout + ran.stderr).not.toContain(marker);
      expect(ran.stderr).toMatch(/DB_PASSWORD|tok|rows/);
    }
  });

  test.each(['env.__proto__', 'env.constructor', 'env.toString', 'env.hasOwnProperty'])(
    'own properties only: %s is a variable that is not set',
    async (entry) => {
      const place = await openWorkplace({ config: { scan: { target: { type: 'host', ips: [entry] } } } });
      const ran = await place.run();
      expect(ran.code, ran.stderr).toBe(2);
      expect(ran.stderr).toMatch(/which is not set/);
    },
  );

  test.each(['__proto__', 'constructor', 'toString'])('a key %s is no setting', async (key) => {
    const place = await openWorkplace();
    for (const text of [
      `{"version":1,"platform":"US2","${key}":{"x":1}}`,
      `{"version":1,"platform":"US2","scan":{"target":{"type":"host","ips":["10.0.0.1"],"${key}":[1]},"optionProfile":{"id":"1"}}}`,
    ]) {
      writeFileSync(join(place.folder, 'qualys-pc.json'), text);
      const ran = await place.run();
      expect(ran.code, ran.stderr).toBe(2);
      expect(ran.stderr).toContain(`${key} (1:`);
    }
  });
});

describe('the login of the hosts', () => {
  test('user names may be env:NAME, and without the field they are those of QUALYS_HOST_USERNAME', async () => {
    for (const [authRecord, env] of [
      [
        { username: 'env:QUALYS_SCAN_USER', password: 'env:QUALYS_HOST_PASSWORD' },
        { QUALYS_SCAN_USER: 'scan7' },
      ],
      [{ password: 'env:QUALYS_HOST_PASSWORD' }, { QUALYS_HOST_USERNAME: 'scan7' }],
      [{}, { QUALYS_HOST_USERNAME: 'scan7' }],
    ] as const) {
      const place = await openWorkplace({
        config: { scan: { authRecord: { platform: 'unix', ...authRecord } } },
      });
      const ran = await place.run([], env);
      expect(ran.code, ran.stderr).toBe(0);
      expect((await place.result()).authRecord).toMatchObject({ username: 'scan7' });
      const created = place.simulator.journal.find(
        ({ path, action }) => path.includes('/auth/unix') && action === 'create',
      );
      expect(created?.params).toMatchObject({ username: 'scan7' });
    }
  });
});
