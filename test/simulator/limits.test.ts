import { describe, expect, test } from 'vitest';
import { Limits } from '../../src/simulator/limits.js';
import { startSimulator } from '../../src/simulator/start-simulator.js';
import { useSimulator } from '../support/simulator.js';
import { first, post } from './session.js';

const hour = { perWindow: 3, windowSec: 3600, atOnce: 2, by: 'path' } as const;

describe('the limits of a subscription', () => {
  test('calls at once are looked at first: 1960 with CALLS_TO_FINISH', () => {
    const limits = new Limits({ ...hour, perWindow: 2 });
    limits.enter('posture', 0);
    limits.enter('posture', 0);
    expect(limits.enter('posture', 0)).toMatchObject({
      refused: 1960,
      status: 409,
      items: { CALLS_TO_FINISH: '2' },
    });
    limits.leave('posture');
    expect(limits.enter('posture', 0)).toMatchObject({ refused: 1965 });
  });

  test('the window slides: 1965 until the oldest call is an hour old', () => {
    const limits = new Limits(hour);
    for (const at of [0, 1000, 2000]) {
      limits.enter('scan', at);
      limits.leave('scan');
    }
    expect(limits.enter('scan', 3000)).toMatchObject({ refused: 1965, items: { SECONDS_TO_WAIT: '3597' } });
    expect(limits.headers('scan', 3000)).toMatchObject({
      'X-RateLimit-Remaining': '0',
      'X-RateLimit-ToWait-Sec': '3597',
    });
    expect(limits.enter('scan', 3_600_001)).toBeUndefined();
  });

  test('a refusal of concurrency has no wait header and Running = Limit', () => {
    const limits = new Limits(hour);
    limits.enter('posture', 0);
    limits.enter('posture', 0);
    expect(limits.headers('posture', 0, '1960')).toEqual({
      'X-RateLimit-Limit': '3',
      'X-RateLimit-Window-Sec': '3600',
      'X-Concurrency-Limit-Limit': '2',
      'X-Concurrency-Limit-Running': '2',
    });
  });

  test('one API does not count for another', () => {
    const limits = new Limits({ ...hour, atOnce: 1 });
    expect(limits.enter('scan', 0)).toBeUndefined();
    expect(limits.enter('policy', 0)).toBeUndefined();
  });
});

describe('blocked answers of scenarios', () => {
  test.each([
    ['concurrency', '1960'],
    ['blocked-409-bare', undefined],
  ])('%s: no wait header and Running = Limit', async (scenario, code) => {
    const simulator = await startSimulator({ scenario });
    try {
      const { status, text, headers } = await post(simulator, 'appliance', { action: 'list' });
      expect([status, first(text, 'CODE')]).toEqual([409, code]);
      expect(headers.get('x-ratelimit-towait-sec')).toBeNull();
      expect(headers.get('x-ratelimit-remaining')).toBeNull();
      expect(headers.get('x-concurrency-limit-running')).toBe(headers.get('x-concurrency-limit-limit'));
    } finally {
      await simulator.close();
    }
  });

  test('rate: the wait header and Remaining 0', async () => {
    const simulator = await startSimulator({ scenario: 'error-1965@appliance:list' });
    try {
      const { headers } = await post(simulator, 'appliance', { action: 'list' });
      expect(headers.get('x-ratelimit-towait-sec')).toBe('1');
      expect(headers.get('x-ratelimit-remaining')).toBe('0');
    } finally {
      await simulator.close();
    }
  });
});

describe('over HTTP', () => {
  const simulator = useSimulator();

  test('headers count down per endpoint, and nothing runs when the answer is there', async () => {
    const once = await post(simulator(), 'appliance', { action: 'list' });
    const twice = await post(simulator(), 'appliance', { action: 'list' });
    const other = await post(simulator(), 'compliance/policy', { action: 'list' });
    const left = [once, twice, other].map(({ headers }) => headers.get('x-ratelimit-remaining'));
    expect(left).toEqual(['299', '298', '299']);
    expect(twice.headers.get('x-concurrency-limit-limit')).toBe('2');
  });

  test('the 301st call of an hour is blocked', async () => {
    for (let call = 0; call < 300; call += 1)
      await post(simulator(), 'appliance', { action: 'list', ids: '1' });
    const blocked = await post(simulator(), 'appliance', { action: 'list' });
    expect(blocked.status).toBe(409);
    expect(first(blocked.text, 'CODE')).toBe('1965');
    expect(Number(blocked.headers.get('x-ratelimit-towait-sec'))).toBeGreaterThan(3500);
  });
});
