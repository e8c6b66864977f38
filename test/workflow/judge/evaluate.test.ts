import { describe, expect, test } from 'vitest';
import type { Config } from '../../../src/config/schema.js';
import type { PostureRow } from '../../../src/qualys/posture/posture.js';
import { parseBaseline } from '../../../src/workflow/judge/baseline.js';
import { compileCriteria } from '../../../src/workflow/judge/criteria.js';
import { Evaluation, stateOf } from '../../../src/workflow/judge/evaluate.js';

const now = Date.parse('2026-05-04T10:00:00Z');
type Criteria = NonNullable<Config['criteria']>;

const everything: Criteria['failOn'] = {
  states: ['fail', 'error', 'exceptions'],
  criticalities: ['urgent', 'critical', 'serious', 'medium', 'minimal'],
};

function row(part: Partial<PostureRow> = {}): PostureRow {
  return {
    id: '880001',
    policyId: '5101',
    cid: 1141,
    statement: "Status of the 'PermitRootLogin' setting",
    criticality: { value: 5, label: 'URGENT' },
    host: { id: '3301', ip: '10.20.30.40' },
    technology: 'Debian 12',
    instance: '',
    status: 'failed',
    missing: [],
    unexpected: [],
    ...part,
  };
}

function evaluation(criteria: Partial<Criteria> | undefined, baseline?: string) {
  return new Evaluation({
    criteria:
      criteria === undefined
        ? undefined
        : compileCriteria({ failOnAuthFailure: false, exclude: [], ...criteria }, now),
    baseline: baseline === undefined ? undefined : parseBaseline(baseline, 'baseline.json'),
    policies: [{ id: '5101', title: 'CIS Debian 12' }],
    serverNowMs: now,
  });
}

const judge = (part: Partial<PostureRow>, criteria: Partial<Criteria> | undefined) => {
  const { counts, why } = evaluation(criteria).add(row(part));
  return `${counts} ${why}`;
};

describe('judging one row', () => {
  test.each([
    [
      'Excluding 11411 leaves 1141, 141 and 411 in',
      '11411',
      { 11411: 'no excluded', 1141: 'fail criteria', 141: 'fail criteria', 411: 'fail criteria' },
    ],
    [
      'excluding 1140-1142 takes 1141 out and leaves 11411',
      '1140-1142',
      { 1141: 'no excluded', 11411: 'fail criteria', 1139: 'fail criteria', 1143: 'fail criteria' },
    ],
  ])('%s', (_name, cids, expected) => {
    for (const [cid, outcome] of Object.entries(expected)) {
      expect(judge({ cid: Number(cid) }, { failOn: everything, exclude: [{ cids }] }), cid).toBe(outcome);
    }
  });

  test.each([
    ['Approved', undefined, 'exception'],
    ['approved', '2026-05-05T00:00:00Z', 'exception'],
    ['Approved', '2026-05-03T00:00:00Z', 'as it stands'],
    ['Pending', undefined, 'as it stands'],
    ['Rejected', undefined, 'as it stands'],
    ['Expired', undefined, 'as it stands'],
  ])(
    'A row with an approved, unexpired exception counts as an exception whether its STATUS reads Passed or Failed; pending, rejected, expired do not: %s until %s is %s',
    (status, endsAt, expected) => {
      const exception = endsAt === undefined ? { status } : { status, endsAt };
      for (const read of ['passed', 'failed', 'error'] as const) {
        expect(stateOf({ status: read, exception }, now)).toBe(expected === 'exception' ? 'exception' : read);
      }
    },
  );

  test('state AND criticality must both be selected', () => {
    const failOn: Criteria['failOn'] = { states: ['fail'], criticalities: ['serious'] };
    expect(judge({ criticality: { value: 3, label: 'SERIOUS' } }, { failOn })).toBe('fail criteria');
    expect(judge({ criticality: { value: 4, label: 'CRITICAL' } }, { failOn })).toBe('no not-selected');
    expect(judge({ criticality: { value: 3, label: 'SERIOUS' }, status: 'error' }, { failOn })).toBe(
      'no not-selected',
    );
  });

  test('a control without criticality counts when all five are selected, and warns otherwise', () => {
    const criticality = { value: 0, label: 'UNDEFINED' };
    expect(judge({ criticality }, { failOn: everything })).toBe('fail criteria');
    expect(judge({ criticality }, { failOn: { states: ['fail'], criticalities: ['urgent'] } })).toBe(
      'warn criteria',
    );
    expect(judge({ criticality, status: 'passed' }, { failOn: everything })).toBe('no not-selected');
  });

  test('an exclusion holds through its last day, then stops and still counts what it names', () => {
    for (const [expires, counts] of [
      ['2026-05-04', 'no'],
      ['2026-05-03', 'fail'],
    ] as const) {
      const judged = evaluation({
        failOn: everything,
        exclude: [{ cids: '1141', reason: 'SEC-118', expires }],
      });
      expect(judged.add(row()).counts).toBe(counts);
      expect(judged.matches[0]).toMatchObject({ matched: 1, exclusion: { expired: counts === 'fail' } });
    }
  });

  test('without criteria nothing fails, and warnOn alone only warns', () => {
    expect(judge({}, undefined)).toBe('no not-selected');
    expect(judge({}, { warnOn: everything })).toBe('warn criteria');
  });

  test('a baselined failure does not count, and a fixed one is reported', () => {
    const entry = { policyId: '5101', cid: 1141, technology: 'Debian 12', instance: '', host: '10.20.30.40' };
    const file = JSON.stringify({ version: 1, entries: [entry, { ...entry, cid: 2, host: '*' }] });
    const judged = evaluation({ failOn: everything }, file);
    expect(judged.add(row())).toMatchObject({ counts: 'no', why: 'baseline' });
    expect(judged.add(row({ cid: 2, status: 'passed' })).counts).toBe('no');
    expect(judged.add(row({ host: { id: '2', ip: '10.20.30.41' } })).counts).toBe('fail');
    expect([...judged.fixed.values()].map(({ cid }) => cid)).toEqual([2]);
    expect(judged.totals.result).toMatchObject({ failing: 1, baselined: 1 });
  });
});

describe('counting rows', () => {
  test('Several technologies and instances of one CID on one host are several rows; a failed one never hides behind a passed one', () => {
    const judged = evaluation({ failOn: everything });
    for (const [technology, instance, status] of [
      ['Oracle 19c', 'orcl', 'passed'],
      ['Oracle 19c', 'pay', 'failed'],
      ['Oracle 21c', '', 'passed'],
    ] as const)
      judged.add(row({ technology, instance, status }));
    const { failing, passed, failed } = judged.totals.result;
    expect({ failing, passed, failed }).toEqual({ failing: 1, passed: 2, failed: 1 });
    const [group] = judged.groups.result.controls;
    expect(group).toMatchObject({ hosts: 1, rows: 1, technologies: ['Oracle 19c'] });
    expect(group?.examples.map(({ instance }) => instance)).toEqual(['pay']);
  });

  test('the worst 5,000 are kept in one order whatever order the rows come in', () => {
    const rows = Array.from({ length: 12_000 }, (_, index) =>
      row({ cid: index + 1, criticality: { value: (index % 5) + 1, label: 'X' } }),
    );
    const results = [rows, rows.toReversed()].map((order) => {
      const judged = evaluation({ failOn: everything });
      for (const one of order) judged.add(one);
      return judged.groups.result;
    });
    expect(results[0]?.controls).toEqual(results[1]?.controls);
    expect(results[0]?.controls).toHaveLength(5000);
    expect(results[0]?.controlsOmitted).toBe(7000);
    expect(results[0]?.controls.every(({ criticality }) => criticality.value >= 3)).toBe(true);
  });
});
