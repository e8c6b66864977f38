import { describe, expect, test } from 'vitest';
import { isCall, type SimulatorRequest } from '../../src/simulator/exchange.js';
import { openWorkplace, type Workplace } from '../support/engine.js';

const isCancel = (request: SimulatorRequest) => isCall(request, 'scan/compliance', 'cancel');
const cancels = ({ sent }: Workplace) => sent('scan/compliance', 'cancel');

/** Resolves when the program asks to cancel, and leaves it without an answer. */
function cancelUnanswered({ simulator }: Workplace): Promise<void> {
  return new Promise((resolve) => {
    simulator.intercept((request) => {
      if (!isCancel(request)) return undefined;
      resolve();
      return { kind: 'delay', ms: 60_000 };
    });
  });
}

const isLaunch = (request: SimulatorRequest) => isCall(request, 'scan/compliance', 'launch');

/** A launch that the account's limits turn away, for fifty minutes. */
const turnedAway = {
  status: 409,
  headers: { 'content-type': 'application/xml' },
  body: '<SIMPLE_RETURN><RESPONSE><DATETIME>2026-05-04T09:15:00Z</DATETIME><CODE>1965</CODE><TEXT>Cannot run again for another 50 minutes.</TEXT><ITEM_LIST><ITEM><KEY>SECONDS_TO_WAIT</KEY><VALUE>3000</VALUE></ITEM></ITEM_LIST></RESPONSE></SIMPLE_RETURN>',
};

describe('SIGINT and SIGTERM cancel the scan they launched with one request of at most 4 s, no retries, then exit, saying whether Qualys confirmed', () => {
  test.concurrent.for([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends with %i', async ([signal, code], { onTestFinished }) => {
    const place = await openWorkplace({ scenario: 'scan-slow', onTestFinished });
    const run = place.start();
    await run.said('Running');
    run.kill(signal);
    const ended = await run.ended;
    expect(ended.code, ended.stderr).toBe(code);
    expect(ended.stderr).toMatch(/^why .*Qualys confirmed.*cancelled/m);
    expect(cancels(place)).toBe(1);
    // A cancelled scan is in nobody's way.
    const again = await place.run(['--detach']);
    expect(again.code, again.stderr).toBe(5);
    expect(place.sent('scan/compliance', 'launch')).toBe(2);
  });

  test.concurrent('with --quiet too it says whether Qualys confirmed', async ({ onTestFinished }) => {
    const place = await openWorkplace({ scenario: 'scan-slow', onTestFinished });
    const run = place.start(['--quiet', '--events', '-']);
    await run.said('"state":"Running"');
    run.kill('SIGINT');
    const { code, stderr } = await run.ended;
    expect(code).toBe(130);
    expect(stderr).toMatch(/^why .*Qualys confirmed/m);
  });

  test.concurrent('a refused cancel is not repeated, and told', async ({ onTestFinished }) => {
    const place = await openWorkplace({ scenario: 'scan-slow', onTestFinished });
    place.simulator.intercept((request) =>
      isCancel(request)
        ? {
            kind: 'replace',
            answer: { status: 503, headers: { 'content-type': 'text/html' }, body: '<html></html>' },
          }
        : undefined,
    );
    const run = place.start();
    await run.said('Running');
    run.kill('SIGINT');
    const { code, stderr } = await run.ended;
    expect(code, stderr).toBe(130);
    expect(stderr).toMatch(/^why .*did not confirm/m);
    expect(stderr).toMatch(/^next .*qualys-pc cancel/m);
    expect(cancels(place)).toBe(1);
  });

  test.concurrent('a cancel that is refused as a wrong value is not called confirmed', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ scenario: 'error-1905@scan/compliance:cancel', onTestFinished });
    const run = place.start(['--events', '-']);
    await run.said('"scanRef"');
    run.kill('SIGINT');
    const { code, stderr } = await run.ended;
    expect(code, stderr).toBe(130);
    expect(stderr).toMatch(/^why .*nothing to cancel.*1905/m);
    expect(stderr).not.toContain('confirmed');
    expect(JSON.parse(await place.file('results/state.json')).phase).toBe('launched');
  });

  test.concurrent('an unanswered cancel is given up after 4 s', async ({ onTestFinished }) => {
    const place = await openWorkplace({ scenario: 'scan-slow', onTestFinished });
    const asked = cancelUnanswered(place);
    const run = place.start();
    await run.said('Running');
    run.kill('SIGTERM');
    await asked;
    const { code, stderr } = await run.ended;
    expect(code, stderr).toBe(143);
    expect(stderr).toMatch(/^why .*did not confirm/m);
    expect(cancels(place)).toBe(1);
  });

  // Not beside the others: the second signal must come within the 4 s of the first.
  test('a second signal leaves at once', async () => {
    const place = await openWorkplace({ scenario: 'scan-slow' });
    const asked = cancelUnanswered(place);
    const run = place.start();
    await run.said('Running');
    run.kill('SIGINT');
    await asked;
    run.kill('SIGINT');
    const { code, stderr } = await run.ended;
    expect(code).toBe(130);
    // Nothing more was said: the answer was not waited for.
    expect(stderr).not.toContain('did not confirm');
  });

  test.concurrent('a resumed scan is left running', async ({ onTestFinished }) => {
    const place = await openWorkplace({ scenario: 'scan-slow', onTestFinished });
    expect((await place.run(['--detach'])).code).toBe(5);
    const run = place.start(['--resume']);
    await run.said('Running');
    run.kill('SIGINT');
    const { code, stderr } = await run.ended;
    expect(code, stderr).toBe(130);
    expect(stderr).toMatch(/^why .*goes on in Qualys/m);
    expect(stderr).toMatch(/^next .*--resume/m);
    expect(cancels(place)).toBe(0);
  });

  test.concurrent('a scan that has ended is not cancelled any more, and can be resumed', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ scenario: 'never-fresh', onTestFinished });
    const run = place.start();
    await run.said('Not complete yet');
    run.kill('SIGINT');
    const { code, stderr } = await run.ended;
    expect(code, stderr).toBe(130);
    expect(stderr).toMatch(/^why .*has ended in Qualys already/m);
    expect(stderr).toMatch(/^next .*--resume/m);
    expect(cancels(place)).toBe(0);
    expect(JSON.parse(await place.file('results/state.json')).phase).toBe('launched');
  });

  test.concurrent('a launch that waits for the limits of the account is given up at once: it was not sent', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({
      config: { timeouts: { timeout: '2h' } },
      onTestFinished,
    });
    place.simulator.intercept((request) =>
      isLaunch(request) ? { kind: 'replace', answer: turnedAway } : undefined,
    );
    const run = place.start();
    await run.said('Waiting 3003 s: the account used up its calls');
    run.kill('SIGTERM');
    const { code, stderr } = await run.ended;
    expect(code, stderr).toBe(143);
    expect(stderr).toMatch(/^why .*No scan was launched/m);
    expect(place.launches()).toBe(0);
  });

  test.concurrent('a launch that is never answered is waited for a few seconds, and said to be unknown', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ scenario: 'scan-slow', onTestFinished });
    const run = place.start();
    place.simulator.intercept((request) => {
      if (!isLaunch(request)) return undefined;
      run.kill('SIGINT');
      return { kind: 'delay', ms: 60_000 };
    });
    const { code, stderr } = await run.ended;
    expect(code, stderr).toBe(130);
    expect(stderr).toMatch(/^why .*scan may run in Qualys/m);
    expect(JSON.parse(await place.file('results/state.json'))).toMatchObject({ phase: 'intent' });
  });

  test.concurrent('a launch on its way is waited for, and cancelled', async ({ onTestFinished }) => {
    const place = await openWorkplace({ scenario: 'scan-slow', onTestFinished });
    const run = place.start();
    place.simulator.intercept((request) => {
      if (!isLaunch(request)) return undefined;
      run.kill('SIGINT');
      return { kind: 'delay', ms: 300 };
    });
    const { code, stderr } = await run.ended;
    expect(code, stderr).toBe(130);
    expect(place.launches()).toBe(1);
    expect(cancels(place)).toBe(1);
    expect(stderr).toContain('Qualys confirmed');
  });
});

test.concurrent('SIGHUP detaches: 5, the scan goes on, --resume resumes it', async ({ onTestFinished }) => {
  const place = await openWorkplace({ scenario: 'scan-slow', onTestFinished });
  const run = place.start();
  await run.said('Running');
  run.kill('SIGHUP');
  const { code, stderr } = await run.ended;
  expect(code, stderr).toBe(5);
  expect(stderr).toContain('--resume');
  expect(cancels(place)).toBe(0);
  expect(JSON.parse(await place.file('results/state.json'))).toMatchObject({ phase: 'launched' });
});

test.concurrent.for([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 5],
] as const)(
  '%s before the launch ends with %i: nothing is cancelled, launched or left to take up, and that is said',
  async ([signal, exitCode], { onTestFinished }) => {
    const place = await openWorkplace({ onTestFinished });
    place.simulator.intercept((request) =>
      isCall(request, 'asset/group', 'add') ? { kind: 'delay', ms: 60_000 } : undefined,
    );
    const run = place.start(['--events', '-']);
    await run.said('"type":"step-started","step":"asset-group"');
    run.kill(signal);
    const { code, stderr } = await run.ended;
    expect(code, stderr).toBe(exitCode);
    expect(stderr).toMatch(/^why .*No scan was launched/m);
    expect(stderr).not.toMatch(/^next .*--resume/m);
    expect(place.sent('scan/compliance')).toBe(0);
  },
);

test.concurrent.for([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 5],
] as const)(
  '%s ends a check with %i, and speaks of no scan',
  async ([signal, exitCode], { onTestFinished }) => {
    const place = await openWorkplace({ onTestFinished });
    place.simulator.intercept((request) =>
      isCall(request, 'appliance', 'list') ? { kind: 'delay', ms: 60_000 } : undefined,
    );
    const run = place.start(['--dry-run', '--events', '-']);
    await run.said('"type":"step-done","step":"connect"');
    run.kill(signal);
    const { code, stderr } = await run.ended;
    expect(code, stderr).toBe(exitCode);
    expect(stderr).toMatch(/^next +Run the same command again\.$/m);
  },
);
