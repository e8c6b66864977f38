import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bodyText, isCall } from '../../src/simulator/exchange.js';
import { openWorkplace } from '../support/engine.js';

const withoutScans = (body: string) => body.replace(/<SCAN_LIST>[\s\S]*<\/SCAN_LIST>/, '');

describe('a list answer without the scan', () => {
  test.concurrent('is asked again, and the scan goes on', async ({ onTestFinished }) => {
    const place = await openWorkplace({ scenario: 'fail', speed: 3, onTestFinished });
    let looks = 0;
    place.simulator.intercept((request) => {
      if (!isCall(request, 'scan/compliance', 'list') || request.params.scan_ref === undefined)
        return undefined;
      looks += 1;
      // The first look: on a busy machine the scan may have ended before a second one.
      return looks === 1
        ? { kind: 'change', change: (answer) => ({ ...answer, body: withoutScans(bodyText(answer)) }) }
        : undefined;
    });
    const ran = await place.run();
    expect(ran.code, ran.stderr).toBe(1);
    expect(looks).toBeGreaterThan(1);
    expect(place.launches()).toBe(1);
  });

  test.concurrent('as long as it is missing after a launch ends with 4, resumable: the rerun launches none', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({
      scenario: 'fail',
      config: { timeouts: { timeout: '6s' } },
      onTestFinished,
    });
    let hidden = true;
    place.simulator.intercept((request) =>
      hidden && isCall(request, 'scan/compliance', 'list')
        ? { kind: 'change', change: (answer) => ({ ...answer, body: withoutScans(bodyText(answer)) }) }
        : undefined,
    );
    const lost = await place.run([], { BUILD_NUMBER: '7' });
    expect(lost.code, lost.stderr).toBe(4);
    expect(lost.stderr).toMatch(/^next [\s\S]*--resume$/m);
    expect(JSON.parse(await place.file('results/state.json')).phase).toBe('launched');
    hidden = false;
    const again = await place.run([], { BUILD_NUMBER: '7' });
    expect(again.code, again.stderr).toBe(1);
    expect(place.launches()).toBe(1);
  });
});

test.concurrent('"timed out: run it once more" resumes, as often as it is run', async ({
  onTestFinished,
}) => {
  const place = await openWorkplace({
    scenario: 'scan-slow',
    config: { timeouts: { timeout: '8s' } },
    onTestFinished,
  });
  for (let run = 1; run <= 2; run += 1) {
    const ran = await place.run([], { BUILD_NUMBER: '7' });
    expect(ran.code, ran.stderr).toBe(5);
  }
  expect(place.sent('scan/compliance', 'launch')).toBe(1);
});

test.concurrent('an end because posture never came leaves the state unfinished: the rerun reads the same scan', async ({
  onTestFinished,
}) => {
  const place = await openWorkplace({
    scenario: 'never-fresh',
    config: { timeouts: { timeout: '5s' } },
    onTestFinished,
  });
  const ran = await place.run([], { BUILD_NUMBER: '7' });
  expect(ran.code, ran.stderr).toBe(4);
  const again = await place.run([], { BUILD_NUMBER: '7' });
  expect(again.code, again.stderr).toBe(4);
  expect(again.stderr).toContain('Resuming scan');
  expect(place.launches()).toBe(1);
});

describe('--resume and a finished scan', () => {
  test.concurrent('of another build is an ordinary run, and said so', async ({ onTestFinished }) => {
    const place = await openWorkplace({ scenario: 'fail', onTestFinished });
    expect((await place.run([], { BUILD_NUMBER: '7' })).code).toBe(1);
    const ran = await place.run(['--resume'], { BUILD_NUMBER: '8' });
    expect(ran.code, ran.stderr).toBe(1);
    expect(ran.stderr).toMatch(/of build 7 is finished.*build 8/);
    expect(place.launches()).toBe(2);
    expect((await place.result()).build).toBe('8');
  });

  test.concurrent('of this build repeats its verdict, and says since when it stands', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ scenario: 'fail', onTestFinished });
    expect((await place.run([], { BUILD_NUMBER: '7' })).code).toBe(1);
    const sent = place.simulator.journal.length;
    const ran = await place.run(['--resume'], { BUILD_NUMBER: '7' });
    expect(ran.code, ran.stderr).toBe(1);
    expect(ran.stderr).toMatch(/verdict stands since \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
    expect(place.simulator.journal).toHaveLength(sent);
  });
});

test.concurrent('a state that cannot be written after the launch: the reference is printed, with the way to cancel and to go on, and the rerun launches none', async ({
  onTestFinished,
}) => {
  const place = await openWorkplace({ scenario: 'fail', onTestFinished });
  const results = join(place.folder, 'results');
  const moved = join(place.folder, 'kept');
  place.simulator.intercept((request) => {
    if (!isCall(request, 'scan/compliance', 'launch')) return undefined;
    // Between intent and answer the state file turns into something that no file can replace.
    return {
      kind: 'change',
      change: (answer) => {
        renameSync(join(results, 'state.json'), moved);
        mkdirSync(join(results, 'state.json', 'inner'), { recursive: true });
        return answer;
      },
    };
  });
  const ran = await place.run([], { BUILD_NUMBER: '7' });
  expect(ran.code, ran.stderr).toBe(4);
  expect(ran.stderr).toMatch(/^error .*compliance\/\d+\.\d+ runs.*could not be stored/m);
  expect(ran.stderr).toMatch(
    /^next .*run again[\s\S]*--resume\n[\s\S]*qualys-pc cancel compliance\/\d+\.\d+$/m,
  );
  expect(ran.stderr).not.toContain('Name another place');
  rmSync(join(results, 'state.json'), { recursive: true });
  renameSync(moved, join(results, 'state.json'));
  const again = await place.run([], { BUILD_NUMBER: '7' });
  expect(again.code, again.stderr).toBe(1);
  expect(place.launches()).toBe(1);
});
