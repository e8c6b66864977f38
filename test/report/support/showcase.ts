import { mergeInputs } from '../../../src/report/merge/merge.js';
import type { ReportInput } from '../../../src/report/report-input.js';
import type { ControlLine } from '../../../src/workflow/results/control-line.js';
import { failing, inputOf, row } from '../../support/result-of-rows.js';

const showcaseTitles = { '11': 'CIS Debian 12 v1.0', '12': 'Acme Hardening <base> & "more"' };

const controls: readonly [cid: number, statement: string, value: number, expected: string, found: string][] =
  [
    [1141, 'SSH root login is disabled', 5, 'PermitRootLogin no', 'PermitRootLogin yes'],
    [2211, 'Password hashing uses SHA-512', 4, 'ENCRYPT_METHOD SHA512', 'ENCRYPT_METHOD MD5'],
    [5201, 'The audit log is kept for 90 days', 3, '90', '30'],
    [1071, 'The minimum password length is 14', 4, '14', '8'],
    [9338, 'No world-writable file lies in /etc', 3, '', '/etc/motd\n/etc/issue'],
    [4412, 'The clock is synchronised with an approved server', 2, 'ntp.acme.test', 'pool.ntp.org'],
    [7702, 'The login banner is shown', 1, 'Authorised use only', ''],
    [3310, 'The firewall drops what it does not know', 5, 'DROP', 'ACCEPT'],
  ];
const labels = ['', 'MINIMAL', 'MEDIUM', 'SERIOUS', 'CRITICAL', 'URGENT'];

/** So many rows of every kind a result can hold, the same every time. */
function showcaseRows(count: number): ControlLine[] {
  return Array.from({ length: count }, (_, index) => {
    const [cid, statement, value, expected, found] = controls[index % controls.length] ?? [1, '', 1, '', ''];
    const host = 40 + (Math.floor(index / controls.length) % 200);
    const common: Partial<ControlLine> = {
      policyId: index % 5 < 3 ? '11' : '12',
      cid: cid + Math.floor(index / (controls.length * 200)) * 10_000,
      statement,
      criticality: { value, label: labels[value] ?? '' },
      host: { id: String(host), ip: `10.20.30.${host}`, dns: `web-${host}.acme.test` },
      instance: index % 11 === 0 ? 'ora11' : '',
      missing: expected === '' ? [] : [expected],
      unexpected: found === '' ? [] : found.split('\n'),
    };
    switch (index % 23) {
      case 1:
      case 2:
        return value >= 3 ? failing(common) : row({ ...common, state: 'failed' });
      case 5:
        return row({ ...common, state: 'error', counts: 'warn', why: 'criteria' });
      case 7:
        return row({
          ...common,
          state: 'failed',
          why: 'excluded',
          exclusion: { cids: '2201, 5201', reason: 'accepted by security, SEC-118', expires: '2027-03-31' },
        });
      case 11:
        return row({
          ...common,
          state: 'exception',
          why: 'exception',
          exception: { status: 'Approved', endsAt: '2026-12-31T00:00:00Z' },
        });
      case 13:
        return row({ ...common, state: 'failed', why: 'baseline' });
      default:
        return row({ ...common, missing: [], unexpected: [] });
    }
  });
}

/** A failed run with everything a report can show, and the run before it. */
export function showcase(count: number): ReportInput {
  const rows = showcaseRows(count);
  const before = rows.filter((_, index) => index % 46 !== 1);
  const fixed = failing({
    policyId: '12',
    cid: 6006,
    statement: 'Core dumps are off',
    criticality: { value: 4, label: 'CRITICAL' },
  });
  const exclusions = [
    {
      cids: '2201, 5201',
      reason: 'accepted by security, SEC-118',
      expires: '2027-03-31',
      matched: 3,
      expired: false,
    },
    {
      cids: '8120-8125',
      reason: 'until the move to Debian 13',
      expires: '2026-03-31',
      matched: 0,
      expired: true,
    },
    { cids: '911', reason: null, expires: null, matched: 0, expired: false },
  ];
  const baseline = {
    file: 'qualys-pc-baseline.json',
    entries: 12,
    fixed: [
      { policyId: '11', cid: 1399, technology: 'Debian GNU/Linux 12.x', instance: '', host: '10.20.30.41' },
    ],
  };
  const failedIn = [96, 88, 88, 61, 47, 0, 12, 30];
  const history = failedIn.map((failing, index) => ({
    build: String(34 + index),
    finishedAt: `2026-05-0${1 + Math.floor(index / 3)}T0${index}:42:10Z`,
    outcome: failing === 0 ? ('passed' as const) : ('failed' as const),
    rows: count,
    failing,
    warning: 0,
  }));
  const input = inputOf(rows, { exclusions, baseline, history }, showcaseTitles);
  const notes = [
    {
      code: 'exclusion-expired',
      what: 'The exclusion of 8120-8125 expired on 2026-03-31 and excludes nothing any more.',
    },
    { code: 'baseline-fixed', what: '1 baselined failure is fixed: the baseline can shrink.' },
  ];
  return {
    ...input,
    result: { ...input.result, verdict: { ...input.result.verdict, notes } },
    previous: {
      ...inputOf([...before, fixed], {}, showcaseTitles).result,
      build: '41',
      finishedAt: '2026-05-03T09:42:10Z',
    },
  };
}

/** A run whose posture never came. */
export function showcaseWithoutPosture(): ReportInput {
  const { result } = showcase(0);
  const reason = {
    code: 'posture-missing',
    what: 'The posture of 2 policies did not come within 15 minutes.',
    why: 'Qualys had processed the scan, and had evaluated neither CIS Debian 12 v1.0 nor Acme Hardening for 10.20.30.40 since the launch.',
    next: 'In Qualys, look at PC > Scans > Filters > Processing Tasks. Then take the scan up again: qualys-pc run --resume',
  };
  return {
    ...inputOf([]),
    result: {
      ...result,
      verdict: { ...result.verdict, outcome: 'inconclusive', exitCode: 4, reasons: [reason], notes: [] },
      target: { type: 'host', ips: ['10.20.30.40'], notAlive: [], uncovered: [] },
      exclusions: [],
      baseline: null,
    },
  };
}

/** Three jobs of an estate, two of which fail, and one whose agent left no result. */
export function showcaseOfJobs(): ReportInput {
  const job = (name: string, rows: readonly ControlLine[]): ReportInput => {
    const succeeded = [...new Set(rows.map(({ host }) => host.ip))];
    const { result, ...input } = inputOf(
      rows,
      {
        jobName: name,
        configDigest: `sha256:${name}`,
        units: { job: name, expected: [name], present: [name] },
        authentication: { succeeded, failed: [], insufficient: [], notAttempted: [] },
      },
      showcaseTitles,
    );
    return { ...input, result };
  };
  const rows = showcaseRows(384);
  return mergeInputs(
    [
      job('payments-api', rows.slice(0, 256)),
      job('ledger', rows.slice(256)),
      job(
        'billing',
        rows
          .filter(({ counts }) => counts === 'no')
          .map((line) => ({ ...line, host: { ...line.host, ip: '10.20.31.7' } })),
      ),
    ],
    { jobs: ['archive'] },
  );
}
