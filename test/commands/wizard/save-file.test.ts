import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { saveFile } from '../../../src/commands/wizard/save-file.js';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'qualys-pc-save-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

test('a file is written with the folders above it', async () => {
  const cwd = folder();
  const path = '.github/workflows/qualys-pc.yml';
  expect(await saveFile({ text: 'on: push\n', path, overwrite: false }, { cwd })).toEqual({ path });
  expect(readFileSync(join(cwd, path), 'utf8')).toBe('on: push\n');
});

test('a file that differs is left alone and its difference told, until one says so', async () => {
  const cwd = folder();
  writeFileSync(join(cwd, 'a.yaml'), 'platform: US1\n');
  const file = { text: 'platform: US2\n', path: 'a.yaml' };
  const { diff } = await saveFile({ ...file, overwrite: false }, { cwd });
  expect(diff).toContain('-platform: US1\n+platform: US2');
  expect(readFileSync(join(cwd, 'a.yaml'), 'utf8')).toBe('platform: US1\n');
  expect(await saveFile({ ...file, overwrite: true }, { cwd })).toEqual({ path: 'a.yaml' });
  expect(await saveFile({ ...file, overwrite: false }, { cwd })).toEqual({ path: 'a.yaml' });
});

test('a script can be run at once', async () => {
  const cwd = folder();
  await saveFile({ text: '#!/bin/sh\n', path: 'scan.sh', overwrite: false }, { cwd });
  expect(statSync(join(cwd, 'scan.sh')).mode & 0o111).toBe(0o111);
});

test('a path that cannot be a file is told in words', async () => {
  const cwd = folder();
  writeFileSync(join(cwd, 'file'), '');
  await expect(saveFile({ text: '', path: '.', overwrite: false }, { cwd })).rejects.toMatchObject({
    message: '. cannot be read',
    why: 'It is a folder. (EISDIR)',
  });
  await expect(saveFile({ text: '', path: 'file/x.yaml', overwrite: false }, { cwd })).rejects.toMatchObject({
    why: 'A part of its path is a file, not a folder. (ENOTDIR)',
  });
});
