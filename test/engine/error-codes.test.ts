import { describe, expect, test } from 'vitest';
import { errorCodes } from '../../src/simulator/error-answers.js';
import { openWorkplace, type Tree, type Workplace } from '../support/engine.js';

/** The answers of design 2 and fact sheet 5, written by hand: reason, and how often the call may be sent. */
const permanent: readonly (readonly [code: number, reason: string])[] = [
  [1200, 'refused'],
  [1901, 'unknown-parameter'],
  [1903, 'missing-parameter'],
  [1904, 'conflicting-parameters'],
  [1905, 'invalid-value'],
  [1907, 'combined-parameters'],
  [1908, 'method-not-allowed'],
  [1922, 'missing-alternative'],
  // The gateway has accepted the login before.
  [2000, 'not-permitted'],
  [2001, 'account-expired'],
  [2002, 'account-inactive'],
  [2003, 'registration-incomplete'],
  [2010, 'module-not-licensed'],
  [2011, 'securid-required'],
  [2012, 'api-not-licensed'],
  [15003, 'scan-not-finished'],
];

/** Codes after which a read is sent again: once is forgiven. */
const passing = [999, 1920, 1959, 1960, 1965, 1966, 1981];

/** What a person reads: three lines, the last ones on stderr, and no stack. */
function expectThreeLines(stderr: string, code: number | string): void {
  const lines = stderr.trimEnd().split('\n');
  expect(lines.filter((line) => /^error {2}\S/.test(line))).toHaveLength(1);
  expect(lines.filter((line) => /^why {4}\S/.test(line))).toEqual([expect.stringContaining(`${code}`)]);
  expect(lines.filter((line) => /^next {3}\S/.test(line))).toHaveLength(1);
  expect(stderr).not.toMatch(/^\s+at /m);
}

async function expectRefused(place: Workplace, code: number | string, reason: string): Promise<string> {
  const { code: exit, stderr } = await place.run();
  expect(exit, stderr).toBe(3);
  expectThreeLines(stderr, code);
  expect((await place.result()).verdict).toMatchObject({
    outcome: 'error',
    exitCode: 3,
    reasons: [{ code: reason }],
  });
  return stderr;
}

const title =
  'Every error code of section 5 of the fact sheet maps to an exit code, a reason and a hint; no request is retried that must not be';

describe(title, () => {
  test('every code that the simulator knows is in one of the lists of this file', () => {
    const listed = [...permanent.map(([code]) => code), ...passing, 1999];
    expect(listed.sort((a, b) => a - b)).toEqual([...errorCodes].sort((a, b) => a - b));
  });

  test.concurrent.for(permanent)(
    '%i ends a read at once with 3, %s',
    async ([code, reason], { onTestFinished }) => {
      const place = await openWorkplace({ scenario: `error-${code}`, onTestFinished });
      await expectRefused(place, code, reason);
      expect(place.sent('option_profile/pc', 'list')).toBe(1);
      expect(place.simulator.journal.filter(({ changes }) => changes)).toEqual([]);
    },
  );

  test.concurrent.for(passing)(
    '%i on a read passes when it is answered once',
    { timeout: 60_000 },
    async (code, { onTestFinished }) => {
      const place = await openWorkplace({
        scenario: `error-${code}x1`,
        config: { timeouts: { timeout: '60s' } },
        onTestFinished,
      });
      const ran = await place.run();
      expect(ran.code, ran.stderr).toBe(0);
      expect(place.sent('option_profile/pc', 'list')).toBe(2);
    },
  );

  test.concurrent('1999, a maintenance that outlasts the timeout, ends with 3 without waiting for it', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ scenario: 'error-1999', onTestFinished });
    await expectRefused(place, 1999, 'maintenance');
    expect(place.sent('option_profile/pc', 'list')).toBe(1);
  });

  test.concurrent('a 1965 that never ends is waited for within the timeout, as its hint says, and ends with 3', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({
      scenario: 'error-1965',
      config: { timeouts: { timeout: '6s' } },
      onTestFinished,
    });
    await expectRefused(place, 1965, 'rate-limit');
    expect(place.sent('option_profile/pc', 'list')).toBe(2);
  });

  const writes: readonly (readonly [call: string, change: Tree])[] = [
    ['asset/ip:add', { scan: { target: { ips: ['10.20.33.7'] } } }],
    [
      'auth/unix:create',
      { scan: { authRecord: { platform: 'unix', username: 'scan', password: 'env:QUALYS_HOST_PASSWORD' } } },
    ],
    ['asset/group:add', {}],
    ['compliance/policy:add_asset_group_ids', {}],
    ['scan/compliance:launch', {}],
  ];
  const refusals = [1905, 2012, 2003] as const;
  test.concurrent.for(writes.flatMap(([call, change]) => refusals.map((code) => ({ call, change, code }))))(
    'a write refused with $code is not sent again: $call',
    async ({ call, change, code }, { onTestFinished }) => {
      const [endpoint = '', action] = call.split(':');
      const place = await openWorkplace({
        scenario: `error-${code}@${call}`,
        config: change,
        onTestFinished,
      });
      const { code: exit, stderr } = await place.run();
      expect(exit, stderr).toBe(3);
      expectThreeLines(stderr, code);
      expect(place.sent(endpoint, action)).toBe(1);
      expect(place.launches()).toBe(0);
    },
  );

  test.concurrent('999 on a launch is not sent again before the scan was looked for', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ scenario: 'error-999@scan/compliance:launch', onTestFinished });
    const run = place.start();
    await run.said('looking whether the scan runs');
    await run.said('The scan is not in the list yet');
    run.kill('SIGKILL');
    await run.ended;
    expect(place.sent('scan/compliance', 'launch')).toBe(1);
  });

  test.concurrent.for([
    ['gateway', 'US2', '/auth'],
    ['about', 'PCP', '/msp/about.php'],
  ] as const)(
    'a wrong password is sent once, as accounts lock: %s',
    async ([call, platform, path], { onTestFinished }) => {
      const place = await openWorkplace({
        scenario: 'wrong-password',
        config: platform === 'PCP' ? { platform, gateway: null } : {},
        onTestFinished,
      });
      const { code, stderr } = await place.run();
      expect(code, stderr).toBe(3);
      expect(stderr, call).toMatch(/^error {2}.*user name or password/m);
      expect(place.simulator.journal.map((entry) => entry.path)).toEqual([path]);
    },
  );

  test.concurrent('a QPS 401 after a proven login is not called a wrong password, ends with 3 and is not sent again', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({
      config: {
        scan: {
          target: { type: 'ec2', instanceIds: ['i-0a11b22c33d44e55f'], connector: { id: '1401' } },
          scanner: 'ec2-scan-01',
        },
      },
      onTestFinished,
    });
    place.simulator.intercept(({ path }) =>
      path.startsWith('/qps/')
        ? {
            kind: 'replace',
            answer: {
              status: 200,
              headers: { 'content-type': 'application/xml' },
              body: '<?xml version="1.0" encoding="UTF-8"?><ServiceResponse><responseCode>INVALID_CREDENTIALS</responseCode><responseErrorDetails><errorMessage>Bad login</errorMessage></responseErrorDetails></ServiceResponse>',
            },
          }
        : undefined,
    );
    const stderr = await expectRefused(place, 'INVALID_CREDENTIALS', 'not-permitted');
    expect(stderr).toMatch(/^error {2}Qualys accepts the login, but not to /m);
    expect(stderr).not.toMatch(/user name or password/);
    expect(place.simulator.journal.filter(({ path }) => path.startsWith('/qps/'))).toHaveLength(1);
  });
});
