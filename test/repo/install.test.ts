import { execFile } from 'node:child_process';
import { lstat, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allowedLicences } from '../../scripts/bundle/notices.js';
import { describeNeeding } from '../support/needs.js';
import { root } from '../support/program.js';

const run = promisify(execFile);

/** Bytes of a folder or file, links not followed. */
async function bytesOf(path: string): Promise<number> {
  const info = await lstat(path);
  if (!info.isDirectory()) return info.size;
  const sizes = await Promise.all((await readdir(path)).map((name) => bytesOf(join(path, name))));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name));
}

let folder = '';
let prefix = '';
let tarball = '';
const npm = (...args: string[]) => run('npm', [...args, '--prefix', prefix, '--offline'], { cwd: folder });
/** A pipeline's environment without a home, so that nothing of this machine takes part. */
const env = { PATH: process.env.PATH ?? '', CI: 'true' };
const program = () => join(prefix, 'lib/node_modules/qualys-pc-wizard/dist/cli.js');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qualys-pc-install-'));
  prefix = join(folder, 'prefix');
  const { stdout } = await run(
    'npm',
    ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder],
    { cwd: root },
  );
  tarball = stdout.trim();
  await npm('install', '--global', '--omit=optional', '--no-audit', '--no-fund', join(folder, tarball));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the tarball installed globally offline', () => {
  test('runs demo without the keychain part', async () => {
    const { stdout } = await run(process.execPath, [program(), 'demo'], { cwd: folder, env });
    expect(stdout).toContain('PASSED');
  });

  test('says where a keychain is asked for that this part is missing, and what to use in its place', async () => {
    const asked = run(process.execPath, [program(), 'credentials', 'list'], { cwd: folder, env });
    await expect(asked).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/keychain part is not installed[\s\S]*env:NAME/) as string,
    });
  });

  test('says so too where a config refers to the keychain, and offers nothing that needs it', async () => {
    await writeFile(
      join(folder, 'keychain.yaml'),
      'version: 1\nplatform: US2\ncredentials: { username: acme2ab1, password: "keychain:" }\nscan: { target: { type: host, ips: ["10.20.30.40"] }, scanner: edge, optionProfile: { title: Jenkins_Baseline } }\n',
    );
    const asked = run(process.execPath, [program(), 'check', '--config', 'keychain.yaml'], {
      cwd: folder,
      env,
    });
    await expect(asked).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /^why {4}The keychain cannot be used: The keychain part is not installed.*\nnext {3}Set QUALYS_PASSWORD, or name a file \S.*file:PATH/m,
      ) as string,
    });
  });

  test('is within size: at most 10 MB and 10 packages, the keychain part counted', async () => {
    const modules = join(prefix, 'lib/node_modules');
    const own = await bytesOf(modules);
    const native = (await readdir(join(root, 'node_modules/@napi-rs'))).filter((name) =>
      name.startsWith('keyring'),
    );
    const keychain = await Promise.all(
      [
        join(root, 'node_modules/keytar'),
        ...native.map((name) => join(root, 'node_modules/@napi-rs', name)),
      ].map(bytesOf),
    );
    expect(own + keychain.reduce((sum, size) => sum + size, 0)).toBeLessThan(10_000_000);
    expect(await readdir(modules)).toEqual(['qualys-pc-wizard']);
    expect(1 + keychain.length).toBeLessThanOrEqual(10);
  });

  test('uninstalls without a trace', async () => {
    await npm('uninstall', '--global', 'qualys-pc-wizard');
    expect(await filesBelow(prefix)).toEqual([]);
    await npm('install', '--global', '--omit=optional', '--no-audit', '--no-fund', join(folder, tarball));
  });

  for (const node of ['node22', 'node24'])
    describeNeeding(node, `on ${node}`, () => {
      test('runs demo', async () => {
        const { stdout } = await run(node, [program(), 'demo'], { cwd: folder, env });
        expect(stdout).toContain('PASSED');
      });
    });
});

describe('the notice file', () => {
  const heads = async () => {
    const text = await readFile(join(root, 'dist/NOTICES.txt'), 'utf8');
    return [...text.matchAll(/^(\S+) \d[\w.-]* \((.+)\)$/gm)].map(([, name = '', licence = '']) => ({
      name,
      licence,
    }));
  };

  test('names every library that the bundle carries', async () => {
    const names = (await heads()).map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        'ink',
        'react',
        'got',
        'conf',
        'fast-xml-parser',
        'zod',
        'commander',
        'yoga-layout',
      ]),
    );
    expect(names).not.toContain('vitest');
  });

  test('holds no licence that forbids passing the code on under Apache-2.0', async () => {
    const isAllowed = (licence: string) =>
      licence
        .replace(/^\((.*)\)$/, '$1')
        .split(' OR ')
        .some((one) => allowedLicences.includes(one));
    const found = await heads();
    expect(found.length).toBeGreaterThan(50);
    expect(found.filter(({ licence }) => !isAllowed(licence))).toEqual([]);
  });
});
