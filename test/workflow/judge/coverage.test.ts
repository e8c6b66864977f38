import { describe, expect, test } from 'vitest';
import { IpSet } from '../../../src/net/ip-set.js';
import type { ScanResult } from '../../../src/qualys/resources/scan-result.js';
import { coverageOf } from '../../../src/workflow/judge/coverage.js';

const nothing: ScanResult = {
  serverTime: '2026-05-04T09:50:00Z',
  hostsAlive: undefined,
  hostsTotal: undefined,
  scanned: undefined,
  notAlive: undefined,
  notScanned: undefined,
  excluded: undefined,
  target: undefined,
  errors: [],
  authentication: [],
};

const block = (part: Partial<ScanResult['authentication'][number]>) => ({
  type: 'Unix/Cisco/Checkpoint Firewall',
  succeeded: '',
  failed: '',
  insufficient: '',
  ...part,
});

function cover({
  asked,
  named = '',
  requireAll = false,
  ...result
}: { asked: string; named?: string; requireAll?: boolean } & Partial<ScanResult>) {
  const coverage = coverageOf({
    asked: IpSet.parse(asked),
    named: IpSet.parse(named),
    requireAll,
    result: { ...nothing, ...result },
  });
  const { succeeded, failed, insufficient, notAlive, uncovered } = coverage;
  return Object.fromEntries(
    Object.entries({ succeeded, failed, insufficient, notAlive, uncovered }).map(([name, set]) => [
      name,
      set.toString(),
    ]),
  );
}

describe('coverage of the target', () => {
  test('A host in FAILED as part of a range or a list is found', () => {
    const inRange = cover({
      asked: '10.0.0.5',
      named: '10.0.0.5',
      authentication: [block({ failed: '10.0.0.1-10.0.0.9' })],
    });
    const inList = cover({
      asked: '10.0.0.5',
      named: '10.0.0.5',
      authentication: [block({ failed: '10.0.0.1,10.0.0.5,10.0.0.9' })],
    });
    expect(inRange.failed).toBe('10.0.0.5');
    expect(inList.failed).toBe('10.0.0.5');
  });

  test('a host in no list is not a success', () => {
    const coverage = cover({
      asked: '10.0.0.1,10.0.0.5',
      named: '10.0.0.1,10.0.0.5',
      authentication: [block({ succeeded: '10.0.0.1' })],
    });
    expect(coverage).toMatchObject({ succeeded: '10.0.0.1', uncovered: '10.0.0.5' });
  });

  test('every AUTH block is read, and a database login decides nothing', () => {
    const coverage = cover({
      asked: '10.0.0.1,10.0.0.2',
      authentication: [
        block({ succeeded: '10.0.0.1' }),
        block({ type: 'Windows', succeeded: '10.0.0.2' }),
        block({ type: 'Oracle', failed: '10.0.0.1' }),
      ],
    });
    expect(coverage).toMatchObject({ succeeded: '10.0.0.1-10.0.0.2', failed: '', uncovered: '' });
  });

  test('a host that one system record opened is logged in though another failed', () => {
    const coverage = cover({
      asked: '10.0.0.1',
      authentication: [block({ failed: '10.0.0.1' }), block({ type: 'Windows', succeeded: '10.0.0.1' })],
    });
    expect(coverage).toMatchObject({ succeeded: '10.0.0.1', failed: '' });
  });

  test('addresses of a range that are not alive do not count, those dropped out of scope do', () => {
    const coverage = cover({
      asked: '10.0.0.1-10.0.0.4',
      notAlive: '10.0.0.3',
      authentication: [block({ succeeded: '10.0.0.1-10.0.0.2' })],
    });
    expect(coverage).toMatchObject({ notAlive: '10.0.0.3', uncovered: '10.0.0.4' });
  });

  test('an address named singly must be covered, and requireAll asks it of every one', () => {
    const result = { notAlive: '10.0.0.3', authentication: [block({ succeeded: '10.0.0.1-10.0.0.2' })] };
    expect(cover({ asked: '10.0.0.1-10.0.0.3', named: '10.0.0.3', ...result }).uncovered).toBe('10.0.0.3');
    expect(cover({ asked: '10.0.0.1-10.0.0.3', requireAll: true, ...result }).uncovered).toBe('10.0.0.3');
  });

  test('without a list of hosts not alive the counts of the header decide', () => {
    const authentication = [block({ succeeded: '10.0.0.1-10.0.0.2' })];
    expect(cover({ asked: '10.0.0.1-10.0.0.3', hostsAlive: 2, hostsTotal: 3, authentication }).notAlive).toBe(
      '10.0.0.3',
    );
    expect(
      cover({ asked: '10.0.0.1-10.0.0.3', hostsAlive: 2, hostsTotal: 2, authentication }).uncovered,
    ).toBe('10.0.0.3');
    expect(
      cover({ asked: '10.0.0.1-10.0.0.3', hostsAlive: 3, hostsTotal: 3, authentication }).uncovered,
    ).toBe('10.0.0.3');
  });
});
