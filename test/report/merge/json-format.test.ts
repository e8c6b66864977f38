import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { ControlLine } from '../../../src/workflow/results/control-line.js';
import { failing, inputOf, row } from '../../support/result-of-rows.js';
import { runHere } from '../../support/run-here.js';
import { saveResult } from '../support/saved.js';

// `report --format json`: the result of several, as a run of one would have written it (design, section 2).

let cwd: string;

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'json-format-'));
  const shard = (index: number, rows: ControlLine[]) =>
    inputOf(rows, {
      units: { job: 'payments-api', expected: ['shard-1', 'shard-2'], present: [`shard-${index}`] },
    });
  await saveResult(shard(1, [failing()]), join(cwd, 'shard-1'));
  await saveResult(shard(2, [row({ host: { id: '71', ip: '10.20.30.41' } })]), join(cwd, 'shard-2'));
});

const report = (...args: string[]) => runHere(['report', ...args], { cwd });
const read = async (path: string): Promise<unknown> => JSON.parse(await readFile(join(cwd, path), 'utf8'));

test('the joined result goes to standard output, to the file that is named, or with its rows into a directory', async () => {
  const printed = await report('shard-*', '--format', 'json');
  expect(printed.code).toBe(1);
  const joined: unknown = JSON.parse(printed.stdout);
  expect(joined).toMatchObject({ verdict: { outcome: 'failed' }, totals: { passed: 1, failed: 1 } });
  expect((await report('shard-*', '--format', 'json', '--out', 'one.json')).code).toBe(1);
  expect(await read('one.json')).toEqual(joined);
  expect((await report('shard-*', '--format', 'json', '--out', 'joined/')).code).toBe(1);
  expect((await readdir(join(cwd, 'joined'))).sort()).toEqual(['controls.jsonl', 'result.json']);
  expect((await report('joined', '--format', 'json')).stdout).toBe(printed.stdout);
});

test('one result is copied with its rows beside the other formats, and is not written over', async () => {
  expect((await report('shard-1', '--format', 'json,csv', '--out', 'copy/')).code).toBe(1);
  expect((await readdir(join(cwd, 'copy'))).sort()).toEqual([
    'controls.csv',
    'controls.jsonl',
    'result.json',
  ]);
  expect(await read('copy/result.json')).toEqual(await read('shard-1/result.json'));
  const refused = await report('shard-1', '--format', 'json', '--out', 'shard-1/');
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('shard-1/result.json would be written over');
});

test('a file that is no result is told in a few lines, with how much more is wrong', async () => {
  await writeFile(join(cwd, 'shard-1/result.json'), '{"version":2}');
  const { code, stderr } = await report('shard-1');
  expect(code).toBe(2);
  expect(stderr).toMatch(/shard-1\/result\.json cannot be read as a result of qualys-pc\./);
  expect(stderr).toMatch(/and \d+ more/);
  expect(stderr.split('\n').length).toBeLessThan(14);
});
