import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ControlLine } from '../../../src/workflow/results/control-line.js';
import { ControlsWriter } from '../../../src/workflow/results/controls-writer.js';

const line = (cid: number): ControlLine => ({
  policyId: '5101',
  cid,
  statement: 'Größe \u{1f512}',
  criticality: { value: 5, label: 'URGENT' },
  host: { id: '3301', ip: '10.20.30.40' },
  technology: 'Debian 12',
  instance: '',
  state: 'failed',
  missing: ['x'.repeat(2000)],
  unexpected: [],
  evaluatedAt: null,
  exception: null,
  counts: 'fail',
  why: 'criteria',
  exclusion: null,
});

let folder = '';
let path = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qualys-pc-controls-'));
  path = join(folder, 'controls.jsonl');
});
afterEach(() => rm(folder, { recursive: true }));

test('lines stand in the file in the order they came, once it is committed and not before', async () => {
  const writer = new ControlsWriter(path);
  const cids = Array.from({ length: 500 }, (_, index) => index + 1);
  for (const cid of cids) {
    writer.add(line(cid));
    await writer.settle();
  }
  expect(await readdir(folder)).toEqual(['controls.jsonl.partial']);
  await writer.commit();
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
  expect(lines.map((text) => JSON.parse(text))).toEqual(cids.map(line));
  expect(await readdir(folder)).toEqual(['controls.jsonl']);
});

test('no rows at all make an empty file', async () => {
  await new ControlsWriter(path).commit();
  expect(await readFile(path, 'utf8')).toBe('');
});

test('a discarded file leaves nothing', async () => {
  const writer = new ControlsWriter(path);
  for (let cid = 1; cid <= 100; cid += 1) writer.add(line(cid));
  await writer.settle();
  await writer.discard();
  expect(await readdir(folder)).toEqual([]);
});

test('a disk that does not take the lines is told with the file and a way out', async () => {
  await mkdir(`${path}.partial`);
  const writer = new ControlsWriter(path);
  writer.add(line(1));
  await expect(writer.commit()).rejects.toMatchObject({
    code: 'cannot-write',
    what: expect.stringContaining('controls.jsonl'),
    next: expect.stringContaining('--report-dir'),
  });
});
