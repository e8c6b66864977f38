import { describe, expect, test } from 'vitest';
import type { PostureRow } from '../../../src/qualys/posture/posture.js';
import { stateOfPair } from '../../../src/workflow/judge/freshness.js';
import { ageByStatusDate, PairDates } from '../../../src/workflow/judge/pair-dates.js';
import type { ControlLine } from '../../../src/workflow/results/control-line.js';

const launchedAt = '2026-05-04T09:30:00Z';
const scanEndedAt = '2026-05-04T09:41:00Z';
const old = '2026-05-01T10:00:00Z';
const scanned = '2026-05-04T09:38:00Z';
const evaluated = '2026-05-04T09:44:00Z';

interface Dated {
  readonly statusDate?: string;
  readonly evaluatedAt?: string;
}

/** The state of a pair whose rows bear these dates. */
function judge(
  rows: readonly Dated[],
  evidence: { hostDate?: string; hostLastOldAt?: string; lastEvaluated?: string } = {},
) {
  const dates = new PairDates();
  for (const [index, { statusDate, evaluatedAt }] of rows.entries()) {
    const row = { id: String(index), cid: 1, status: 'passed', statusDate, evaluatedAt } as PostureRow;
    const line = { state: 'passed', counts: 'no', why: 'not-selected' } as ControlLine;
    dates.add(row, line, { launchedAt, isGated: () => true });
  }
  const { hostDate, hostLastOldAt, lastEvaluated } = evidence;
  return stateOfPair(dates, { launchedAt, scanEndedAt, hostDate, hostLastOldAt, lastEvaluated });
}

const both = { hostDate: scanned, lastEvaluated: evaluated };

describe('evidence that the rows of a policy on a host are of this scan', () => {
  test.each([
    ['host date alone never suffices', [{ evaluatedAt: old }], { hostDate: scanned, lastEvaluated: old }],
    ['policy date alone never suffices', [{ evaluatedAt: old }], { hostDate: old, lastEvaluated: evaluated }],
    [
      'rows evaluated before the scan ended, of a host that is loaded',
      [{ evaluatedAt: '2026-05-04T09:39:00Z' }],
      { hostDate: scanned },
    ],
    [
      'an evaluation before the host was seen loaded saw old data',
      [{ evaluatedAt: evaluated }],
      { ...both, hostLastOldAt: '2026-05-04T09:45:00Z' },
    ],
  ])('%s', (_, rows, evidence) => {
    expect(judge(rows, evidence)).toMatchObject({ status: 'pending', code: 'posture-not-current' });
  });

  test('a pair is complete at one look when all its rows are fresh and host and policy evidence hold', () => {
    expect(judge([{ statusDate: scanned }, { evaluatedAt: evaluated }], both)).toMatchObject({
      status: 'proved',
      reads: 1,
    });
  });

  test.each<[string, readonly Dated[], { hostDate?: string; lastEvaluated?: string }]>([
    ['all its rows are fresh', [{ statusDate: scanned }], {}],
    ['at least one row is fresh and both hold', [{ statusDate: scanned }, { statusDate: old }], both],
    ['no row bears a status date and both hold', [{}, { evaluatedAt: old }], both],
  ])('a pair is complete by two agreeing looks when %s', (_, rows, evidence) => {
    expect(judge(rows, evidence)).toMatchObject({ status: 'proved', reads: 2 });
  });

  test('A pair whose dated rows are all old is never complete', () => {
    expect(judge([{ statusDate: old }, {}], both)).toMatchObject({
      status: 'pending',
      code: 'rows-not-scanned',
    });
  });

  test('unchanged rows keep an old EVALUATION_DATE while their status dates are new: fresh by their own status date', () => {
    expect(judge([{ statusDate: scanned, evaluatedAt: old }], both)).toMatchObject({
      status: 'proved',
      kind: 'status-dates',
    });
  });

  test('No date of any kind names the missing fields', () => {
    expect(judge([{}])).toMatchObject({
      status: 'pending',
      code: 'no-evidence',
      detail: expect.stringContaining('LAST_COMPLIANCE_SCAN_DATETIME and LAST_EVALUATED are all missing'),
    });
  });

  test('no rows: not yet, until host and policy evidence both hold', () => {
    expect(judge([], { hostDate: scanned, lastEvaluated: old })).toMatchObject({ code: 'posture-missing' });
    expect(judge([], both)).toEqual({ status: 'no-rows' });
  });
});

test.each([
  ['2026-05-04T09:29:30Z', 'fresh'],
  ['2026-05-04T09:28:59Z', 'old'],
  ['2026-05-04', undefined],
  ['2026-05-03', 'old'],
  ['2026-05-05', 'fresh'],
  [undefined, undefined],
])(
  'a status date of %s is %s: a minute of tolerance, and a day without time proves nothing on the day of the launch',
  (date, age) => {
    expect(ageByStatusDate(date, launchedAt)).toBe(age);
  },
);
