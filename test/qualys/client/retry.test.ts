import { describe, expect, test } from 'vitest';
import type { Failure } from '../../../src/qualys/client/failure.js';
import { isAmbiguous, retryOf } from '../../../src/qualys/client/retry.js';

const refused = (
  code: string,
  status: number,
  more: Partial<Extract<Failure, { type: 'refused' }>> = {},
): Failure => ({
  type: 'refused',
  status,
  code,
  text: '',
  items: {},
  toWaitSec: undefined,
  ...more,
});
const status = (code: number, toWaitSec?: number): Failure => ({
  type: 'status',
  status: code,
  firstLine: '',
  toWaitSec,
});
const network = (problem: Extract<Failure, { type: 'network' }>['problem']): Failure => ({
  type: 'network',
  problem,
  code: 'X',
  detail: '',
  isSent: true,
});
const garbled = (problem: Extract<Failure, { type: 'garbled' }>['problem']): Failure => ({
  type: 'garbled',
  status: 200,
  problem,
  detail: '',
  firstLine: '',
});
const wait = (failure: Failure, repeatable: boolean, attempt = 1) =>
  retryOf({ failure, repeatable, attempt, jitter: 0 });

describe('turned away at the door, even a launch is sent again', () => {
  test.each<[string, Failure, { waitMs: number; reason: string }]>([
    ['1960', refused('1960', 409), { waitMs: 2000, reason: 'concurrency' }],
    [
      '1965 with items',
      refused('1965', 409, { items: { SECONDS_TO_WAIT: '30' } }),
      { waitMs: 33_000, reason: 'rate' },
    ],
    ['1965 with the header', refused('1965', 409, { toWaitSec: 90 }), { waitMs: 93_000, reason: 'rate' }],
    [
      '1965 with both, the longer one',
      refused('1965', 409, { toWaitSec: 90, items: { SECONDS_TO_WAIT: '30' } }),
      { waitMs: 93_000, reason: 'rate' },
    ],
    ['1965 with neither', refused('1965', 409), { waitMs: 60_000, reason: 'rate' }],
    ['1920 without a wait', refused('1920', 409), { waitMs: 2000, reason: 'concurrency' }],
    ['1959 with a wait', refused('1959', 409, { toWaitSec: 5 }), { waitMs: 8000, reason: 'rate' }],
    ['1966 with a wait', refused('1966', 409, { toWaitSec: 5 }), { waitMs: 8000, reason: 'rate' }],
  ])('%s', (_name, failure, expected) => {
    expect(wait(failure, false)).toEqual(expected);
    expect(wait(failure, true)).toEqual(expected);
    expect(isAmbiguous(failure)).toBe(false);
  });

  test('1960 backs off 2, 4, 8 ... at most 60 s', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7].map((attempt) => wait(refused('1960', 409), false, attempt)?.waitMs);
    expect(waits).toEqual([2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  });

  test('1920 without a wait stops after two tries more', () => {
    expect(wait(refused('1920', 409), true, 2)?.reason).toBe('concurrency');
    expect(wait(refused('1920', 409), true, 3)).toBeUndefined();
  });

  test('jitter adds a quarter at most', () => {
    const most = retryOf({ failure: refused('1960', 409), repeatable: true, attempt: 1, jitter: 1 });
    expect(most?.waitMs).toBe(2500);
  });
});

describe('what may pass is sent again only when sending twice does no harm', () => {
  test.each<[string, Failure, number]>([
    ['a lost connection', network('lost'), 1000],
    ['a timeout', network('timeout'), 1000],
    ['a refused connection', network('refused'), 1000],
    ['an unreachable host', network('unreachable'), 1000],
    ['999', refused('999', 500), 1000],
    ['1981', refused('1981', 409), 5000],
    ['1999', refused('1999', 503), 60_000],
    ['HTTP 500 with an unknown code', refused('31', 500), 1000],
    ['HTTP 502', status(502), 1000],
    ['HTTP 503 that says when', status(503, 7), 7000],
    ['HTTP 429', status(429), 63_000],
    ['HTTP 429 that says when', status(429, 10), 13_000],
    ['HTTP 409 without a body and without a wait: concurrency', status(409), 2000],
    ['HTTP 409 without a body that says when', status(409, 10), 13_000],
    ['LIMIT_EXCEEDED of QPS', refused('LIMIT_EXCEEDED', 200), 63_000],
    ['a word of QPS with HTTP 409', refused('BUSY', 409), 63_000],
    ['a document cut off', garbled('cut-off'), 1000],
    ['an empty answer', garbled('empty'), 1000],
  ])('%s', (_name, failure, waitMs) => {
    expect(wait(failure, true)?.waitMs).toBe(waitMs);
    expect(wait(failure, false)).toBeUndefined();
  });

  test('five attempts, three for a document that breaks off, fewer when the caller has a better way', () => {
    expect(wait(network('lost'), true, 4)?.reason).toBe('transient');
    expect(wait(network('lost'), true, 5)).toBeUndefined();
    expect(wait(garbled('cut-off'), true, 2)?.reason).toBe('transient');
    expect(wait(garbled('cut-off'), true, 3)).toBeUndefined();
    const failure = garbled('cut-off');
    expect(retryOf({ failure, repeatable: true, attempt: 2, jitter: 0, mostTransient: 2 })).toBeUndefined();
  });
});

describe('what stays wrong is sent once', () => {
  const codes = ['1901', '1903', '1904', '1905', '1907', '1908', '1922', '15003', '1200'];
  const account = ['2000', '2001', '2002', '2003', '2010', '2011', '2012'];
  test.each<[string, Failure]>([
    ...[...codes, ...account].flatMap((code): [string, Failure][] =>
      [200, 400, 401, 409].map((http) => [`${code} with HTTP ${http}`, refused(code, http)]),
    ),
    ...account.map((code): [string, Failure] => [`${code} with HTTP 500`, refused(code, 500)]),
    ['HTTP 401', status(401)],
    ['HTTP 403', status(403)],
    ['HTTP 404', status(404)],
    ['HTTP 302', status(302)],
    ['INVALID_CREDENTIALS', refused('INVALID_CREDENTIALS', 200)],
    ['an unknown name', network('dns')],
    ['an untrusted certificate', network('tls')],
    ['a proxy', network('proxy')],
    ["a proxy's refusal", network('proxy-credentials')],
    ['a web page', garbled('html')],
    ['no XML', garbled('not-xml')],
    ['another document', garbled('unexpected')],
  ])('%s', (_name, failure) => {
    expect(wait(failure, true)).toBeUndefined();
    expect(wait(failure, false)).toBeUndefined();
  });
});
