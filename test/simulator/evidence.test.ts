import { describe, expect, test } from 'vitest';
import { type Simulator, startSimulator } from '../../src/simulator/start-simulator.js';
import { all, first, post, scanned } from './session.js';

const host = '10.20.30.40';
const two = '10.20.30.40,10.20.30.41';
const start = Date.parse('2026-05-04T09:30:00Z');

/** Whether the dates of elements are of the scan; each answer once. */
function newness(text: string, name: string): boolean[] {
  return [...new Set(all(text, name).map((date) => Date.parse(date) >= start))];
}

/** The same for the date of a row's own status: LAST_PASS_DATE of a Passed one, LAST_FAIL_DATE of a Failed one. */
function ownNewness(rows: readonly string[]): boolean[] {
  const names: Record<string, string> = { Passed: 'LAST_PASS_DATE', Failed: 'LAST_FAIL_DATE' };
  const dated = rows.flatMap((row) => newness(row, names[first(row, 'STATUS') ?? ''] ?? 'LAST_ERROR_DATE'));
  return [...new Set(dated)];
}

/** Everything that dates the rows. */
async function evidence(simulator: Simulator, ips: string, policy: string) {
  const list = { action: 'list' };
  const posture = await post(simulator, 'compliance/posture/info', { ...list, policy_ids: policy, ips });
  const policies = await post(simulator, 'compliance/policy', { ...list, ids: policy });
  const scans = await post(simulator, 'scan/compliance', list);
  const hosts = await post(simulator, 'asset/host', { ...list, ips, details: 'All' });
  const rows = all(posture.text, 'INFO');
  return {
    processed: first(scans.text, 'PROCESSED'),
    host: newness(first(posture.text, 'GLOSSARY') ?? '', 'LAST_COMPLIANCE_SCAN_DATETIME'),
    listed: newness(hosts.text, 'LAST_COMPLIANCE_SCAN_DATETIME'),
    policy: newness(first(policies.text, 'LAST_EVALUATED') ?? '', 'DATETIME'),
    evaluated: newness(posture.text, 'EVALUATION_DATE'),
    own: ownNewness(rows),
    failed: rows.filter((row) => first(row, 'STATUS') === 'Failed').length,
    rows: rows.length,
  };
}

type Evidence = Awaited<ReturnType<typeof evidence>>;

/** Launches a scan, lets the service's time pass, and reads the evidence at some seconds after the launch. */
async function evidenceAt(
  scenario: string,
  seconds: readonly number[],
  { ips = host, policy = '5101' } = {},
): Promise<Evidence[]> {
  let now = start;
  const simulator = await startSimulator({ scenario, clock: () => now });
  try {
    const launch = { action: 'launch', option_id: '51491', ip: ips, iscanner_name: 'edge-scan-01' };
    expect((await post(simulator, 'scan/compliance', launch)).status).toBe(200);
    const found: Evidence[] = [];
    for (const second of seconds) {
      now = start + second * 1000;
      found.push(await evidence(simulator, ips, policy));
    }
    return found;
  } finally {
    await simulator.close();
  }
}

const old = { host: [false], listed: [false], policy: [false], evaluated: [false], own: [false] };
const fresh = { host: [true], listed: [true], policy: [true], evaluated: [true], own: [true] };

describe('an ordinary scan', () => {
  test('renews the date of the status of each row, of the host and of the policy', async () => {
    const [before, after] = await evidenceAt('fail', [3, 10]);
    expect(before).toEqual({ ...old, processed: '0', failed: 0, rows: 12 });
    expect(after).toEqual({ ...fresh, processed: '1', failed: 3, rows: 12 });
  });

  test('dates rows by its launch, keeps what was before, and leaves Error rows undated', async () => {
    const simulator = await startSimulator({ scenario: 'fail', speed: 50 });
    try {
      await scanned(simulator, host);
      const list = { action: 'list', policy_id: '5101', ips: host };
      const { text } = await post(simulator, 'compliance/posture/info', list);
      const rowOf = (cid: string) => all(text, 'INFO').find((row) => first(row, 'CONTROL_ID') === cid) ?? '';
      const launched = first(
        (await post(simulator, 'scan/compliance', { action: 'list' })).text,
        'LAUNCH_DATETIME',
      );
      expect(first(rowOf('1141'), 'LAST_FAIL_DATE')).toBe(launched);
      expect(first(rowOf('1141'), 'FIRST_FAIL_DATE')).toBe(launched);
      expect(first(rowOf('1141'), 'PREVIOUS_STATUS')).toBe('Passed');
      expect(Date.parse(first(rowOf('1141'), 'LAST_PASS_DATE') ?? '')).toBeLessThan(
        Date.parse(launched ?? ''),
      );
      expect(first(rowOf('1140'), 'LAST_PASS_DATE')).toBe(launched);
      expect(first(rowOf('1140'), 'FIRST_PASS_DATE')).not.toBe(launched);
      expect(first(rowOf('141'), 'STATUS')).toBe('Error');
      expect(rowOf('141')).not.toMatch(/LAST_|FIRST_/);
    } finally {
      await simulator.close();
    }
  });
});

describe('events that come one after the other', () => {
  test('evaluated-later: the host is new 3 minutes before its rows', async () => {
    const [loaded, evaluated] = await evidenceAt('evaluated-later', [180, 190]);
    expect(loaded).toEqual({ ...old, host: [true], listed: [true], processed: '1', failed: 0, rows: 12 });
    expect(evaluated).toEqual({ ...fresh, processed: '1', failed: 3, rows: 12 });
  });

  test('evaluated-later-old-failure: an old failure stands for 3 minutes', async () => {
    const seen = await evidenceAt('evaluated-later-old-failure', [180, 190]);
    expect(seen.map(({ failed }) => failed)).toEqual([1, 0]);
  });

  test.each([
    ['others-evaluate-first', '1'],
    ['others-evaluate-unprocessed', '0'],
  ])('%s: the policy is new while host and rows are old, then all is', async (scenario, processed) => {
    const [others, loaded, ours] = await evidenceAt(scenario, [120, 200, 260]);
    expect(others).toEqual({ ...old, policy: [true], processed, failed: 0, rows: 12 });
    expect(loaded).toMatchObject({ host: [true], policy: [true], own: [false], processed: '1', failed: 0 });
    expect(ours).toEqual({ ...fresh, processed: '1', failed: 3, rows: 12 });
  });

  test('the policy alone is new for ever, with and without rows', async () => {
    const [rows] = await evidenceAt('others-evaluate-only', [90_000]);
    expect(rows).toEqual({ ...old, policy: [true], processed: '1', failed: 0, rows: 12 });
    const [none] = await evidenceAt('others-evaluate-never-rows', [90_000]);
    expect(none).toMatchObject({ listed: [false], policy: [true], processed: '1', rows: 0 });
  });

  test('rows-never-evaluated: the host alone is new for ever', async () => {
    const [seen] = await evidenceAt('rows-never-evaluated', [90_000]);
    expect(seen).toEqual({ ...old, host: [true], listed: [true], processed: '1', failed: 0, rows: 12 });
  });

  test.each(['two-hosts-one-late', 'two-hosts-one-loaded-late'])('%s', async (scenario) => {
    const [early, late] = await evidenceAt(scenario, [100, 190], { ips: two });
    expect(early).toMatchObject({ own: [true, false], failed: 0, rows: 24 });
    expect(late).toEqual({ ...fresh, processed: '1', failed: 1, rows: 24 });
  });
});

describe('dates that are missing or old', () => {
  test.each([
    ['rerun-unchanged', { evaluated: [false] }],
    ['host-and-policy-dates', { evaluated: [], own: [] }],
    ['no-status-dates', { own: [] }],
    ['no-status-dates-unchanged', { evaluated: [false], own: [] }],
    ['host-date-in-list-only', { host: [], evaluated: [], own: [] }],
    ['no-last-evaluated', { policy: [] }],
    ['no-last-evaluated-no-row-dates', { policy: [], evaluated: [], own: [] }],
    ['no-dates', { host: [], listed: [], policy: [], evaluated: [], own: [] }],
    ['processed-never', { processed: '0' }],
    ['passed-rows-not-scanned', { own: [true, false] }],
    ['failed-rows-not-scanned', { own: [true, false] }],
  ])('%s', async (scenario, missing) => {
    const [seen] = await evidenceAt(scenario, [10]);
    const { own, ...others } = { ...fresh, processed: '1', ...missing };
    expect(seen).toMatchObject({ ...others, rows: 12 });
    expect(seen?.own.toSorted()).toEqual(own.toSorted());
  });

  test('the rows that were not looked at are those of the scan before', async () => {
    const [passed] = await evidenceAt('passed-rows-not-scanned', [10]);
    const [failed] = await evidenceAt('failed-rows-not-scanned', [10]);
    expect([passed?.failed, failed?.failed]).toEqual([0, 1]);
  });
});

test('a second host without rows in any policy, or under one of two', async () => {
  const rows = async (scenario: string, policy: string) =>
    (await evidenceAt(scenario, [10], { ips: two, policy })).map((seen) => seen.rows);
  expect(await rows('two-hosts-one-without-rows', '5101')).toEqual([12]);
  expect(await rows('two-hosts-one-without-rows', '5102')).toEqual([4]);
  expect(await rows('two-hosts-one-policy-without-rows', '5101')).toEqual([24]);
  expect(await rows('two-hosts-one-policy-without-rows', '5102')).toEqual([4]);
});
