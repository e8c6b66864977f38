import { describe, expect, test } from 'vitest';
import { PcError } from '../../../src/errors.js';
import { rateHeadersOf } from '../../../src/qualys/client/answer-headers.js';
import { EndpointQueue } from '../../../src/qualys/client/endpoint-queue.js';

const headers = (more: Record<string, string> = {}) =>
  rateHeadersOf(
    {
      'x-ratelimit-limit': '300',
      'x-ratelimit-window-sec': '3600',
      'x-ratelimit-remaining': '296',
      'x-ratelimit-towait-sec': '0',
      'x-concurrency-limit-limit': '2',
      ...more,
    },
    0,
  );
const told = { publishesLimits: true, nowMs: 0 };

/** How many of five calls get a place at once. */
async function admitted(queue: EndpointQueue): Promise<number> {
  let inside = 0;
  const calls = Array.from({ length: 5 }, () =>
    queue.enter().then(() => {
      inside += 1;
    }),
  );
  await Promise.race(calls);
  await new Promise((resolve) => setImmediate(resolve));
  return inside;
}

describe('calls of one endpoint', () => {
  test('run one at once until the first headers', async () => {
    expect(await admitted(new EndpointQueue(2))).toBe(1);
  });

  test.each([
    ['2', 2, 2],
    ['1', 2, 1],
    ['10', 2, 2],
    ['10', 4, 4],
    ['0', 2, 1],
  ])('with a limit of %s and %s wanted, %s run at once', async (limit, wanted, expected) => {
    const queue = new EndpointQueue(wanted);
    queue.learn(headers({ 'x-concurrency-limit-limit': limit }), told);
    expect(await admitted(queue)).toBe(expected);
  });

  test('the other spelling of the header counts too', async () => {
    const queue = new EndpointQueue(2);
    queue.learn(rateHeadersOf({ 'x-concurrencylimit-limit': '2' }, 0), told);
    expect(await admitted(queue)).toBe(2);
  });

  test('an answer without headers opens only endpoints that publish none', async () => {
    const fo = new EndpointQueue(2);
    fo.learn(rateHeadersOf({}, 0), told);
    expect(await admitted(fo)).toBe(1);
    const qps = new EndpointQueue(2);
    qps.learn(rateHeadersOf({}, 0), { publishesLimits: false, nowMs: 0 });
    expect(await admitted(qps)).toBe(2);
  });

  test('a place is given on, in order, and once only', async () => {
    const queue = new EndpointQueue(2);
    const order: string[] = [];
    const leave = await queue.enter();
    const second = queue.enter().then((leaveSecond) => {
      order.push('second');
      return leaveSecond;
    });
    const third = queue.enter().then(() => order.push('third'));
    leave();
    leave();
    (await second)();
    await third;
    expect(order).toEqual(['second', 'third']);
  });

  test('an aborted call gives its turn to the next', async () => {
    const queue = new EndpointQueue(1);
    const leave = await queue.enter();
    const abort = new AbortController();
    const aborted = queue.enter(abort.signal);
    const next = queue.enter();
    abort.abort(new Error('enough'));
    await expect(aborted).rejects.toThrow('enough');
    leave();
    expect(await next).toBeTypeOf('function');
  });
});

describe('the window', () => {
  test.each([
    ['296', 0],
    ['16', 0],
    ['15', 30_000],
    ['0', 30_000],
  ])('with %s of 300 calls left the next one waits %s ms', (remaining, expected) => {
    const queue = new EndpointQueue(2);
    queue.learn(headers({ 'x-ratelimit-remaining': remaining }), told);
    expect(queue.pause(1000).waitMs).toBe(expected);
  });

  test('a short window is spread evenly', () => {
    const queue = new EndpointQueue(2);
    queue.learn(headers({ 'x-ratelimit-remaining': '1', 'x-ratelimit-window-sec': '10' }), told);
    expect(queue.pause(0)).toMatchObject({ waitMs: 5000, remaining: 1, limit: 300 });
    expect(queue.pause(10_000).waitMs).toBe(0);
  });

  test('a told wait holds every call until it is over', () => {
    const queue = new EndpointQueue(2);
    const error = new PcError('x', { kind: 'refused', code: 'rate-limit', next: 'y' });
    queue.hold({ untilMs: 5000, error });
    queue.hold({ untilMs: 4000, error: new PcError('z', { kind: 'refused', code: 'blocked', next: 'y' }) });
    expect(queue.pause(1000)).toEqual({ heldMs: 4000, waitMs: 4000, held: error });
    expect(queue.pause(5000)).toEqual({ heldMs: 0, waitMs: 0 });
  });

  test.each([
    ['Sun, 04 May 2026 09:30:30 GMT', 'Sun, 04 May 2026 09:30:00 GMT', 30],
    ['Sun, 04 May 2026 09:30:30 GMT', undefined, 20],
    ['Sun, 04 May 2026 09:29:00 GMT', 'Sun, 04 May 2026 09:30:00 GMT', undefined],
    ['2026-05-04', undefined, undefined],
    ['soon', undefined, undefined],
  ])('Retry-After as a date, %s seen at %s, is a wait of %s s', (at, date, seconds) => {
    const now = Date.parse('2026-05-04T09:30:10Z');
    expect(rateHeadersOf({ 'retry-after': at, date }, now).toWaitSec).toBe(seconds);
  });

  test('nonsense in a header is as good as none', () => {
    expect(
      rateHeadersOf({ 'x-ratelimit-limit': 'many', 'x-ratelimit-towait-sec': '-1', 'retry-after': '12' }, 0),
    ).toEqual({
      limit: undefined,
      remaining: undefined,
      windowSec: undefined,
      toWaitSec: 12,
      atOnce: undefined,
    });
  });
});
