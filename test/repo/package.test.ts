import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../support/program.js';

const run = promisify(execFile);

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}
interface Lockfile {
  readonly packages: Readonly<
    Record<
      string,
      {
        resolved?: string;
        integrity?: string;
        hasInstallScript?: boolean;
        link?: boolean;
        optional?: boolean;
        os?: string[];
        optionalDependencies?: Record<string, string>;
      }
    >
  >;
}
const readJson = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(join(root, name), 'utf8'));
const readManifest = async () => (await readJson('package.json')) as Manifest;

/** Scripts that npm runs by itself, or around another script. */
const automatic = /^(?:(?:pre|post).+|install|prepare|prepublish|dependencies)$/;

test('nothing relies on a script that npm runs by itself', async () => {
  const { scripts } = await readManifest();
  expect(Object.keys(scripts).filter((name) => automatic.test(name))).toEqual([]);
});

test('every dependency has an exact version', async () => {
  const { optionalDependencies, devDependencies } = await readManifest();
  const versions = Object.entries({ ...optionalDependencies, ...devDependencies });
  expect(
    versions.filter(([, version]) => !/^(?:npm:@?[\w/.-]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version)),
  ).toEqual([]);
});

test('what is installed with the package is the keychain part, which is optional, and nothing else', async () => {
  const manifest = (await readJson('package.json')) as Record<string, unknown>;
  expect(manifest).not.toHaveProperty('dependencies');
  expect(Object.keys((await readManifest()).optionalDependencies)).toEqual(['keytar']);
});

describe('the lockfile', () => {
  test('pins what it installs by its hash and names no registry but the public one', async () => {
    const { packages } = (await readJson('package-lock.json')) as Lockfile;
    const installed = Object.entries(packages).filter(([path, { link }]) => path !== '' && link !== true);
    expect(installed.length).toBeGreaterThan(100);
    const unpinned = installed.filter(([, { integrity }]) => integrity === undefined);
    expect(unpinned.filter(([, { optional, os }]) => !(optional && os)).map(([path]) => path)).toEqual([]);
    expect(
      installed
        .map(([, { resolved }]) => resolved ?? 'https://registry.npmjs.org/')
        .filter((url) => !url.startsWith('https://registry.npmjs.org/')),
    ).toEqual([]);
  });

  test('names the packages of every platform, without which npm ci refuses it', async () => {
    const { packages } = (await readJson('package-lock.json')) as Lockfile;
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !(`node_modules/${name}` in packages || `${path}/node_modules/${name}` in packages),
      ),
    );
    expect(missing).toEqual([]);
  });

  test('holds no package that needs its install script: esbuild and the SARIF tool work without theirs', async () => {
    const { packages } = (await readJson('package-lock.json')) as Lockfile;
    const withScripts = Object.entries(packages).filter(
      ([, { hasInstallScript }]) => hasInstallScript === true,
    );
    expect(withScripts.map(([path]) => path)).toEqual([
      'node_modules/@microsoft/sarif-multitool-darwin',
      'node_modules/@microsoft/sarif-multitool-linux',
      'node_modules/esbuild',
    ]);
  });
});

test('`npm sbom` writes down every package of the bundle and the keychain, with its version and licence', async () => {
  const { stdout } = await run(
    'npm',
    ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--loglevel', 'error'],
    { cwd: root, maxBuffer: 64 * 1024 * 1024 },
  );
  const { bomFormat, components } = JSON.parse(stdout) as {
    bomFormat: string;
    components: { name: string; version: string; licenses?: unknown[] }[];
  };
  expect(bomFormat).toBe('CycloneDX');
  const { devDependencies } = await readManifest();
  const listed = new Map(components.map((component) => [component.name, component]));
  for (const name of ['ink', 'zod', 'saxes', 'got', 'hpagent']) {
    const { version, licenses } = listed.get(name) ?? {};
    expect([name, version, licenses?.length]).toEqual([name, devDependencies[name], 1]);
  }
  expect([...listed.keys()].filter((name) => name.startsWith('@napi-rs/keyring-'))).not.toEqual([]);
});

/** The package as it is published: its tarball, unpacked by nobody yet, and what npm says is in it. */
let folder = '';
let pack: { readonly filename: string; readonly files: readonly { readonly path: string }[] };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qualys-pc-package-'));
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  [pack] = JSON.parse((await run('npm', args, { cwd: root })).stdout);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the package holds the built program and its documents, and no source, test or map', () => {
  const paths = pack.files.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining(['dist/cli.js', 'package.json', 'README.md', 'LICENSE', 'CHANGELOG.md']),
  );
  expect(
    paths.filter(
      (path) => !/^(?:dist|docs)\/|^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md)$/.test(path),
    ),
  ).toEqual([]);
  expect(paths.filter((path) => path.endsWith('.map') || path.endsWith('.ts'))).toEqual([]);
});

test('the package runs where nothing else is installed', async () => {
  await run('tar', ['-xzf', pack.filename], { cwd: folder });
  const env = { PATH: process.env.PATH ?? '', CI: 'true', HOME: folder };
  const { stdout } = await run(process.execPath, ['package/dist/cli.js', 'demo'], { cwd: folder, env });
  expect(stdout).toContain('PASSED');
}, 60_000);
