import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openWorkplace, type Workplace } from '../support/engine.js';
import { runBuilt } from '../support/program.js';

const formats = { reports: { directory: 'results', formats: ['junit', 'markdown'] } };

function written(place: Workplace, name: string): boolean {
  return existsSync(join(place.folder, 'results', name));
}

describe('every end writes its formats (not-evaluated aside), the summary always', () => {
  test.concurrent.for([
    ['wrong credentials', 'wrong-password', {}, 3],
    ['a scan in error', 'scan-error', {}, 4],
    ['a scanner that Qualys does not have', 'pass', { scan: { scanner: 'no-such-scanner' } }, 2],
    ['a failed login with the gate on', 'auth-failure', { criteria: { failOnAuthFailure: true } }, 1],
    ['a timeout', 'scan-slow', { timeouts: { timeout: '6s' } }, 5],
  ] as const)('%s', async ([, scenario, change, code], { onTestFinished }) => {
    const place = await openWorkplace({ scenario, config: formats, onTestFinished });
    place.writeConfig(change);
    const ran = await place.run([], { GITHUB_STEP_SUMMARY: join(place.folder, 'summary.md') });
    expect(ran.code, ran.stderr).toBe(code);
    expect((await place.result()).verdict.exitCode).toBe(code);
    const junit = await place.file('results/junit.xml');
    expect(junit).toMatch(/<(error|failure)/);
    expect(await place.file('summary.md')).toBe(`${(await place.file('results/summary.md')).trimEnd()}\n\n`);
  });

  test.concurrent.for([
    [
      'a password that is not there',
      { credentials: { password: 'env:QUALYS_NO_PASSWORD' } },
      'secret-missing',
    ],
    ['a baseline that is not there', { criteria: { baseline: 'none.json' } }, 'baseline-missing'],
    [
      'a list of hosts that is not there',
      { scan: { target: { ips: ['@none.txt'] } } },
      'target-file-unreadable',
    ],
  ] as const)('before anything is asked of Qualys: %s', async ([, change, code], { onTestFinished }) => {
    const place = await openWorkplace({ config: formats, onTestFinished });
    const summary = join(place.folder, 'summary.md');
    expect((await place.here(['run'])).code).toBe(0);
    const judged = await place.file('results/result.json');
    place.writeConfig(change);
    const ran = await place.here(['run', '--new'], { env: { GITHUB_STEP_SUMMARY: summary } });
    expect(ran.code, ran.stderr).toBe(2);
    const { verdict, configDigest, jobName } = await place.result();
    expect({ verdict, jobName }).toMatchObject({
      jobName: 'payments-api',
      verdict: { outcome: 'error', exitCode: 2, reasons: [{ code }] },
    });
    expect(configDigest).toMatch(/^sha256:/);
    expect(await place.file('results/previous-result.json')).toBe(judged);
    expect(await place.file('results/junit.xml')).toContain('<error');
    expect(written(place, 'controls.jsonl')).toBe(false);
    expect(readFileSync(summary, 'utf8')).toBe(`${(await place.file('results/summary.md')).trimEnd()}\n\n`);
    expect(place.launches()).toBe(1);
  });

  test.concurrent('a config that cannot be used, a folder that another run holds: the summary alone', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ scenario: 'scan-slow', config: formats, onTestFinished });
    const summary = join(place.folder, 'summary.md');
    const env = { GITHUB_STEP_SUMMARY: summary };
    const running = place.start();
    await running.said('Scan launched');
    const held = await place.here(['run'], { env });
    expect(held.code, held.stderr).toBe(2);
    expect(readFileSync(summary, 'utf8')).toMatch(/^## ✗ ERROR: [\s\S]+\n\n/);
    place.writeConfig({ credentials: { password: 'env:QUALYS_NO_PASSWORD' } });
    expect((await place.here(['run'], { env })).code).toBe(2);
    expect(written(place, 'result.json')).toBe(false);
    writeFileSync(join(place.folder, 'qualys-pc.json'), '{ "version": 2 }');
    expect((await place.here(['run'], { env })).code).toBe(2);
    expect(readFileSync(summary, 'utf8').match(/^## ✗ ERROR: /gm)).toHaveLength(3);
    running.kill('SIGINT');
    expect((await running.ended).code).toBe(130);
  });

  test.concurrent('an interrupted run', async ({ onTestFinished }) => {
    const place = await openWorkplace({ scenario: 'scan-slow', config: formats, onTestFinished });
    const running = place.start();
    await running.said('Scan launched');
    running.kill('SIGINT');
    const ran = await running.ended;
    expect(ran.code, ran.stderr).toBe(130);
    expect((await place.result()).verdict.exitCode).toBe(130);
    expect(await place.file('results/junit.xml')).toContain('<error');
  });

  test.concurrent('not-evaluated and `--detach` have the summary alone', async ({ onTestFinished }) => {
    const place = await openWorkplace({ scenario: 'auth-failure', config: formats, onTestFinished });
    const summary = join(place.folder, 'summary.md');
    const ran = await place.run([], { GITHUB_STEP_SUMMARY: summary });
    expect(ran.code, ran.stderr).toBe(0);
    expect((await place.result()).verdict.outcome).toBe('not-evaluated');
    expect(written(place, 'junit.xml')).toBe(false);
    expect(readFileSync(summary, 'utf8')).not.toBe('');
    const slow = await openWorkplace({ scenario: 'scan-slow', config: formats, onTestFinished });
    expect((await slow.run(['--detach'])).code).toBe(5);
    expect(written(slow, 'junit.xml')).toBe(false);
  });
});

test.concurrent('the last judged result is what a build is compared with, however many ends lie between', async ({
  onTestFinished,
}) => {
  const place = await openWorkplace({ scenario: 'fail', onTestFinished });
  expect((await place.run()).code).toBe(1);
  const judged = await place.file('results/result.json');
  place.writeConfig({ scan: { scanner: 'no-such-scanner' } });
  for (let hiccup = 0; hiccup < 2; hiccup += 1) expect((await place.run(['--new'])).code).toBe(2);
  expect(await place.file('results/previous-result.json')).toBe(judged);
  place.writeConfig({});
  const again = await place.run(['--new']);
  expect(again.code, again.stderr).toBe(1);
  expect(again.stdout).toMatch(/0 new, 0 fixed/);
  const { finishedAt, totals } = JSON.parse(judged);
  expect((await place.result()).history).toEqual([
    expect.objectContaining({ build: 'local', finishedAt, outcome: 'failed', failing: totals.failing }),
  ]);
});

test.concurrent('the verdict is printed as soon as it is known, the files after it', async ({
  onTestFinished,
}) => {
  const place = await openWorkplace({ scenario: 'fail', config: formats, onTestFinished });
  const ran = await place.run(['--events', 'events.jsonl']);
  expect(ran.code, ran.stderr).toBe(1);
  const events = await place.events();
  const judged = events.findIndex(({ type }) => type === 'judged');
  expect(events.slice(judged + 1).map(({ type, step }) => `${type} ${step}`)).toEqual(['step-done report']);
  expect(ran.stdout.indexOf('FAILED')).toBeLessThan(ran.stdout.indexOf('junit.xml'));
});

describe('with `--json` stdout holds exactly one document on every end', () => {
  test.concurrent.for([
    ['run', ['run', '--json', '--no-such-flag'], 2],
    ['check', ['check', '--json'], 2],
    ['list', ['list', 'policies', '--json'], 3],
    ['the wizard', ['--json'], 2],
  ] as const)('an error of %s', async ([, args, code], { onTestFinished }) => {
    const place = await openWorkplace({ scenario: 'wrong-password', onTestFinished });
    if (code === 2) writeFileSync(join(place.folder, 'qualys-pc.json'), '{ "version": 2 }');
    const ran = await place.command(args);
    expect(ran.code, ran.stderr).toBe(code);
    const { why } = JSON.parse(ran.stdout).error;
    expect(why === null || typeof why === 'string').toBe(true);
    expect(JSON.parse(ran.stdout)).toEqual({
      version: 1,
      error: {
        why,
        code: expect.any(String),
        exitCode: code,
        what: expect.stringMatching(/./),
        next: expect.stringMatching(/./),
      },
    });
    expect(ran.stderr).toMatch(/^error {2}/m);
  });

  test.concurrent('`run`: a refusal has its result, a missing object and a signal their error', async ({
    onTestFinished,
  }) => {
    const refused = await openWorkplace({ scenario: 'wrong-password', onTestFinished });
    expect(JSON.parse((await refused.run(['--json'])).stdout)).toEqual(await refused.result());
    const place = await openWorkplace({ scenario: 'scan-slow', onTestFinished });
    place.writeConfig({ scan: { scanner: 'no-such-scanner' } });
    expect(JSON.parse((await place.run(['--json'])).stdout)).toMatchObject({
      error: { code: 'scanner-missing', exitCode: 2 },
    });
    place.writeConfig({});
    const running = place.start(['--json', '--new']);
    await running.said('Scan launched');
    running.kill('SIGTERM');
    expect(JSON.parse((await running.ended).stdout)).toMatchObject({
      version: 1,
      error: { code: 'terminated', exitCode: 143 },
    });
  });

  test.concurrent('`demo --json` prints the result', async () => {
    const ran = await runBuilt(['demo', '--json']);
    expect(ran.code, ran.stderr).toBe(0);
    expect(JSON.parse(ran.stdout).verdict.outcome).toBe('passed');
  });
});
