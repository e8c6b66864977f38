import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openWorkplace, type Tree } from '../support/engine.js';

const failOn = { states: ['fail'], criticalities: ['urgent', 'critical', 'serious', 'medium', 'minimal'] };

describe('before baseline and exclusions; the last judged result', () => {
  test('after adopting a baseline nothing is "fixed": it is no longer counted', async () => {
    const place = await openWorkplace({ scenario: 'fail' });
    expect((await place.here(['run'])).code).toBe(1);
    expect((await place.here(['report', 'results', '--baseline-out', 'baseline.json'])).code).toBe(0);
    place.writeConfig({ criteria: { failOn, baseline: 'baseline.json' } });
    const adopted = await place.here(['run', '--new']);
    expect(adopted.code, adopted.stderr).toBe(0);
    expect(adopted.stdout).toMatch(/Since build local: 0 new, 0 fixed, 5 no longer counted, 0 unchanged/);
  });

  test('an expired exclusion makes nothing "new"; a hiccup between two builds does not erase the trend', async () => {
    const exclude = (expires: string): Tree => ({
      criteria: { failOn, exclude: [{ cids: '1141', expires }] },
    });
    const place = await openWorkplace({ scenario: 'fail', config: exclude('2999-12-31') });
    expect((await place.here(['run'])).code).toBe(1);
    place.writeConfig({ scan: { scanner: 'no-such-scanner' } });
    expect((await place.here(['run', '--new'])).code).toBe(2);
    place.writeConfig(exclude('2020-01-01'));
    const expired = await place.here(['run', '--new']);
    expect(expired.code, expired.stderr).toBe(1);
    expect(expired.stdout).toMatch(/Since build local: 0 new, 0 fixed, 5 unchanged/);
    expect((await place.result()).history).toHaveLength(1);
  });
});

describe('the words of an end, and no tick before what is not whole', () => {
  test.concurrent('warnings (exit 6) name their controls', async ({ onTestFinished }) => {
    const criteria = { failOn: null, warnOn: failOn };
    const place = await openWorkplace({ scenario: 'fail', config: { criteria }, onTestFinished });
    const ran = await place.here(['run', '--warning-exit-code']);
    expect(ran.code, ran.stderr).toBe(6);
    for (const cid of [411, 1141, 2211, 2214, 11411])
      expect(ran.stdout).toMatch(new RegExp(`^   ${cid} `, 'm'));
  });

  test.concurrent('"Login succeeded on 0 of 1 host" has no tick', async ({ onTestFinished }) => {
    const place = await openWorkplace({ scenario: 'auth-failure', onTestFinished });
    const ran = await place.here(['run']);
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stderr).toMatch(/^ +\S+ {2}! Login succeeded on 0 of 1 host/m);
    expect(ran.stderr).not.toMatch(/✓ Login succeeded/);
  });

  test.concurrent('"not complete" has no tick', async ({ onTestFinished }) => {
    const config = { timeouts: { pollingInterval: '0.1s', timeout: '6s' } };
    const place = await openWorkplace({ scenario: 'never-fresh', config, onTestFinished });
    const ran = await place.here(['run']);
    expect(ran.code, ran.stderr).toBe(4);
    expect(ran.stderr).toMatch(/^ +\S+ {2}! \d+ postures of 2 policies, not complete/m);
    expect(ran.stderr).not.toMatch(/✓.*not complete/);
  });

  test.concurrent('results that cannot be written have none either', async ({ onTestFinished }) => {
    const config = { reports: { formats: ['junit'] } };
    const place = await openWorkplace({ scenario: 'fail', config, onTestFinished });
    const summary = join(place.folder, 'no-folder');
    writeFileSync(summary, '');
    const ran = await place.here(['run'], { env: { GITHUB_STEP_SUMMARY: join(summary, 'summary.md') } });
    expect(ran.code, ran.stderr).toBe(1);
    expect(ran.stderr).toMatch(/^ +\S+ {2}! The results are not complete/m);
  });

  test.concurrent('a web page as an answer is told in words, not by its markup', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ scenario: 'wrong-password-html', onTestFinished });
    const ran = await place.here(['run']);
    expect(ran.code, ran.stderr).toBe(3);
    expect(ran.stdout + ran.stderr).not.toMatch(/<!DOCTYPE|<html/i);
  });
});
