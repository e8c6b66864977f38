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
  ['of zeros', '0000-00-00T00:00:00Z', undefined],
  ['of the day of zeros', '0000-00-00', undefined],
  ['of a day that February never has', '2026-02-31T10:01:09Z', undefined],
  ['of a leap day in another year', '2026-02-29 10:01:09', undefined],
  ['of a month that no year has', '2026-13-01T10:01:09Z', undefined],
  ['of an hour that no day has', '2026-05-04T25:01:09Z', undefined],
  ['of a leap day', '2028-02-29T10:01:09Z', '2028-02-29T10:01:09Z'],
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

test('an exception end of zero means never, which is not the same as none', async () => {
  const sample = await read('16.7-several-policies.xml');
  const ends = async (written: string) => {
    const text = sample.replace(
      '</STATUS>',
      `</STATUS><EXCEPTION><ASSIGNEE>a</ASSIGNEE><STATUS>Approved</STATUS>${written}</EXCEPTION>`,
    );
    const { api } = await askServer(text);
    for await (const [row] of api.posture({ policyIds: ['5101', '5102'] })) return row?.exception;
    return undefined;
  };
  expect(await ends('<END_DATETIME>0000-00-00T00:00:00Z</END_DATETIME>')).toEqual({
    status: 'Approved',
    neverEnds: true,
  });
  expect(await ends('')).toEqual({ status: 'Approved', endsAt: undefined });
  expect(await ends('<END_DATETIME>2026-02-31</END_DATETIME>')).toEqual({
    status: 'Approved',
    endsAt: undefined,
  });
  expect(await ends('<END_DATETIME>2026-12-31</END_DATETIME>')).toEqual({
    status: 'Approved',
    endsAt: '2026-12-31T00:00:00Z',
  });
});
