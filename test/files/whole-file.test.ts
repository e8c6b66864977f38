import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { planWrite } from '../../src/files/plan-write.js';
import { makeFolder, readIfThere, streamWhole, writeWhole } from '../../src/files/whole-file.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qualys-pc-files-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a file that does not exist is no text, and a folder in its place an error of the system', async () => {
  expect(await readIfThere(join(folder, 'a'))).toBeUndefined();
  await writeFile(join(folder, 'a'), 'text');
  expect(await readIfThere(join(folder, 'a'))).toBe('text');
  await expect(readIfThere(folder)).rejects.toMatchObject({ code: 'EISDIR' });
});

test('every way to write has one code and one wording of what the system refuses', async () => {
  const path = join(folder, 'taken');
  await mkdir(join(path, 'inner'), { recursive: true });
  const below = join(folder, 'file');
  await writeFile(below, '');
  const refused = { kind: 'usage', code: 'cannot-write', what: `${path} cannot be written` };
  await expect(writeWhole(path, '')).rejects.toMatchObject({ ...refused, why: 'It is a folder. (EISDIR)' });
  await expect(streamWhole(path, textOf('a'))).rejects.toMatchObject({
    ...refused,
    why: 'It is a folder. (EISDIR)',
  });
  await expect(makeFolder(below)).rejects.toMatchObject({
    ...refused,
    what: `${below} cannot be written`,
    why: 'A part of its path is a file, not a folder. (EEXIST)',
  });
  expect((await readdir(folder)).sort()).toEqual(['file', 'taken']);
});

test('pieces that fail leave the file as it was, nothing beside it, and their own error', async () => {
  const path = join(folder, 'report.txt');
  await streamWhole(path, textOf('whole'));
  const broken = new Error('no more rows');
  await expect(streamWhole(path, failing(broken))).rejects.toBe(broken);
  expect(await readFile(path, 'utf8')).toBe('whole');
  expect(await readdir(folder)).toEqual(['report.txt']);
});

test('a plan says what writing would change, and writes nothing before it is told to', async () => {
  const target = { path: 'ci/scan.sh', cwd: folder };
  const fresh = await planWrite(target, (before) => before ?? '#!/bin/sh\n');
  expect(fresh.change).toBe('new');
  expect(await readdir(folder)).toEqual([]);
  await fresh.write({ executable: true });
  expect((await stat(join(folder, target.path))).mode & 0o111).toBe(0o111);
  expect((await planWrite(target, () => '#!/bin/sh\n')).change).toBe('same');
  const other = await planWrite(target, (before) => `${before}exit 0\n`);
  expect(other.change).toBe('differs');
  expect(other.diff(1)).toContain('#!/bin/sh\n+exit 0');
  expect(await readFile(join(folder, target.path), 'utf8')).toBe('#!/bin/sh\n');
});

async function* textOf(text: string): AsyncGenerator<string> {
  yield text;
}

async function* failing(cause: Error): AsyncGenerator<string> {
  yield 'half';
  throw cause;
}
