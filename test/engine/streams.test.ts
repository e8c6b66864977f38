import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { resultSchema } from '../../src/workflow/results/result.js';
import { openWorkplace } from '../support/engine.js';
import { builtProgram, startBuilt } from '../support/program.js';

/** Lines of a log that are not events. */
function events(text: string): { type: string; step: string; v: number; time: string }[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
}

describe('Progress goes to stderr, the outcome to stdout', () => {
  test.concurrent('`run --json` prints the result document and nothing else on stdout', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ scenario: 'fail', onTestFinished });
    const ran = await place.run(['--json']);
    expect(ran.code, ran.stderr).toBe(1);
    expect(resultSchema.parse(JSON.parse(ran.stdout))).toEqual(await place.result());
    expect(ran.stderr).toContain('Scan launched');
  });

  test.concurrent('`run --json` prints the document of an inconclusive and of a detached run too', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ scenario: 'scan-slow', onTestFinished });
    const detached = await place.run(['--json', '--detach']);
    expect(detached.code, detached.stderr).toBe(5);
    const result = resultSchema.parse(JSON.parse(detached.stdout));
    expect(result.verdict).toMatchObject({ outcome: 'unfinished', exitCode: 5 });
    expect(result.scan?.reference).toMatch(/^compliance\//);
    expect(detached.stderr).toContain(result.scan?.reference ?? 'none');
  });

  test.concurrent('`--quiet` silences progress, never the outcome', async ({ onTestFinished }) => {
    const failing = await openWorkplace({ scenario: 'fail', onTestFinished });
    const failed = await failing.run(['--quiet']);
    expect(failed).toMatchObject({ code: 1, stderr: '' });
    expect(failed.stdout).toContain('FAILED');
    const checked = await failing.check(['--quiet']);
    expect(checked).toMatchObject({ code: 0, stderr: '' });
    expect(checked.stdout).toContain('> launch scan');
    const refused = await openWorkplace({ scenario: 'wrong-password', onTestFinished });
    const { code, stdout, stderr } = await refused.run(['--quiet']);
    expect(code).toBe(3);
    expect(stdout).not.toBe('');
    const labels = stderr
      .trimEnd()
      .split('\n')
      .map((line) => line.slice(0, 7));
    expect(labels).toEqual(['error  ', 'why    ', 'next   ']);
  });

  test.concurrent('`--quiet --json` leaves the document', async ({ onTestFinished }) => {
    const place = await openWorkplace({ onTestFinished });
    const { code, stdout, stderr } = await place.run(['--quiet', '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout).verdict.outcome).toBe('passed');
  });

  test.concurrent('`--events -` writes every event as a JSON line to stderr, the same as into a file', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ scenario: 'fail', onTestFinished });
    const ran = await place.run(['--events', '-', '--quiet']);
    const lines = events(ran.stderr);
    expect(
      lines.every(({ v, time, step }) => v === 1 && !Number.isNaN(Date.parse(time)) && step !== ''),
    ).toBe(true);
    expect(new Set(lines.map(({ type }) => type))).toEqual(
      new Set(['plan', 'step-started', 'step-progress', 'step-done', 'step-skipped', 'judged']),
    );
    expect(ran.stderr.trimEnd().split('\n')).toHaveLength(lines.length);
  });

  test.concurrent('`--verbose` adds one line per API call, secrets redacted', async ({ onTestFinished }) => {
    const place = await openWorkplace({ scenario: 'fail', onTestFinished });
    const ran = await place.run(['--verbose']);
    const calls = ran.stderr.split('\n').filter((line) => /^ +(GET|POST) \//.test(line));
    expect(calls).toHaveLength(place.simulator.journal.length);
    expect(calls[0]).toMatch(/^ +POST \/auth .*201 \d+ ms$/);
    expect(ran.stderr).not.toContain(place.simulator.credentials.password);
    const calm = await place.run();
    expect(calm.stderr).not.toMatch(/^ +(GET|POST) \//m);
  });

  test.concurrent('A closed pipe ends quietly: `qualys-pc run --json | head -1`', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ scenario: 'fail', onTestFinished });
    const child = spawn(
      'bash',
      [
        '--norc',
        '-c',
        'set -o pipefail; "$NODE" "$PROGRAM" run --json --quiet | head -c 1 >/dev/null; echo "exit $?"',
      ],
      {
        cwd: place.folder,
        env: {
          PATH: process.env.PATH,
          NODE: process.execPath,
          PROGRAM: builtProgram,
          QUALYS_PASSWORD: place.simulator.credentials.password,
        },
      },
    );
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    await new Promise((resolve) => child.on('close', resolve));
    expect(output).toBe('exit 1\n');
    expect((await place.result()).verdict.exitCode).toBe(1);
  });

  test.concurrent('`check` prints the plan as its outcome, `run --dry-run` the same, and `--json` as a document', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ onTestFinished });
    const checked = await place.check();
    expect(checked.code, checked.stderr).toBe(0);
    expect(checked.stdout).toContain('+ create asset group Jenkins_AG_payments-api');
    expect(checked.stdout).toContain('> launch scan');
    expect(checked.stdout).not.toMatch(/ +$/m);
    const dry = await place.run(['--dry-run']);
    const withoutTime = (text: string) => text.replaceAll(/_\d{4}(-\d\d){5}/g, '');
    expect(withoutTime(dry.stdout)).toBe(withoutTime(checked.stdout));
    const document = JSON.parse((await place.check(['--json'])).stdout);
    expect(document.changes.map(({ object }: { object: string }) => object)).toEqual([
      'asset-group',
      'policy',
      'policy',
      'scan',
    ]);
    expect(place.simulator.journal.filter(({ changes }) => changes)).toEqual([]);
  });
});

describe('a wait that the limits of the account impose is said aloud', () => {
  test.concurrent.for([
    ['run', []],
    ['check', []],
    ['list', ['policies']],
    ['cleanup', ['--job', 'payments-api']],
  ] as const)('%s', async ([command, args], { onTestFinished }) => {
    const place = await openWorkplace({
      scenario: command === 'cleanup' ? 'concurrency' : 'rate-limit-no-header',
      config: { timeouts: { timeout: '3m' } },
      onTestFinished,
    });
    const running = startBuilt([command, ...args], {
      cwd: place.folder,
      env: { QUALYS_PASSWORD: place.simulator.credentials.password },
    });
    await running.said('Waiting ');
    running.kill('SIGINT');
    const { stderr } = await running.ended;
    expect(stderr).toMatch(/Waiting \d+ s: (the account used up its calls|other calls are running)/);
  });

  test.concurrent('a command without a timeout does not wait for hours: it says when the call is allowed', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ scenario: 'rate-limit-long', onTestFinished });
    const listed = await place.command(['list', 'policies']);
    expect(listed.code, listed.stderr).toBe(3);
    expect(listed.stderr).toMatch(/^next .*Try again after \d{4}-/m);
    expect(place.sent('compliance/policy', 'list')).toBe(1);
  });
});

describe('the log', () => {
  test.concurrent('has the steps in order with a clock in front, says what was skipped, and names the scan', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ scenario: 'fail', onTestFinished });
    const { stderr } = await place.run();
    const lines = stderr
      .split('\n')
      .flatMap((line) => /^ +\d+:\d\d {2}(\S+ .*?)(?: {2,}[\d.]+ s)?$/.exec(line)?.[1] ?? [])
      .filter((line) => /^(✓|–) /.test(line));
    expect(lines).toEqual([
      '✓ Connected to US2 as acme2ab1',
      '✓ Target 10.20.30.40',
      '✓ 10.20.30.40 is in the account',
      '– Auth record: no auth record configured',
      '✓ Asset group Jenkins_AG_payments-api created',
      '✓ 2 policies hold the group, 2 added',
      '✓ Scan launched',
      '✓ Scan finished',
      '✓ Login succeeded on 1 of 1 host',
      '✓ 16 postures of 2 policies',
      '✓ 5 failing',
      '✓ result.json · controls.jsonl',
    ]);
    const reference = (await place.result()).scan?.reference ?? 'none';
    expect(stderr).toMatch(new RegExp(`Scan launched.*\\n +${reference}\\n`));
    expect(stderr).not.toMatch(/[ \t]+$/m);
  });

  test.concurrent('is plain ASCII where the locale is, and has no colour without a terminal', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ scenario: 'fail', onTestFinished });
    const { stderr, stdout } = await place.run([], { LC_ALL: 'C' });
    expect(stderr + stdout).toMatch(/^[\n\x20-\x7e]*$/);
    expect(stderr).toContain('ok Scan launched');
  });
});

describe('exit codes', () => {
  test.concurrent('6: passed, with warnings by `warnOn`; only with `--warning-exit-code`, otherwise 0', async ({
    onTestFinished,
  }) => {
    const warnOn = { states: ['error'], criticalities: ['critical'] };
    const failOn = { states: ['error'], criticalities: ['minimal'] };
    const place = await openWorkplace({
      scenario: 'fail',
      config: { criteria: { failOn, warnOn } },
      onTestFinished,
    });
    const plain = await place.run();
    expect(plain.code, plain.stderr).toBe(0);
    expect(plain.stdout).toContain('PASSED, WITH WARNINGS');
    const coded = await place.run(['--warning-exit-code']);
    expect(coded.code, coded.stderr).toBe(6);
    expect((await place.result()).verdict).toMatchObject({ outcome: 'passed', exitCode: 6 });
  });

  test.concurrent('5 with `--detach`, its reference is printed, `--resume` resumes it to the verdict', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ scenario: 'fail', onTestFinished });
    const detached = await place.run(['--detach']);
    expect(detached.code, detached.stderr).toBe(5);
    const reference = (await place.result()).scan?.reference ?? 'none';
    expect(detached.stdout).toContain(reference);
    expect(detached.stdout).toContain('--resume');
    const resumed = await place.run(['--resume']);
    expect(resumed.code, resumed.stderr).toBe(1);
    expect((await place.result()).totals.failing).toBe(5);
    expect(place.sent('scan/compliance', 'launch')).toBe(1);
    const printed = await place.run(['--resume']);
    expect(printed.code, printed.stderr).toBe(1);
    expect(printed.stdout).toContain('FAILED');
    expect(place.sent('scan/compliance', 'launch')).toBe(1);
  });

  test.concurrent('a scan that ended meanwhile is not waited for: `--resume` looks at once, whatever the polling interval', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ scenario: 'fail', onTestFinished });
    expect((await place.run(['--detach'])).code).toBe(5);
    const scanned = () => place.command(['run', '--resume', '--polling-interval', '0.1s']);
    // The first look finds it under way or ended; the second run has nothing to wait for.
    expect((await scanned()).code).toBe(1);
    const state = JSON.parse(await place.file('results/state.json'));
    writeFileSync(
      join(place.folder, 'results', 'state.json'),
      JSON.stringify({ ...state, phase: 'launched' }),
    );
    const resumed = await place.run(['--resume', '--polling-interval', '10m', '--timeout', '1h']);
    expect(resumed.code, resumed.stderr).toBe(1);
  });

  test.concurrent('a look at the scan that is blocked for a moment is told and repeated', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({
      scenario: 'error-1920x3@scan/compliance:list',
      config: { timeouts: { timeout: '60s' } },
      onTestFinished,
    });
    const ran = await place.run();
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stderr).toMatch(/! .*blocks this API.*looking again at the next interval/);
  });

  test.concurrent('5 at the timeout; the scan is left running', async ({ onTestFinished }) => {
    const place = await openWorkplace({
      scenario: 'scan-slow',
      config: { timeouts: { timeout: '8s' } },
      onTestFinished,
    });
    const ran = await place.run();
    expect(ran.code, ran.stderr).toBe(5);
    expect(ran.stderr).toMatch(/^why .*still (Queued|Running)/m);
    expect(place.sent('scan/compliance', 'cancel')).toBe(0);
  });

  test.concurrent('`--on-timeout cancel` cancels it', async ({ onTestFinished }) => {
    const place = await openWorkplace({
      scenario: 'scan-slow',
      config: { timeouts: { timeout: '8s' } },
      onTestFinished,
    });
    const ran = await place.run(['--on-timeout', 'cancel']);
    expect(ran.code, ran.stderr).toBe(5);
    expect(ran.stderr).toContain('Qualys confirmed');
    expect(ran.stderr).not.toContain('--resume');
    expect(place.sent('scan/compliance', 'cancel')).toBe(1);
  });
});
