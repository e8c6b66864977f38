import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exampleJobs } from '../../../scripts/docs/reference-page.js';
import { runReport } from '../../../src/commands/report.js';
import { loadFormat } from '../../../src/report/formats.js';
import { mergeInputs, mergeResults } from '../../../src/report/merge/merge.js';
import { verdictLines } from '../../../src/report/terminal/verdict-lines.js';
import { type Result, resultSchema } from '../../../src/workflow/results/result.js';
import { commandIo } from '../../support/command-io.js';
import { failing, inputOf, resultOf, row } from '../../support/result-of-rows.js';

const ofJob = (jobName: string, rows = [row()]): Result => ({
  ...resultOf(rows),
  jobName,
  configDigest: `sha256:${jobName}`,
  units: { job: jobName, expected: [jobName], present: [jobName] },
});

describe('joining the results of jobs', () => {
  test('a line for each job says its verdict', () => {
    const joined = mergeResults([ofJob('payments-api', [failing()]), ofJob('ledger')]);
    expect(joined.verdict.exitCode).toBe(1);
    expect(joined.jobs?.map(({ name, exitCode, failing: count }) => [name, exitCode, count])).toEqual([
      ['ledger', 0, 0],
      ['payments-api', 1, 1],
    ]);
    expect(resultSchema.parse(joined)).toEqual(joined);
  });

  test('a reason that very many jobs share names the first of them and counts the others', () => {
    const count = 500;
    const of = (index: number): Result => {
      const one = ofJob(`job ${index}`);
      const reasons = [{ code: 'host-not-scanned', what: 'A host was not scanned.' }];
      return index < count ? { ...one, verdict: { ...one.verdict, reasons } } : one;
    };
    const joined = mergeResults([of(0), ...Array.from({ length: count }, (_, index) => of(index + 1))]);
    const names = Array.from({ length: 20 }, (_, index) => `job ${index}`).join(', ');
    expect(joined.verdict.reasons.map(({ what }) => what)).toContain(
      `Jobs ${names} and 480 more: A host was not scanned.`,
    );
    expect(joined.units.present).toHaveLength(count + 1);
  });

  test('a joined result joins again: its lines stay', () => {
    const two = mergeResults([ofJob('a'), ofJob('b', [failing()])]);
    const joined = mergeResults([two, ofJob('c')]);
    expect(joined.jobs?.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(joined.units.present).toEqual(['a', 'b', 'c']);
  });

  test('A job whose agent died, its previous result restored beside the others: joined 4, the job named', async () => {
    const cwd = await mkdtemp(join(tmpdir(), 'jobs-'));
    await writeFile(join(cwd, 'qualys-pc.yaml'), exampleJobs);
    await mkdir(join(cwd, 'results', 'payments-api'), { recursive: true });
    await mkdir(join(cwd, 'results', 'ledger'), { recursive: true });
    const write = (file: string, result: Result) =>
      writeFile(
        join(cwd, 'results', file),
        JSON.stringify({ ...result, totals: { ...result.totals, passed: 0 } }),
      );
    await write('payments-api/result.json', ofJob('payments-api', []));
    await write('ledger/previous-result.json', ofJob('ledger', []));
    const { io, stdout } = commandIo({ cwd });
    const code = await runReport(
      { files: ['results/*/result.json'], formats: [], config: 'qualys-pc.yaml', out: 'joined/' },
      io,
    );
    expect(code, stdout()).toBe(4);
    const joined = resultSchema.parse(JSON.parse(await readFile(join(cwd, 'joined', 'result.json'), 'utf8')));
    expect(joined.verdict.reasons[0]).toMatchObject({
      code: 'missing-shard',
      what: expect.stringMatching(/^Job ledger of 2 is missing/),
    });
    expect(joined.jobs?.map(({ name, exitCode }) => [name, exitCode])).toEqual([
      ['ledger', 4],
      ['payments-api', 0],
    ]);
  });

  test('a job without a result takes nothing from one that failed: 1, and it is named', () => {
    const joined = mergeResults([ofJob('a', [failing()])], { jobs: ['a', 'b'] });
    expect(joined.verdict.exitCode).toBe(1);
    expect(joined.verdict.reasons.map(({ code }) => code)).toContain('missing-shard');
  });

  const shardOf = (index: number, ips: string[], resolved: string[]): Result => ({
    ...ofJob('a'),
    units: { job: 'a', expected: ['shard-1', 'shard-2'], present: [`shard-${index}`] },
    target: { type: 'host', ips, resolved, notAlive: [], uncovered: [] },
  });

  test('A shard whose agent resolved another list: every address that no present shard scanned is named, 4', () => {
    const joined = mergeResults([
      shardOf(1, ['10.0.0.1'], ['10.0.0.1-10.0.0.3']),
      shardOf(2, ['10.0.0.2'], ['10.0.0.1-10.0.0.2', '10.0.0.9']),
    ]);
    expect(joined.verdict.exitCode).toBe(4);
    expect(joined.verdict.reasons[0]?.what).toContain('No shard scanned 10.0.0.3,10.0.0.9');
  });

  test('shards that scanned all that any was told of make a whole', () => {
    const told = ['10.0.0.1-10.0.0.2'];
    expect(
      mergeResults([shardOf(1, ['10.0.0.1'], told), shardOf(2, ['10.0.0.2'], told)]).verdict.exitCode,
    ).toBe(0);
  });
});

describe('the formats of joined jobs', () => {
  const joined = () => {
    const inputs = [
      { ...inputOf([failing()]), result: ofJob('payments-api', [failing()]) },
      { ...inputOf([row()]), result: ofJob('ledger') },
    ] as const;
    return mergeInputs(inputs);
  };
  const rendered = async (name: 'junit' | 'csv' | 'sarif' | 'markdown' | 'html') => {
    let text = '';
    for (const { render } of await loadFormat(name))
      for await (const piece of render(joined())) text += piece;
    return text;
  };

  test('JUnit has a suite per job and policy', async () => {
    const names = [...(await rendered('junit')).matchAll(/<testsuite name="([^"]*)"/g)].map(
      ([, name]) => name,
    );
    expect(names.map((name = '') => name.split(': ')[0])).toEqual(['payments-api', 'ledger']);
  });

  test('CSV and SARIF name the job', async () => {
    const [head, ...rows] = (await rendered('csv')).split('\r\n');
    expect(head).toContain('"job","policyId"');
    expect(rows.filter(Boolean).map((line) => line.split(',')[0])).toEqual(['"payments-api"', '"ledger"']);
    const [{ results }] = JSON.parse(await rendered('sarif')).runs;
    expect(results[0].message.text).toContain(', in payments-api, on ');
    expect(results[0].properties.jobs).toEqual(['payments-api']);
  });

  test('summary, page and terminal have a line for each job', async () => {
    const summary = await rendered('markdown');
    expect(summary).toContain('| Job | Verdict | Failing | Hosts | Time | Why |');
    expect(summary).toMatch(/\| payments-api \| failed \| 1 \| 1 \| \d+:\d\d \|/);
    expect(await rendered('html')).toMatch(
      /<th scope="row"><a href="#job-2">payments-api<\/a><\/th><td class="bad">failed<\/td><td>1<\/td>/,
    );
    const lines = verdictLines(joined().result, { width: 80, unicode: true, color: false });
    expect(lines.filter((line) => / {2}(failed|passed) /.test(line))).toHaveLength(2);
  });

  test('the page has an overview of jobs and a page section for each: verdict, reasons, failing controls, hosts', async () => {
    const on = (last: number) => ({ host: { id: String(last), ip: `10.0.0.${last}` } });
    const cids = [1, 2, 3, 4, 5, 6, 7];
    const many = [
      ...cids.flatMap((cid) => [failing({ cid, ...on(1) })]),
      failing({ cid: 1, ...on(2) }),
      row(on(3)),
    ];
    const inputs = [
      { ...inputOf(many), result: ofJob('payments-api', many) },
      { ...inputOf([failing(on(9))]), result: ofJob('ledger', [failing(on(9))]) },
      { ...inputOf([row(on(9))]), result: ofJob('billing', [row(on(9))]) },
    ] as const;
    let page = '';
    for (const { render } of await loadFormat('html'))
      for await (const piece of render(mergeInputs(inputs, { jobs: ['archive'] }))) page += piece;
    const links = [...page.matchAll(/<a href="#(job-\d+)">([^<]*)<\/a>/g)].map(([, id, name]) => [id, name]);
    expect(links.map(([, name]) => name)).toEqual(['archive', 'billing', 'ledger', 'payments-api']);
    const section = (name: string) => {
      const [id] = links.find(([, job]) => job === name) ?? [];
      const start = page.indexOf(`<section id="${id}"`);
      return page
        .slice(start, page.indexOf('</section>', start))
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ');
    };
    expect(section('archive')).toMatch(/inconclusive .*There is no result of it\. .*No posture was read/);
    expect(section('billing')).toMatch(/passed .*0 fail the build 1 passed All jobs $/);
    expect(section('ledger')).toMatch(
      /failed .*1 fail the build .* 1141 .* 10\.0\.0\.9 .*Hosts 10\.0\.0\.9 1 of 1 posture /,
    );
    const payments = section('payments-api');
    expect(payments).toMatch(/8 fail the build 1 passed .*What fails it 1 Urgent/i);
    expect(payments).toContain('2 hosts: 10.0.0.1-10.0.0.2');
    expect(payments).toContain('And 2 more controls.');
    expect(payments).toContain('Hosts 10.0.0.1 7 of 7 postures fail 10.0.0.2 1 of 1 posture fails All jobs');
    expect(payments).not.toContain('10.0.0.9');
  });
});
