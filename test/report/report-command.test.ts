import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { createProgram, runProgram } from '../../src/commands/parser/program.js';
import { type ReportArgs, runReport } from '../../src/commands/report.js';
import type { ReportInput } from '../../src/report/report-input.js';
import { writeReports } from '../../src/report/write-reports.js';
import type { ControlLine } from '../../src/workflow/results/control-line.js';
import { commandIo } from '../support/command-io.js';
import { failing, inputOf, row } from '../support/result-of-rows.js';
import { saveResult } from './support/saved.js';

let cwd: string;

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'report-command-'));
});

const save = (directory: string, input: ReportInput) => saveResult(input, join(cwd, directory));

async function report(args: Partial<ReportArgs>) {
  const { io, stdout, stderr } = commandIo({ cwd });
  const code = await runReport({ files: ['out'], formats: [], ...args }, io);
  return { code, stdout: stdout(), stderr: stderr() };
}

const shard = (index: number, rows: ControlLine[]) =>
  inputOf(rows, {
    units: { job: 'payments-api', expected: ['shard-1', 'shard-2'], present: [`shard-${index}`] },
  });

describe('qualys-pc report', () => {
  test('prints the verdict and exits with its code', async () => {
    await save('out', inputOf([failing(), row({ statement: 'separated \u2028 by a line' })]));
    const { code, stdout } = await report({});
    expect(code).toBe(1);
    expect(stdout).toContain('✗ FAILED  1 of 2 postures fails the build.');
  });

  test('one format goes to stdout, several go to a directory', async () => {
    await save('out', inputOf([row()]));
    expect((await report({ formats: ['csv'] })).stdout.split('\r\n')).toHaveLength(3);
    await expect(report({ formats: ['csv', 'html'] })).rejects.toMatchObject({
      kind: 'usage',
      what: 'csv, html cannot all go to standard output.',
    });
    expect((await report({ formats: ['csv', 'html'], out: 'again' })).stderr).toContain(
      'again/report.css is written.',
    );
    expect((await readdir(join(cwd, 'again'))).sort()).toEqual(['controls.csv', 'report.css', 'report.html']);
  });

  test('one format goes to the file that is named', async () => {
    await save('out', inputOf([row()]));
    await report({ formats: ['junit'], out: 'deep/tests.xml' });
    expect(await readFile(join(cwd, 'deep/tests.xml'), 'utf8')).toContain('</testsuites>');
  });

  test('several results are merged into one verdict, by pattern or by name', async () => {
    await save('shard-1', shard(1, [row({ cid: 1 })]));
    await save('shard-2', shard(2, [failing({ cid: 2 })]));
    const byPattern = await report({ files: ['shard-*/result.json'], formats: ['csv'] });
    expect(byPattern.code).toBe(1);
    expect(byPattern.stdout.trim().split('\r\n')).toHaveLength(3);
    expect((await report({ files: ['shard-1', 'shard-2'] })).stdout).toContain('1 of 2 postures');
  });

  test('a pattern that finds only some of the shards is inconclusive, the single file alone is what it is', async () => {
    await save('shard-1', shard(1, [row()]));
    const { code, stdout } = await report({ files: ['shard-*/result.json'] });
    expect([code, stdout.split('\n')[0]]).toEqual([
      4,
      ' ! INCONCLUSIVE  Shard 2 of 2 is missing: nobody looked at that part of the',
    ]);
    expect((await report({ files: ['shard-1/result.json'] })).code).toBe(0);
  });

  test('it explains a control and writes a baseline without judging', async () => {
    await save('out', inputOf([failing()]));
    const { code, stdout, stderr } = await report({ explain: 1141, baselineOut: 'baseline.json' });
    expect(code).toBe(0);
    expect(stdout).toContain('CID 1141  SSH root login is disabled');
    expect(stderr).toContain('baseline.json is written: 1 failing posture.');
    expect(JSON.parse(await readFile(join(cwd, 'baseline.json'), 'utf8')).entries).toHaveLength(1);
  });

  test('no baseline is written of a run that could not look', async () => {
    const verdict = {
      outcome: 'inconclusive',
      exitCode: 4,
      gate: true,
      warnings: 0,
      reasons: [{ code: 'x', what: 'No posture came.' }],
      notes: [],
    } as const;
    await save(
      'out',
      inputOf([row()], { verdict: { ...verdict, reasons: [...verdict.reasons], notes: [] } }),
    );
    await expect(report({ baselineOut: 'b.json' })).rejects.toMatchObject({
      code: 'baseline-inconclusive',
      why: 'No posture came.',
    });
  });

  test('the last result beside it is compared with', async () => {
    await save('out', inputOf([failing()]));
    await writeFile(
      join(cwd, 'out/previous-result.json'),
      JSON.stringify(inputOf([failing({ cid: 9 })], { build: '41' }).result),
    );
    expect((await report({})).stdout).toContain('Since build 41: 1 new, 1 fixed, 0 unchanged.');
  });

  test.each<[string, () => Promise<void>, string, string?]>([
    ['nothing there', async () => {}, 'result-unreadable'],
    [
      'no JSON, perhaps a secret',
      () => writeFile(join(cwd, 'out/result.json'), 'oops'),
      'result-unreadable',
      'It is not JSON, or it is cut short.',
    ],
    ['another version', () => writeFile(join(cwd, 'out/result.json'), '{"version":2}'), 'result-unreadable'],
    [
      'rows cut short',
      () => writeFile(join(cwd, 'out/controls.jsonl'), JSON.stringify(row())),
      'controls-damaged',
    ],
    [
      'a row that is none',
      () => writeFile(join(cwd, 'out/controls.jsonl'), '{}\n'),
      'controls-damaged',
      'Line 1 is no row of a result of this version.',
    ],
    [
      'a row cut short',
      () => writeFile(join(cwd, 'out/controls.jsonl'), `${JSON.stringify(row())}\n{"policyId":`),
      'controls-damaged',
      'Line 2 is not JSON, or is cut short.',
    ],
    [
      'a folder in place of the rows',
      async () => {
        await rm(join(cwd, 'out/controls.jsonl'));
        await mkdir(join(cwd, 'out/controls.jsonl'));
      },
      'result-unreadable',
      'It is a folder.',
    ],
    [
      'a pipe in place of the rows',
      async () => {
        await rm(join(cwd, 'out/controls.jsonl'));
        execFileSync('mkfifo', [join(cwd, 'out/controls.jsonl')]);
      },
      'result-unreadable',
      'It is a device, a pipe or a socket, not a file.',
    ],
  ])('a damaged result is refused with what is wrong with it: %s', async (name, damage, code, why = '') => {
    if (name !== 'nothing there') await save('out', inputOf([row(), row({ cid: 2 })]));
    await damage();
    await expect(report({ formats: ['csv'] })).rejects.toMatchObject({
      kind: 'usage',
      code,
      why: expect.stringContaining(why),
    });
  });

  test('a pattern without a match is named', async () => {
    await expect(report({ files: ['none-*/result.json'] })).rejects.toMatchObject({
      what: 'No file matches none-*/result.json.',
    });
  });

  test('a report appears whole or not at all', async () => {
    const broken: ReportInput = {
      ...inputOf([row()]),
      rows: async function* () {
        yield [row()];
        throw new Error('The disk is gone.');
      },
    };
    await expect(writeReports(broken, { directory: join(cwd, 'half'), formats: ['csv'] })).rejects.toThrow(
      'The disk is gone.',
    );
    expect(await readdir(join(cwd, 'half'))).toEqual([]);
  });

  test('all that is there of several shards is written as a joined result too, though it is one', async () => {
    await save('shard-1', shard(1, [failing()]));
    const joined = await report({ files: ['shard-*/result.json'], formats: ['junit'], out: 'joined/' });
    expect(joined.code).toBe(1);
    const again = await report({ files: ['joined'] });
    expect(again.code).toBe(1);
    expect(again.stdout).toContain('Shard 2 of 2 is missing');
  });

  test('Merged shards write result.json and controls.jsonl, which report reads again', async () => {
    await save('shard-1', shard(1, [failing()]));
    await save('shard-2', shard(2, [row({ host: { id: '71', ip: '10.20.30.41' } })]));
    expect((await report({ files: ['shard-*/result.json'], formats: ['junit'], out: 'joined/' })).code).toBe(
      1,
    );
    const again = await report({ files: ['joined'] });
    expect(again.code).toBe(1);
    expect(again.stdout).toContain('1 of 2 postures fails the build.');
  });

  test('report DIR beside shards must not show an older green result, and says how to join them', async () => {
    await save('out', inputOf([row()]));
    await save('out/shard-1', shard(1, [failing()]));
    expect((await report({})).code).toBe(0);
    const later = { ...shard(1, [failing()]).result, finishedAt: '2026-05-05T09:00:00Z' };
    await writeFile(join(cwd, 'out/shard-1/result.json'), JSON.stringify(later));
    await expect(report({})).rejects.toMatchObject({
      kind: 'usage',
      code: 'result-outdated',
      what: 'out/result.json is older than the results below it.',
      next: "Join what lies there: qualys-pc report 'out/*/result.json'",
    });
    expect((await report({ files: ['out/*/result.json'] })).code).toBe(1);
  });

  test('a pattern does not take the joined result of an earlier merge for one more part', async () => {
    await save('out/shard-1', shard(1, [failing()]));
    await save('out/shard-2', shard(2, [row({ host: { id: '71', ip: '10.20.30.41' } })]));
    const merge = () => report({ files: ['out/*/result.json'], formats: ['text'], out: 'out/merged/' });
    expect((await merge()).code).toBe(1);
    expect(await readdir(join(cwd, 'out/merged'))).toContain('result.json');
    await save('out/shard-1', shard(1, [row()]));
    const again = await report({ files: ['out/*/result.json'] });
    expect([again.code, again.stdout.split('\n')[0]]).toEqual([
      0,
      expect.stringContaining('None of 2 postures'),
    ]);
    // Of a merge alone, and by name, it is what it is.
    expect((await report({ files: ['out/merged/*.json'] })).code).toBe(1);
    expect((await report({ files: ['out/merged'] })).code).toBe(1);
  });

  test('`report --config` without any result is inconclusive: each job of the file is named', async () => {
    const scan = { target: { type: 'host', ips: ['10.20.30.40'] }, optionProfile: { title: 'Jenkins_x' } };
    const account = { version: 1, platform: 'US2' };
    await writeFile(
      join(cwd, 'jobs.json'),
      JSON.stringify({ ...account, jobs: { a: { scan }, b: { scan } } }),
    );
    await writeFile(join(cwd, 'one.json'), JSON.stringify({ ...account, scan }));
    for (const file of ['out/*/result.json', 'out', 'out/result.json'])
      await expect(report({ files: [file], config: 'jobs.json' })).rejects.toMatchObject({
        kind: 'inconclusive',
        what: '2 jobs of jobs.json have no result: a, b.',
      });
    await expect(report({ files: ['out'], config: 'one.json' })).rejects.toMatchObject({
      kind: 'inconclusive',
      what: 'The scan of one.json has no result.',
    });
    await expect(report({ files: ['out'] })).rejects.toMatchObject({ kind: 'usage' });
  });

  test('a directory that holds only the results of units says how to join them', async () => {
    await save('out/shard-1', shard(1, [row()]));
    await expect(report({})).rejects.toMatchObject({
      why: 'Below it lie the results of 1 unit.',
      next: "Join them: qualys-pc report 'out/*/result.json'",
    });
  });

  test.each([
    ['the joined result into the folder of one', { files: ['a', 'b'], out: 'a' }],
    ['a report into the result', { files: ['a'], formats: ['text'], out: 'a/result.json' }],
    ['a baseline into the result', { files: ['a'], baselineOut: 'a/result.json' }],
  ] as const)('a result that is read is not written over: %s', async (_name, args) => {
    await save('a', shard(1, [failing()]));
    await save('b', shard(2, [row({ host: { id: '71', ip: '10.20.30.41' } })]));
    const before = await readFile(join(cwd, 'a/result.json'), 'utf8');
    await expect(report(args)).rejects.toMatchObject({
      code: 'flags-conflict',
      what: 'a/result.json would be written over.',
    });
    expect(await readFile(join(cwd, 'a/result.json'), 'utf8')).toBe(before);
  });

  test('`--color` and `--no-color` hold for every command, before its name and after it', async () => {
    await save('out', inputOf([failing()]));
    const printed = async (...args: string[]) => {
      const { io, stdout } = commandIo({ cwd, env: { FORCE_COLOR: '1' } });
      await runProgram(createProgram(io), args);
      return stdout();
    };
    expect(await printed('report', 'out')).toContain('\u001b[');
    expect(await printed('report', 'out', '--no-color')).not.toContain('\u001b[');
    expect(await printed('--no-color', 'report', 'out')).not.toContain('\u001b[');
    const { command } = createProgram(commandIo().io);
    const all = (each: typeof command): (typeof command)[] => [each, ...each.commands.flatMap(all)];
    for (const each of all(command))
      expect(each.options.map(({ long }) => long)).toEqual(
        expect.arrayContaining(['--color', '--no-color', '--no-input']),
      );
  });
});
