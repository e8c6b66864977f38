import { describe, expect, test } from 'vitest';
import type { PostureRow } from '../../../src/qualys/posture/posture.js';
import { freshnessOf, PolicyDates } from '../../../src/workflow/judge/freshness.js';

const launchedAt = '2026-05-04T09:30:00Z';
const scanEndedAt = '2026-05-04T09:41:00Z';
const old = '2026-05-01T10:00:00Z';
const fresh = '2026-05-04T09:42:00Z';

function row(part: {
  id?: string;
  scanned?: string;
  evaluatedAt?: string;
  collectedAt?: string;
  ip?: string;
}): PostureRow {
  const { id = '1', ip = '10.0.0.1', scanned, evaluatedAt, collectedAt } = part;
  return {
    id,
    policyId: '5101',
    cid: 1141,
    statement: '',
    criticality: { value: 5, label: 'URGENT' },
    host: { id: ip, ip, lastComplianceScan: scanned },
    technology: 'Debian 12',
    instance: '',
    status: 'passed',
    missing: [],
    unexpected: [],
    evaluatedAt,
    collectedAt,
  };
}

function dates(...rows: PostureRow[]): PolicyDates {
  const seen = new PolicyDates();
  for (const one of rows) seen.add(one);
  return seen;
}

const judge = (
  rows: PostureRow[],
  {
    before,
    lastEvaluated,
    everyHost = true,
  }: { before?: PostureRow[]; lastEvaluated?: string; everyHost?: boolean } = {},
) =>
  freshnessOf({
    dates: dates(...rows),
    before: before === undefined ? undefined : dates(...before),
    lastEvaluated,
    launchedAt,
    scanEndedAt,
    everyHost,
  });

describe('evidence that rows are of this scan', () => {
  test('while another host of the scan has no row under the policy, its rows may be on their way: two looks must agree', () => {
    const rows = [row({ scanned: fresh })];
    const more = [...rows, row({ id: '2', ip: '10.0.0.2', scanned: fresh })];
    expect(judge(rows, { everyHost: false })).toMatchObject({ status: 'pending' });
    expect(judge(more, { before: rows, everyHost: false })).toMatchObject({ status: 'pending' });
    expect(judge(rows, { before: rows, everyHost: false })).toMatchObject({ kind: 'host-scanned' });
    expect(judge(rows, { everyHost: false, lastEvaluated: fresh })).toMatchObject({
      kind: 'policy-evaluated',
    });
  });

  test('a host scanned since the launch makes its rows current whatever date they bear', () => {
    const rows = [row({ scanned: fresh, evaluatedAt: old }), row({ id: '2', scanned: fresh })];
    const mixed = [...rows, row({ id: '3', scanned: fresh, evaluatedAt: fresh })];
    expect(judge(mixed)).toMatchObject({ status: 'fresh', kind: 'host-scanned' });
    expect(judge(rows, { before: rows })).toMatchObject({ status: 'fresh', kind: 'host-scanned' });
  });

  test('rows that are all older than the scan of their host may be about to change: two looks must agree', () => {
    const rows = [row({ scanned: fresh, evaluatedAt: old })];
    expect(judge(rows).status).toBe('pending');
    expect(judge([row({ scanned: fresh, evaluatedAt: fresh })], { before: rows }).status).toBe('fresh');
  });

  test('what is fresh on one host proves nothing about another', () => {
    for (const dates of [{ evaluatedAt: fresh }, { collectedAt: fresh }]) {
      const stale = Object.fromEntries(Object.keys(dates).map((key) => [key, old]));
      const rows = [row(dates), row({ id: '2', ip: '10.0.0.2', ...stale })];
      expect(judge(rows, { before: rows }).status).toBe('pending');
      const both = [row(dates), row({ id: '2', ip: '10.0.0.2', ...dates })];
      expect(judge(both, { before: both }).status).toBe('fresh');
    }
  });

  test('each host counts by the evidence that there is of it', () => {
    const rows = [
      row({ scanned: fresh, evaluatedAt: old }),
      row({ id: '2', ip: '10.0.0.2', evaluatedAt: fresh }),
    ];
    expect(judge(rows, { before: rows })).toMatchObject({ status: 'fresh', kind: 'row-evaluated' });
    const dateless = [row({ evaluatedAt: fresh }), row({ id: '2', ip: '10.0.0.2' })];
    expect(judge(dateless, { before: dateless }).status).toBe('undated');
  });

  test('Unchanged rows that keep an old date under fresh policy evidence still count', () => {
    expect(judge([row({ evaluatedAt: old })], { lastEvaluated: fresh })).toMatchObject({
      status: 'fresh',
      kind: 'policy-evaluated',
    });
  });

  test('a policy evaluated before the scan ended proves nothing', () => {
    expect(judge([row({ evaluatedAt: old })], { lastEvaluated: '2026-05-04T09:35:00Z' }).status).toBe(
      'pending',
    );
  });

  test('a minute of tolerance is forgiven, two are not', () => {
    expect(judge([row({ scanned: '2026-05-04T09:29:00Z' })]).status).toBe('fresh');
    expect(judge([row({ scanned: '2026-05-04T09:28:59Z' })]).status).toBe('pending');
  });

  test('fresh rows alone count once two looks agree', () => {
    const rows = [row({ evaluatedAt: fresh }), row({ id: '2', evaluatedAt: old })];
    expect(judge(rows).status).toBe('pending');
    expect(judge(rows, { before: rows.slice(0, 1) }).status).toBe('pending');
    expect(judge(rows, { before: [...rows].reverse() })).toMatchObject({
      status: 'fresh',
      kind: 'row-evaluated',
    });
  });

  test('a host that Qualys dates before the launch speaks against fresh rows', () => {
    const rows = [row({ scanned: old, evaluatedAt: fresh })];
    expect(judge(rows, { before: rows }).status).toBe('pending');
  });

  test('rows without any date are told apart, and the time of collection settles them', () => {
    expect(judge([row({})]).status).toBe('undated');
    expect(judge([row({ collectedAt: fresh })])).toMatchObject({ status: 'fresh', kind: 'data-collected' });
    expect(judge([row({ collectedAt: old })]).status).toBe('pending');
  });

  test('a policy evaluated after the scan without rows has no control that applies', () => {
    expect(judge([], { lastEvaluated: fresh })).toMatchObject({
      status: 'fresh',
      kind: 'no-applicable-control',
    });
    expect(judge([]).status).toBe('pending');
  });
});
