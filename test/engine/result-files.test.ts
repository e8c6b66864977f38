import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { resultSchema } from '../../src/workflow/results/result.js';
import { openWorkplace } from '../support/engine.js';

const formats = ['html', 'junit', 'sarif', 'csv', 'markdown', 'hdf', 'text'];
const reports = [
  'controls.csv',
  'controls.jsonl',
  'hdf.json',
  'junit.xml',
  'report.css',
  'report.html',
  'report.txt',
  'result.json',
  'results.sarif',
  'state.json',
  'summary.md',
];
/** What an end without a verdict leaves. */
const errored = reports.filter((name) => name !== 'controls.jsonl' && name !== 'state.json');

describe('A new run first moves `result.json` to `previous-result.json` and deletes its own named files in the directory, so that no old report is taken for this build’s; a `not-evaluated` run writes `result.json` only, an errored one every format', () => {
  test.concurrent('run after run', async ({ onTestFinished }) => {
    const place = await openWorkplace({ scenario: 'fail', config: { reports: { formats } }, onTestFinished });
    const results = join(place.folder, 'results');
    const first = await place.run();
    expect(first.code, first.stderr).toBe(1);
    expect(readdirSync(results).sort()).toEqual(reports);
    const before = await place.result();
    writeFileSync(join(results, 'notes.txt'), 'of a person');
    place.writeConfig({ reports: { formats: ['junit'] } });
    const second = await place.run();
    expect(second.code, second.stderr).toBe(1);
    expect(readdirSync(results).sort()).toEqual([
      'controls.jsonl',
      'junit.xml',
      'notes.txt',
      'previous-result.json',
      'result.json',
      'state.json',
    ]);
    expect(resultSchema.parse(JSON.parse(await place.file('results/previous-result.json')))).toEqual(before);
    expect((await place.result()).scan?.reference).not.toBe(before.scan?.reference);
  });

  test.concurrent.for([
    [
      'not evaluated: the login failed on every host',
      'auth-failure',
      0,
      'not-evaluated',
      ['result.json', 'state.json'],
    ],
    ['refused', 'launch-refused', 3, 'error', errored],
    ['no connection', 'wrong-password', 3, 'error', errored],
    ['ended without a verdict', 'scan-error', 4, 'inconclusive', [...errored, 'state.json']],
  ] as const)('%s', async ([, scenario, code, outcome, others], { onTestFinished }) => {
    const place = await openWorkplace({ scenario, config: { reports: { formats } }, onTestFinished });
    const results = join(place.folder, 'results');
    mkdirSync(results);
    for (const name of reports.filter((name) => name !== 'state.json' && name !== 'result.json'))
      writeFileSync(join(results, name), 'of another build');
    const ran = await place.run();
    expect(ran.code, ran.stderr).toBe(code);
    expect(readdirSync(results).sort()).toEqual([...others].sort());
    for (const name of others) expect(await place.file(`results/${name}`)).not.toBe('of another build');
    expect((await place.result()).verdict).toMatchObject({ outcome, exitCode: code });
    if (outcome === 'not-evaluated') expect(ran.stdout).toMatch(/NOT CHECKED.*Nothing\s+was\s+checked/s);
  });
});

describe('`run --shard 3/8`', () => {
  test('eight shards write their own directories and titles, share group and record, and join into one result; an empty shard scans nothing, exits 0, outcome `not-evaluated`, reason `empty-shard`', {
    timeout: 120_000,
  }, async () => {
    const place = await openWorkplace({
      scenario: 'fail',
      config: {
        scan: {
          target: { ips: ['10.20.30.40-10.20.30.42', '10.20.30.40'] },
          authRecord: { platform: 'unix', username: 'scan', password: 'env:QUALYS_HOST_PASSWORD' },
        },
      },
    });
    const shards = [1, 2, 3, 4, 5, 6, 7, 8];
    const ended = await Promise.all(
      shards.map((shard) => place.command(['run', '--quiet', '--shard', `${shard}/8`])),
    );
    expect(ended.map(({ code, stderr }) => `${code}${stderr}`)).toEqual([
      '1',
      '1',
      '1',
      '0',
      '0',
      '0',
      '0',
      '0',
    ]);
    const results = await Promise.all(
      shards.map(async (shard) =>
        resultSchema.parse(JSON.parse(await place.file(`results/shard-${shard}/result.json`))),
      ),
    );
    expect(results.map(({ units }) => [units.expected.length, units.present])).toEqual(
      shards.map((shard) => [8, [`shard-${shard}`]]),
    );
    expect(results.map(({ target }) => (target.type === 'host' ? target.ips : []))).toEqual([
      ['10.20.30.40'],
      ['10.20.30.41'],
      ['10.20.30.42'],
      [],
      [],
      [],
      [],
      [],
    ]);
    for (const { verdict } of results.slice(3)) {
      expect(verdict).toMatchObject({
        outcome: 'not-evaluated',
        exitCode: 0,
        reasons: [{ code: 'empty-shard' }],
      });
    }
    const launches = place.simulator.journal.filter(({ action }) => action === 'launch');
    expect(launches.map(({ params }) => params.scan_title?.replace(/\d{4}(-\d\d){5}$/, 'T')).sort()).toEqual(
      [1, 2, 3].map((shard) => `payments-api_jenkins_build_local_shard_${shard}_of_8_T`),
    );
    const ours = (title: string) => title.endsWith('payments-api');
    expect(
      place.simulator.account.groups.filter(({ title }) => title === 'Jenkins_AG_payments-api'),
    ).toHaveLength(1);
    expect(
      place.simulator.account.records.filter(({ title }) => ours(title) && title.startsWith('Jenkins_unix'))
        .length,
    ).toBe(1);
    expect(existsSync(join(place.folder, 'results', 'result.json'))).toBe(false);
    const joined = await place.command(['report', 'results/shard-*/result.json', '--format', 'text']);
    expect(joined.code, joined.stderr).toBe(1);
    expect(joined.stdout).toContain('15 of 48');
  });
});
