import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withLayers } from '../../scripts/layers/overrides.js';
import { root } from '../support/program.js';

const run = promisify(execFile);
const biome = join(root, 'node_modules', '.bin', 'biome');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qualys-pc-layers-'));
  for (const name of ['biome.json', '.gitignore']) await cp(join(root, name), join(folder, name));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What Biome says about files of the given content, in a tree with this project's rules. */
async function lint(files: Readonly<Record<string, string>>, ...options: readonly string[]): Promise<string> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  try {
    await run(biome, ['lint', ...options, ...Object.keys(files)], { cwd: folder });
    return '';
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return stdout + stderr;
  } finally {
    await rm(join(folder, 'src'), { recursive: true, force: true });
  }
}

const importing = (from: string) => `import { thing } from '${from}';\nexport const other = thing;\n`;

test('the layer rules of biome.json are those of the table (write them with `npm run layers`)', async () => {
  const { overrides } = JSON.parse(await readFile(join(root, 'biome.json'), 'utf8'));
  expect(overrides).toEqual(withLayers(overrides));
});

/** Imports that point up. */
const upward: readonly (readonly [path: string, from: string])[] = [
  ['src/text/a.ts', '../qualys/b.js'],
  ['src/text/a.ts', '../files/b.js'],
  ['src/files/a.ts', '../config/b.js'],
  ['src/net/a.ts', '../config/b.js'],
  ['src/files/a.ts', '../qualys/b.js'],
  ['src/wizard/a.ts', '../files/b.js'],
  ['src/credentials/a.ts', '../net/b.js'],
  ['src/ui/a.ts', '../files/b.js'],
  ['src/commands/a.ts', '../simulator/b.js'],
  ['src/simulator/a.ts', '../files/b.js'],
  ['src/files/a.ts', 'react'],
  ['src/qualys/a.ts', '../config/b.js'],
  ['src/qualys/a.ts', '../workflow/b.js'],
  ['src/config/a.ts', '../credentials/b.js'],
  ['src/credentials/a.ts', '../workflow/b.js'],
  ['src/workflow/a.ts', '../credentials/b.js'],
  ['src/workflow/a.ts', '../report/b.js'],
  ['src/workflow/steps/a.ts', '../../screens/b.js'],
  ['src/report/a.ts', '../snippet/b.js'],
  ['src/snippet/a.ts', '../wizard/b.js'],
  ['src/wizard/a.ts', '../screens/b.js'],
  ['src/ui/a.ts', '../qualys/b.js'],
  ['src/screens/a.ts', '../commands/b.js'],
  ['src/screens/a.ts', '../app.js'],
  ['src/app.tsx', './commands/b.js'],
  ['src/errors.ts', './qualys/b.js'],
  ['src/simulator/a.ts', '../qualys/b.js'],
  ['src/simulator/a.ts', '../errors.js'],
  ['src/qualys/a.ts', '../simulator/b.js'],
  ['src/workflow/a.ts', '../simulator/b.js'],
  ['src/qualys/a.ts', 'ink'],
  ['src/workflow/a.ts', 'react'],
  ['src/wizard/a.ts', 'ink'],
];

/** Imports that point down. */
const downward: readonly (readonly [path: string, from: string])[] = [
  ['src/qualys/a.ts', '../errors.js'],
  ['src/files/a.ts', '../errors.js'],
  ['src/files/a.ts', '../text/b.js'],
  ['src/config/a.ts', '../files/b.js'],
  ['src/report/a.ts', '../files/b.js'],
  ['src/commands/demo.ts', '../simulator/b.js'],
  ['src/workflow/a.ts', '../qualys/b.js'],
  ['src/report/a.ts', '../workflow/b.js'],
  ['src/screens/a.ts', '../wizard/b.js'],
  ['src/commands/a.ts', '../workflow/b.js'],
];

describe('one run of Biome over a file for each import', () => {
  /** A file of its own for each case; a file of a name that the rules speak of keeps it. */
  const fileOf = (path: string, index: number) => path.replace(/\/a\.ts$/, `/a${index}.ts`);
  const cases = [...upward, ...downward].map(([path, from], index) => ({
    name: `${path}${index < upward.length ? ' may not' : ' may'} import ${from}`,
    isUpward: index < upward.length,
    file: fileOf(path, index),
    from,
  }));
  let found: readonly { readonly rule: string; readonly file: string }[] = [];

  beforeAll(async () => {
    const files = Object.fromEntries(cases.map(({ file, from }) => [file, importing(from)]));
    expect(Object.keys(files)).toHaveLength(cases.length);
    const output = await lint(files, '--reporter=github', '--max-diagnostics=none');
    found = Array.from(
      output.matchAll(/^::error title=([^,]*),file=(?:[^,]*\/)?(src\/[^,]*),/gm),
      ([, rule = '', file = '']) => ({ rule, file }),
    );
  });

  const errorsOf = (name: string) => found.filter(({ file }) => file === name).map(({ rule }) => rule);

  test.each(cases.filter(({ isUpward }) => isUpward))(
    'an import that points up is a lint error: $name',
    ({ file }) => {
      expect(errorsOf(file)).toContain('lint/style/noRestrictedImports');
    },
  );

  test.each(cases.filter(({ isUpward }) => !isUpward))(
    'an import that points down passes: $name',
    ({ file }) => {
      expect(errorsOf(file)).toEqual([]);
    },
  );

  test('nothing else was found', () => {
    const files = cases.map(({ file }) => file);
    expect(found.filter(({ file }) => !files.includes(file))).toEqual([]);
  });
});

test('two files that import each other are a lint error', async () => {
  const output = await lint({
    'src/qualys/a.ts': `import { b } from './b.js';\nexport const a = () => b;\n`,
    'src/qualys/b.ts': `import { a } from './a.js';\nexport const b = () => a;\n`,
  });
  expect(output).toContain('noImportCycles');
});

test('two files that import each other for their types alone are a lint error', async () => {
  const output = await lint({
    'src/qualys/a.ts': `import type { B } from './b.js';\nexport interface A {\n  readonly b: B | undefined;\n}\n`,
    'src/qualys/b.ts': `import type { A } from './a.js';\nexport interface B {\n  readonly a: A | undefined;\n}\n`,
  });
  expect(output).toContain('noImportCycles');
});

test('a promise left alone is a lint error', async () => {
  const output = await lint({
    'src/qualys/a.ts':
      'async function send(): Promise<void> {}\nexport function start(): void {\n  send();\n}\n',
  });
  expect(output).toContain('noFloatingPromises');
});
