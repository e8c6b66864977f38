import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../support/program.js';

/** Every code file of a folder with its text; paths as `src/...`. */
async function sources(folder = 'src'): Promise<{ path: string; text: string }[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    files.map(async (file) => ({ path: relative(root, file), text: await readFile(file, 'utf8') })),
  );
}

/** Lines of the files that match, as `path:line`. */
function hits(files: readonly { path: string; text: string }[], pattern: RegExp): string[] {
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}`] : [])),
  );
}

test('nothing outside src/simulator/, commands/demo and commands/simulator knows that the simulator exists', async () => {
  // The commands are declared beside those that set up.
  const others = (await sources()).filter(
    ({ path }) => !/^src\/(?:simulator\/|commands\/(?:demo|simulator|parser\/setup-commands))/.test(path),
  );
  expect(others.length).toBeGreaterThan(20);
  expect(hits(others, /simulator/i)).toEqual([]);
});

describe('what belongs to the process is read at the top only', () => {
  const below = /^src\/(?!cli\.ts$|commands\/)/;
  test.each([
    ['process.env', /\bprocess\.env\b/],
    ['process.exit', /\bprocess\.exit\b/],
    ['console', /\bconsole\./],
    ['the clock', /\bDate\.now\(\)|\bnew Date\(\)/],
  ])('%s is not used below src/commands', async (_name, pattern) => {
    const files = (await sources()).filter(
      ({ path }) => below.test(path) && !path.startsWith('src/simulator/'),
    );
    expect(files.length).toBeGreaterThan(20);
    expect(hits(files, pattern)).toEqual([]);
  });
});

test('only src/cli.ts sets the exit code', async () => {
  const files = (await sources()).filter(({ path }) => path !== 'src/cli.ts');
  expect(hits(files, /\bprocess\.exit(?:Code)?\b/)).toEqual([]);
});

test('no file is longer than 250 lines or named after nothing', async () => {
  const files = await sources();
  expect(files.filter(({ text }) => text.split('\n').length > 251).map(({ path }) => path)).toEqual([]);
  expect(
    files.filter(({ path }) => /(?:util|helper|common|misc|\btypes\.ts)/i.test(path)).map(({ path }) => path),
  ).toEqual([]);
});

test('no check is switched off in the source', async () => {
  expect(
    hits(await sources(), /biome-ignore|@ts-(?:ignore|expect-error|nocheck)|\bas any\b|: any\b/),
  ).toEqual([]);
});

test('no test is skipped, narrowed or waits for a fixed time', async () => {
  const tests = await sources('test');
  expect(hits(tests, /\b(?:it|test|describe)\.(?:skip|only|todo|fails)\b|\.skipIf\(/)).toEqual([]);
  expect(hits(tests, /await (?:sleep|delay|setTimeout)\(\d/)).toEqual([]);
});

test('no assertion is weaker than a value', async () => {
  expect(hits(await sources('test'), /\.to(?:BeTruthy|BeDefined|BeFalsy)\(\)|expect\((?:true|1)\)/)).toEqual(
    [],
  );
});
