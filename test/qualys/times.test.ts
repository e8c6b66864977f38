import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { askServer } from './support/ask-server.js';

const read = (name: string) => readFile(new URL(`../fixtures/qualys/${name}`, import.meta.url), 'utf8');
const moment = '2026-05-04T10:01:09Z';

/** Evidence compares times as text, so every form of one moment must become the same text. */
describe.each([
  ['as documented', '2026-05-04T10:01:09Z', moment],
  ['with a fraction', '2026-05-04T10:01:09.875Z', moment],
  ['with an offset', '2026-05-04T12:01:09+02:00', moment],
  ['with an offset without a colon', '2026-05-04T04:31:09-0530', moment],
  ['without a zone, which is UTC', '2026-05-04T10:01:09', moment],
  ['with a blank', '2026-05-04 10:01:09', moment],
  ['that is none', 'N/A', undefined],
])('a time %s', (_name, written, told) => {
  test('of a row and of its host', async () => {
    const sample = (await read('16.7-several-policies.xml'))
      .replace(`<EVALUATION_DATE>${moment}`, `<EVALUATION_DATE>${written}`)
      .replace(
        '</TRACKING_METHOD>',
        `</TRACKING_METHOD><LAST_COMPLIANCE_SCAN_DATETIME>${written}</LAST_COMPLIANCE_SCAN_DATETIME>`,
      );
    const { api } = await askServer(sample);
    for await (const [row] of api.posture({ policyIds: ['5101', '5102'] })) {
      expect([row?.evaluatedAt, row?.host.lastComplianceScan]).toEqual([told, told]);
    }
    expect.assertions(1);
  });

  test('of a policy', async () => {
    const { api } = await askServer(
      (await read('14.1-policy-list.xml')).replace('2026-05-03T22:10:05Z', written),
    );
    expect((await api.listPolicies())[0]?.lastEvaluated).toBe(told);
  });

  test('of a scan, which must have one', async () => {
    const { api } = await askServer(
      (await read('15.3-scan-finished-not-processed.xml')).replace('2026-05-04T09:30:01Z', written),
    );
    const launchedAt = await api.listScans({}).then(
      ({ scans }) => scans[0]?.launchedAt,
      () => undefined,
    );
    expect(launchedAt).toBe(told);
  });
});
