import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { builtProgram, runBuilt } from '../support/program.js';
import { runHere } from '../support/run-here.js';
import { useSimulator } from '../support/simulator.js';

const run = promisify(execFile);
const simulator = useSimulator();
let cwd = '';

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'qualys-pc-list-'));
});
afterEach(() => rm(cwd, { recursive: true, force: true }));

function login() {
  const { url, credentials } = simulator();
  return {
    args: ['--platform', 'PCP', '--api-server', url, '--username', credentials.username],
    env: { QUALYS_PASSWORD: credentials.password },
  };
}

function list(...words: string[]) {
  const { args, env } = login();
  return runHere(['list', ...words, ...args], { env, cwd });
}

describe('list', () => {
  test.each([
    ['scanners', 'edge-scan-01'],
    ['option-profiles', 'Jenkins_Linux baseline'],
    ['policies', 'CIS'],
    ['connectors', 'prod'],
    ['asset-groups', 'Jenkins_AG_'],
    ['auth-records', 'Jenkins_unix_'],
  ])('%s prints a table of what the account has', async (subject, name) => {
    const { code, stdout } = await list(subject);
    expect(code).toBe(0);
    const [heading = '', ...rows] = stdout.trimEnd().split('\n');
    expect(heading).toMatch(/^ *ID /);
    expect(rows.length).toBeGreaterThan(3);
    expect(stdout).toContain(name);
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  test('instances are looked up by id', async () => {
    const { code, stdout } = await list('instances', 'i-0a11b22c33d44e55f', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([
      {
        instanceId: 'i-0a11b22c33d44e55f',
        accountId: '123456789012',
        state: 'RUNNING',
        region: 'eu-central-1',
      },
    ]);
  });

  test('all instances are listed when none is named', async () => {
    const { code, stdout } = await list('instances', '--json');
    expect(code).toBe(0);
    const instances = JSON.parse(stdout) as { instanceId: string; state?: string }[];
    const known = simulator()
      .account.instances.filter(({ unknownUntilRunOf }) => unknownUntilRunOf === undefined)
      .flatMap(({ sources }) => sources.map(({ instanceId }) => instanceId));
    expect(known.length).toBeGreaterThan(3);
    expect(instances.map(({ instanceId }) => instanceId).sort()).toEqual([...new Set(known)].sort());
  });

  test('auth records of both platforms are listed as JSON, without a password', async () => {
    const { code, stdout } = await list('auth-records', '--json');
    expect(code).toBe(0);
    const records = JSON.parse(stdout) as { id: string; platform: string }[];
    expect(records.map(({ id }) => Number(id)).sort()).toEqual(
      simulator()
        .account.records.map(({ id }) => id)
        .sort(),
    );
    expect(new Set(records.map(({ platform }) => platform))).toEqual(new Set(['unix', 'windows']));
    expect(stdout).not.toMatch(/password/i);
  });

  test('--json prints JSON and nothing else, with ids as text', async () => {
    const { code, stdout, stderr } = await list('connectors', '--json');
    expect(code).toBe(0);
    expect(stderr).toBe('');
    const connectors = JSON.parse(stdout) as { id: unknown; accountId?: unknown }[];
    expect(connectors.length).toBeGreaterThan(100);
    expect(connectors.filter(({ id }) => typeof id !== 'string')).toEqual([]);
    expect(connectors.map(({ accountId }) => accountId)).toContain('012345678901');
  });

  test('option profiles are those that a config may name, and the others are counted', async () => {
    const { stdout, stderr } = await list('option-profiles');
    for (const row of stdout.trimEnd().split('\n').slice(1)) expect(row).toMatch(/\bJenkins_/);
    expect(stderr).toMatch(/^\d+ option profiles are not shown/);
  });

  test('only reads: nothing in the account changes', async () => {
    await list('policies');
    await list('connectors');
    expect(simulator().journal.filter(({ changes }) => changes)).toEqual([]);
  });

  test('takes the account from a config whose scan is unfinished', async () => {
    const { url, credentials } = simulator();
    await writeFile(
      join(cwd, 'qualys-pc.yaml'),
      `version: 1\nplatform: PCP\napiServer: ${url}\ncredentials: { username: ${credentials.username} }\nscan:\n`,
    );
    const { code, stdout } = await runBuilt(['list', 'scanners'], { cwd, env: login().env });
    expect(code).toBe(0);
    expect(stdout).toContain('edge-scan-01');
  });

  test('reads the password from standard input', async () => {
    const { credentials } = simulator();
    const args = ['list', 'scanners', ...login().args, '--password-stdin'];
    const { code, stdout } = await runBuilt(args, { cwd, input: `${credentials.password}\n` });
    expect(code).toBe(0);
    expect(stdout).toContain('edge-scan-01');
  });

  test('--verbose names each call on stderr, and the password is nowhere', async () => {
    const { stdout, stderr } = await list('scanners', '--verbose');
    expect(stderr).toMatch(/\/api\/2\.0\/fo\/appliance\/ list 200/);
    expect(stdout + stderr).not.toContain(simulator().credentials.password);
  });

  test('a closed pipe ends quietly', async () => {
    const { args, env } = login();
    const script = `"$0" "$@" | head -n 1; echo "codes \${PIPESTATUS[*]}"`;
    const { stdout, stderr } = await run(
      'bash',
      ['--norc', '-c', script, process.execPath, builtProgram, 'list', 'policies', ...args],
      { cwd, env: { PATH: process.env.PATH, ...env } },
    );
    expect(stdout).toMatch(/^ *ID .*\ncodes 0 0\n$/);
    expect(stderr).toBe('');
  });
});

describe("a certificate authority of one's own", () => {
  const tls = useSimulator({ tls: true });

  test.each([
    ['--ca-file', (file: string) => ({ args: ['--ca-file', file], env: {} })],
    ['NODE_EXTRA_CA_CERTS', (file: string) => ({ args: [], env: { NODE_EXTRA_CA_CERTS: file } })],
    [
      'NODE_EXTRA_CA_CERTS beside an unrelated --ca-file',
      (file: string) => ({ args: ['--ca-file', 'other.pem'], env: { NODE_EXTRA_CA_CERTS: file } }),
    ],
  ])('is trusted by %s', async (_name, trust) => {
    const { url, caFile = '', credentials } = tls();
    await writeFile(join(cwd, 'other.pem'), rootCertificates[0] ?? '');
    const { args, env } = trust(caFile);
    const account = ['--platform', 'PCP', '--api-server', url, '--username', credentials.username];
    const { code, stdout } = await runBuilt(['list', 'scanners', ...account, ...args], {
      cwd,
      env: { QUALYS_PASSWORD: credentials.password, ...env },
    });
    expect(code).toBe(0);
    expect(stdout).toContain('edge-scan-01');
  });

  test('is needed: without it the connection is refused as not trusted', async () => {
    const { url, credentials } = tls();
    const account = ['--platform', 'PCP', '--api-server', url, '--username', credentials.username];
    const { code, stderr } = await runBuilt(['list', 'scanners', ...account], {
      cwd,
      env: { QUALYS_PASSWORD: credentials.password },
    });
    expect(code).toBe(3);
    expect(stderr).toContain('--ca-file');
  });
});

describe('what a person can get wrong', () => {
  test.each([
    ['no platform', ['list', 'scanners'], '--platform'],
    ['no user', ['list', 'scanners', '--platform', 'US2'], 'QUALYS_USERNAME'],
    ['no password', ['list', 'scanners', '--platform', 'US2', '--username', 'acme2ab1'], 'QUALYS_PASSWORD'],
    ['ids where none belong', ['list', 'scanners', '40101', '--platform', 'US2'], 'takes no ids'],
    [
      'a certificate file that is not there',
      ['list', 'scanners', '--platform', 'US2', '--username', 'acme2ab1', '--ca-file', 'none.pem'],
      'ENOENT',
    ],
  ])('%s is a usage error with the way out', async (_name, args, message) => {
    const ended = await runHere(args, { cwd });
    expect(ended.code).toBe(2);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toMatch(/^error {2}/);
    expect(ended.stderr).toMatch(/^next {3}/m);
    expect(ended.stderr).toContain(message);
  });

  test('a config alone cannot send the password to another server', async () => {
    await writeFile(
      join(cwd, 'qualys-pc.yaml'),
      'version: 1\nplatform: US2\napiServer: https://qualysapi.evil.test\ncredentials: { username: acme2ab1 }\n',
    );
    const { code, stderr } = await runHere(['list', 'scanners'], {
      cwd,
      env: { QUALYS_PASSWORD: 's3cret' },
    });
    expect(code).toBe(2);
    expect(stderr).toContain('--allow-server qualysapi.evil.test');
  });

  test('a wrong password is exit 3 with the code and text of Qualys', async () => {
    const { args } = login();
    const { code, stderr } = await runHere(['list', 'scanners', ...args], {
      cwd,
      env: { QUALYS_PASSWORD: 'no' },
    });
    expect(code).toBe(3);
    expect(stderr).toMatch(/^why {4}.*Bad Login/m);
    expect(simulator().journal).toHaveLength(1);
  });
});
