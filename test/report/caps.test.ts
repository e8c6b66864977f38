import { parse } from 'csv-parse/sync';
import { contextualizeEvaluation, convertFile } from 'inspecjs';
import { expect, test } from 'vitest';
import { annotationsOf } from '../../src/report/ci-places.js';
import { render as csv } from '../../src/report/formats/csv.js';
import { render as hdf } from '../../src/report/formats/hdf.js';
import { failing, inputOf, resultOf, row, textOf } from '../support/result-of-rows.js';
import { render } from './support/render.js';

const hosts = Array.from(
  { length: 2000 },
  (_, index) => `10.1.${Math.floor(index / 250)}.${(index % 250) + 1}`,
);
const cids = [101, 202, 303, 404, 505];
const rows = hosts.flatMap((ip) =>
  cids.map((cid) => failing({ cid, statement: `Control number ${cid}`, host: { id: ip, ip } })),
);

test('JUnit has at most 5,000 cases; failures beyond are one per policy and control that says how many more on how many hosts', async () => {
  const xml = await render('junit', inputOf([...rows, row({ cid: 606 })]));
  expect(xml.match(/<testcase /g)).toHaveLength(5000);
  const more = [...xml.matchAll(/>(\d+) more failures of this control on (\d+) hosts/g)];
  expect(more.map(([, failures, on]) => [failures, on])).toEqual(cids.map(() => ['1001', '1001']));
  expect(xml).toContain('<property name="passed-left-out" value="1"/>');
  expect(xml).toContain('<property name="failures-joined" value="5005"/>');
  expect(xml).toContain('tests="5000" failures="5000"');
});

test('code quality: an entry per policy and control, as GitLab reads it', async () => {
  const entries = JSON.parse(await render('codequality', inputOf(rows, { configFile: 'ci/scan.yaml' })));
  expect(entries).toHaveLength(5);
  expect(new Set(entries.map(({ fingerprint }: { fingerprint: string }) => fingerprint)).size).toBe(5);
  expect(entries[0]).toMatchObject({
    check_name: 'CID-101',
    severity: 'blocker',
    location: { path: 'ci/scan.yaml', lines: { begin: 1 } },
  });
  expect(JSON.parse(await render('codequality', inputOf([row()])))).toEqual([]);
});

test('CSV: beyond what a spreadsheet opens, rows that do not count are left out first, and the last line says how many', async () => {
  const input = inputOf([
    ...Array.from({ length: 30 }, (_, index) => row({ cid: index + 1 })),
    ...Array.from({ length: 20 }, (_, index) => failing({ cid: index + 100 })),
  ]);
  const table = (text: string): Record<string, string>[] => parse(text, { columns: true, bom: true });
  const some = table(await textOf(csv(input, { most: 25 })));
  expect(some.filter(({ counts }) => counts === 'fail')).toHaveLength(20);
  expect(some).toHaveLength(26);
  expect(some.at(-1)?.statement).toBe('25 more rows: controls.jsonl has them all.');
  const few = table(await textOf(csv(input, { most: 5 })));
  expect(few.slice(0, 5).every(({ counts }) => counts === 'fail')).toBe(true);
  expect(few.at(-1)?.statement).toBe('45 more rows: controls.jsonl has them all.');
  expect(table(await textOf(csv(input, { most: 50 })))).toHaveLength(50);
});

test('OHDF: beyond its cap passed rows are left out first, no control is a profile error, and each says how many more failed', async () => {
  const input = inputOf(
    Array.from({ length: 40 }, (_, host) => ({ id: String(host), ip: `10.0.0.${host}` })).flatMap((host) => [
      row({ cid: 1, host }),
      failing({ cid: 2, host }),
      host.ip === '10.0.0.7' ? failing({ cid: 3, host }) : row({ cid: 3, host }),
    ]),
  );
  const read = async (most: number) => {
    const text = await textOf(hdf(input, { most }));
    const evaluation = convertFile(text)['1_0_ExecJson'];
    if (evaluation === undefined) throw new TypeError('It is no evaluation');
    const controls = contextualizeEvaluation(evaluation).contains.flatMap(({ contains }) => contains);
    return {
      statuses: controls.map((control) => control.hdf.status),
      results: controls.map((control) => control.hdf.segments?.length),
      omitted: JSON.parse(text).passthrough.omittedResults,
      text,
    };
  };
  expect(await read(120)).toMatchObject({ statuses: ['Passed', 'Failed', 'Failed'], omitted: 0 });
  expect(await read(60)).toMatchObject({
    statuses: ['Passed', 'Failed', 'Failed'],
    results: [10, 40, 10],
    omitted: 60,
  });
  const tight = await read(30);
  expect(tight).toMatchObject({
    statuses: ['Passed', 'Failed', 'Failed'],
    results: [1, 11, 2],
    omitted: 107,
  });
  expect(tight.text).toContain('30 more rows of this control failed');
});

test('an annotation names policy, host and values however long a statement and a title are', () => {
  const result = resultOf([failing({ statement: 'S'.repeat(10_000) })], {}, { 11: 'P'.repeat(10_000) });
  expect(annotationsOf(result, 'results')[0]?.message).toBe(
    `${'S'.repeat(299)}… (${'P'.repeat(299)}…) fails on 10.20.30.40; expected no, found yes`,
  );
});
