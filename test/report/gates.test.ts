import { describe, expect, test } from 'vitest';
import { compareResults } from '../../src/report/compare.js';
import { explainCid } from '../../src/report/terminal/explain.js';
import { baselineFile } from '../../src/report/write-reports.js';
import { parseBaseline } from '../../src/workflow/judge/baseline.js';
import type { Result } from '../../src/workflow/results/result.js';
import { failing, inputOf, resultOf, row, textOf } from '../support/result-of-rows.js';
import { hostileInput, hostileTexts } from './support/hostile.js';
import { showcase } from './support/showcase.js';

const ec2: Result['target'] = {
  type: 'ec2',
  instances: [],
  connector: { id: '1401', name: 'prod', accountId: null },
  uncovered: [],
};

describe('comparing with the last result of the same job', () => {
  const at = (ip: string) => ({ host: { id: ip, ip } });

  test('new, fixed and unchanged failures', () => {
    const now = resultOf([failing({ cid: 1 }), failing({ cid: 2 }), row({ cid: 3 })]);
    const before = { ...resultOf([failing({ cid: 2 }), failing({ cid: 3 })]), build: '41' };
    expect(compareResults(now, before)).toMatchObject({
      previousBuild: '41',
      added: [{ cid: 1 }],
      fixed: [{ cid: 3 }],
      unchanged: 1,
      limits: [],
    });
  });

  test('an EC2 failure stays the same when the address changes, a host failure does not', () => {
    const compare = (changes: Partial<Result>) =>
      compareResults(
        resultOf([failing(at('10.0.0.1'))], changes),
        resultOf([failing(at('10.0.0.2'))], changes),
      );
    expect(compare({ target: ec2 })).toMatchObject({ added: [], fixed: [], unchanged: 1 });
    expect(compare({})).toMatchObject({ added: [{ cid: 1141 }], fixed: [], unchanged: 0 });
  });

  test.each<[string, Partial<Result>]>([
    ['another job', { jobName: 'other' }],
    [
      'a run that reached no verdict, where a failure would look fixed',
      { verdict: { outcome: 'inconclusive', exitCode: 4, gate: true, warnings: 0, reasons: [], notes: [] } },
    ],
  ])('nothing is compared with %s', (_name, changes) => {
    expect(compareResults(resultOf([failing()]), resultOf([failing()], changes))).toBeUndefined();
  });

  test.each<[string, Partial<Result>]>([
    [
      'a host that is not alive',
      {
        target: {
          ...resultOf([]).target,
          type: 'host',
          ips: ['10.20.30.40-10.20.30.41'],
          notAlive: ['10.20.30.40'],
        },
      },
    ],
    [
      'a host that is no target any more',
      { target: { ...resultOf([]).target, type: 'host', ips: ['10.20.30.41'], notAlive: [] } },
    ],
    [
      'a host that refused the login',
      { authentication: { succeeded: [], failed: ['10.20.30.40'], insufficient: [], notAttempted: [] } },
    ],
    ['a policy that is gone', { policies: [] }],
  ])('a failure that nobody looked at is not fixed: %s', (_name, changes) => {
    const compared = compareResults(resultOf([row()], changes), resultOf([failing()]));
    expect(compared).toMatchObject({ fixed: [], limits: ['1 earlier failure was not looked at this time.'] });
  });

  test('a failure that fell off a full list is neither new nor fixed; what must be on the list is', () => {
    const cids = (from: number, to: number) =>
      resultOf([
        ...Array.from({ length: to - from + 1 }, (_, index) => failing({ cid: from + index })),
        row({ cid: 9999 }),
      ]);
    const pushed = compareResults(cids(1, 5001), cids(2, 5001));
    expect(pushed).toMatchObject({ added: [{ cid: 1 }], fixed: [], unchanged: 4999 });
    expect(pushed?.limits).toEqual([
      '1 failure cannot be compared: a result lists the worst 5,000 controls.',
    ]);
    const pulled = compareResults(cids(2, 5001), cids(1, 5001));
    expect(pulled).toMatchObject({ added: [], fixed: [{ cid: 1 }], unchanged: 4999 });
    expect(pulled?.limits).toHaveLength(1);
  });

  test('it says when the config changed', () => {
    const other = resultOf([], { configDigest: 'sha256:other' });
    expect(compareResults(resultOf([failing()]), other)?.limits).toEqual(['The config changed since then.']);
  });
});

describe('a baseline', () => {
  test('holds every row that fails now and every one that the last baseline held back, as the engine reads it', async () => {
    const text = await textOf(
      baselineFile(
        inputOf([
          failing(),
          row(),
          row({ cid: 7, state: 'failed', why: 'baseline' }),
          row({ cid: 8, state: 'failed' }),
        ]),
      ),
    );
    expect(parseBaseline(text, 'b.json').entries.map(({ cid, host }) => [cid, host])).toEqual([
      [1141, '10.20.30.40'],
      [7, '10.20.30.40'],
    ]);
  });

  test('names EC2 hosts *, each failure once', async () => {
    const rows = ['10.0.0.1', '10.0.0.2'].map((ip) => failing({ host: { id: ip, ip } }));
    const text = await textOf(baselineFile(inputOf(rows, { target: ec2 })));
    expect(parseBaseline(text, 'b.json').entries).toEqual([
      { policyId: '11', cid: 1141, technology: 'Debian GNU/Linux 12.x', instance: '', host: '*' },
    ]);
  });

  test('is a valid file when nothing fails', async () => {
    expect(parseBaseline(await textOf(baselineFile(inputOf([row()]))), 'b.json').entries).toEqual([]);
  });

  test('is a valid file with hostile text from Qualys in every field', async () => {
    const { entries } = parseBaseline(await textOf(baselineFile(hostileInput())), 'b.json');
    const cids = new Set(entries.map(({ cid }) => cid));
    expect(cids.size).toBe(hostileTexts.length);
  });
});

describe('explaining a control', () => {
  async function explained(cid: number, rows = [failing()]): Promise<string[]> {
    const lines: string[] = [];
    for await (const line of explainCid(inputOf(rows), cid)) lines.push(line);
    return lines;
  }

  test('says for every row of it why it counts or does not', async () => {
    const lines = await explained(1141, [
      failing(),
      row({
        instance: 'a',
        state: 'failed',
        why: 'excluded',
        exclusion: { cids: '1141', reason: null, expires: '2027-03-31' },
      }),
      row({
        instance: 'b',
        state: 'failed',
        criticality: { value: 1, label: 'MINIMAL' },
        exception: { status: 'Rejected', endsAt: null },
      }),
      row({ cid: 9 }),
    ]);
    expect(lines.filter((line) => line.includes('  why '))).toEqual([
      '  why        fails the build: Failed and URGENT are selected',
      '  why        excluded by the config (1141): no reason given, until 2027-03-31',
      '  why        not selected: Failed and MINIMAL',
    ]);
    expect(lines).toContain('  exception  Rejected: it does not change the state');
    expect(lines.at(-1)).toBe('3 rows: 1 fails the build, 0 warn, 2 do not count.');
  });

  test('rows that differ in the host alone are one entry, what fails the build first', async () => {
    const on = (ip: string, evaluatedAt: string) => ({ host: { id: ip, ip }, evaluatedAt });
    const lines = await explained(1141, [
      row(on('10.0.0.9', '2026-05-04T09:41:00Z')),
      failing(on('10.0.0.2', '2026-05-04T09:42:00Z')),
      failing(on('10.0.0.1', '2026-05-04T09:41:00Z')),
      failing(on('10.0.0.3', '2026-05-04T09:43:00Z')),
    ]);
    expect(lines.filter((line) => / on /.test(line) && !line.startsWith('The build'))).toEqual([
      'Failed, URGENT on 3 hosts: 10.0.0.1-10.0.0.3 (Debian GNU/Linux 12.x)',
      'Passed, URGENT on 10.0.0.9 (Debian GNU/Linux 12.x)',
    ]);
    expect(lines).toContain('  evaluated  2026-05-04T09:41:00Z to 2026-05-04T09:43:00Z');
    expect(lines.at(-1)).toBe('4 rows: 3 fail the build, 0 warn, 1 does not count.');
  });

  test('every reason why a row counts or does not is said', async () => {
    const { result, rows } = showcase(512);
    const why = new Set<string>();
    for (const cid of [1141, 2211, 5201, 1071, 9338, 4412, 7702, 3310])
      for await (const line of explainCid({ result, rows }, cid))
        if (line.startsWith('  why')) why.add(line.slice(13));
    const reasons = [...why].join('\n');
    for (const reason of [
      'fails the build: Failed and URGENT are selected',
      'warns: Error and CRITICAL',
      'excluded by the config (2201, 5201): accepted by security, SEC-118, until 2027-03-31',
      'excepted in Qualys (Approved, until 2026-12-31)',
      'in the baseline: it failed before the gate was there',
      'not selected: Failed and MINIMAL',
      'passed',
    ])
      expect(reasons).toContain(reason);
  });

  test('a control without a row is said to have none', async () => {
    expect(await explained(5)).toEqual([
      'CID 5 has no row in this result, so it does not count.',
      'Evaluated were: Policy 11.',
    ]);
  });
});
