import { expect, test } from 'vitest';
import { failing, inputOf, row } from '../support/result-of-rows.js';
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
