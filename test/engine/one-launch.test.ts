import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Answer, bodyText, isCall } from '../../src/simulator/exchange.js';
import type { RunState } from '../../src/workflow/results/run-state.js';
import { type StepId, scanSteps } from '../../src/workflow/run/scan-steps.js';
import { openWorkplace, type Workplace } from '../support/engine.js';

/** Twice as long is more than the intent is aged by: without a build number an older one is left alone. */
const timeouts = { timeout: '3m' };
const authRecord = { platform: 'unix', username: 'scan', password: 'env:QUALYS_HOST_PASSWORD' };

/** Lets three minutes pass since the intent, so that the look-up is over. */
function ageIntent({ folder }: Workplace): void {
  const file = join(folder, 'results', 'state.json');
  const state = JSON.parse(readFileSync(file, 'utf8')) as RunState;
  const intentAt = new Date(Date.parse(state.intentAt) - 181_000).toISOString();
  writeFileSync(file, JSON.stringify({ ...state, intentAt }));
}

function phaseOf({ folder }: Workplace): string | undefined {
  try {
    return (JSON.parse(readFileSync(join(folder, 'results', 'state.json'), 'utf8')) as RunState).phase;
  } catch {
    return undefined;
  }
}

/** Runs until the launch was accepted and kills the run before its answer comes. */
async function killAtLaunch(place: Workplace): Promise<void> {
  const run = place.start();
  place.simulator.intercept((request) => {
    if (!isCall(request, 'scan/compliance', 'launch')) return undefined;
    const change = (answer: Answer) => {
      run.kill('SIGKILL');
      return answer;
    };
    return { kind: 'change', change };
  });
  await run.ended;
}

const title =
  'Exactly one launch in every scenario, including an answer lost after the launch was accepted, a kill (SIGKILL) at each step followed by a plain rerun and by `--resume`, and 409 on the launch';

describe(title, () => {
  describe.each([
    ['a plain rerun', []],
    ['--resume', ['--resume']],
  ] as const)('after a kill, %s', (_name, args) => {
    test.concurrent.for(scanSteps)('killed as step %s starts', async (step: StepId, { onTestFinished }) => {
      const place = await openWorkplace({
        scenario: 'fail',
        config: { scan: { authRecord }, timeouts },
        onTestFinished,
      });
      const first = place.start(['--events', '-']);
      await first.said(`"type":"step-started","step":"${step}"`);
      first.kill('SIGKILL');
      expect((await first.ended).signal).toBe('SIGKILL');
      if (phaseOf(place) === 'intent') ageIntent(place);
      const again = await place.run(args);
      expect(again.code, again.stderr).toBe(1);
      expect(place.launches()).toBe(1);
      expect((await place.result()).totals).toMatchObject({ passed: 10, failed: 5, error: 1, failing: 5 });
    });

    test.each([
      ['at once', false],
      ['three minutes later', true],
    ])('killed after the launch was accepted and before its answer came, %s', async (_when, isLater) => {
      const place = await openWorkplace({ scenario: 'fail', config: { timeouts } });
      await killAtLaunch(place);
      expect(phaseOf(place)).toBe('intent');
      if (isLater) ageIntent(place);
      const again = await place.run(args);
      expect(again.code, again.stderr).toBe(1);
      expect(again.stderr).toContain('was launched by an earlier run');
      expect(place.launches()).toBe(1);
    });
  });

  test.each([
    ['launch-answer-lost', 0],
    ['launch-409', 0],
    ['launch-invisible', 0],
  ])('%s', async (scenario, code) => {
    const place = await openWorkplace({ scenario });
    const ran = await place.run();
    expect(ran.code, ran.stderr).toBe(code);
    expect(place.launches()).toBe(1);
  });

  test('a launch that was sent once more a moment ago is looked for as long as the first one', async () => {
    const place = await openWorkplace({ scenario: 'fail' });
    await killAtLaunch(place);
    ageIntent(place);
    const file = join(place.folder, 'results', 'state.json');
    const state = JSON.parse(readFileSync(file, 'utf8')) as RunState;
    writeFileSync(file, JSON.stringify({ ...state, sentAgainAt: new Date().toISOString() }));
    let looks = 0;
    place.simulator.intercept((request) => {
      if (!isCall(request, 'scan/compliance', 'list')) return undefined;
      looks += 1;
      const hide = (answer: Answer) => ({
        ...answer,
        body: bodyText(answer).replace(/<SCAN_LIST>[\s\S]*<\/SCAN_LIST>/, ''),
      });
      return looks === 1 ? { kind: 'change', change: hide } : undefined;
    });
    const again = await place.run();
    expect(again.code, again.stderr).toBe(1);
    expect(again.stderr).toContain('was launched by an earlier run');
    expect(place.launches()).toBe(1);
  });

  test.each([
    ['by two hours', 2 * 3_600_000],
    ['so far that the launch seems to be of yesterday', -23 * 3_600_000],
  ])('the clock was set back between the kill and the rerun %s', async (_far, shiftMs) => {
    const place = await openWorkplace({ scenario: 'fail' });
    await killAtLaunch(place);
    if (shiftMs > 0) {
      const file = join(place.folder, 'results', 'state.json');
      const state = JSON.parse(readFileSync(file, 'utf8')) as RunState;
      const intentAt = new Date(Date.parse(state.intentAt) + shiftMs).toISOString();
      writeFileSync(file, JSON.stringify({ ...state, intentAt }));
    } else
      for (const scan of place.simulator.account.scans)
        Object.assign(scan, { launchedAt: scan.launchedAt + shiftMs });
    const again = await place.run();
    expect(again.stderr).toContain('was launched by an earlier run');
    expect(place.simulator.account.scans).toHaveLength(1);
  });

  test('a launch that never arrived is sent once more, three minutes after the intent', async () => {
    const place = await openWorkplace({ config: { timeouts } });
    let dropped = 0;
    place.simulator.intercept((request) => {
      if (!isCall(request, 'scan/compliance', 'launch') || dropped > 0) return undefined;
      dropped += 1;
      return { kind: 'drop', when: 'before' };
    });
    const first = place.start();
    await first.said('looking whether the scan runs');
    first.kill('SIGKILL');
    await first.ended;
    expect(place.launches()).toBe(0);
    ageIntent(place);
    const again = await place.run();
    expect(again.code, again.stderr).toBe(0);
    expect(place.launches()).toBe(1);
  });

  test.concurrent.for([
    ['fast', 7_200_000],
    ['slow', -7_200_000],
  ] as const)(
    'on a machine whose clock is two hours %s, with the answer to the launch lost',
    async ([, shiftMs], { onTestFinished }) => {
      const place = await openWorkplace({ scenario: 'launch-answer-lost', onTestFinished });
      writeFileSync(
        join(place.folder, 'shifted-clock.cjs'),
        `const Real = Date;
         const now = () => Real.now() + ${shiftMs};
         globalThis.Date = class extends Real {
           constructor(...given) { super(...(given.length === 0 ? [now()] : given)); }
           static now() { return now(); }
         };`,
      );
      const ran = await place.run([], { NODE_OPTIONS: '--require ./shifted-clock.cjs' });
      expect(ran.code, ran.stderr).toBe(0);
      expect(ran.stderr).toContain('looking whether the scan runs');
      expect(place.launches()).toBe(1);
    },
  );
});
