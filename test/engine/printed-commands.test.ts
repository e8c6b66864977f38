import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isCall } from '../../src/simulator/exchange.js';
import { openWorkplace, type Workplace } from '../support/engine.js';
import { builtProgram } from '../support/program.js';

/** The words of the command in a text after `qualys-pc`, as a POSIX shell reads those that need no quotes. */
function commandsIn(text: string, verb: string): string[][] {
  const found = text.match(new RegExp(`qualys-pc ${verb}[^\\n]*`, 'g')) ?? [];
  return found.map(
    (line) =>
      line
        .replace(/ · .*$/, '')
        .split(/(?<!\S)qualys-pc /)[1]
        ?.trim()
        .split(' ') ?? [],
  );
}

const given = ['--report-dir', 'elsewhere', '--job-name', 'ledger', '--allow-new-ips', '3'];

const phaseIn = async (place: Workplace) => JSON.parse(await place.file('elsewhere/state.json')).phase;

describe('every printed command repeats what the run was given, and followed literally it does what it says', () => {
  test.concurrent('a detached run: --resume reads its state, and launches none', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ scenario: 'fail', onTestFinished });
    const first = await place.run([...given, '--detach']);
    expect(first.code, first.stderr).toBe(5);
    const printed = [...commandsIn(first.stderr, 'run'), ...commandsIn(first.stdout, 'run')];
    expect(printed.length).toBeGreaterThan(1);
    for (const words of printed) {
      expect(words).toEqual([
        'run',
        '--config',
        'qualys-pc.json',
        '--job-name',
        'ledger',
        '--report-dir',
        'elsewhere',
        '--allow-new-ips',
        '3',
        '--resume',
      ]);
    }
    const again = await place.command(printed[0] ?? []);
    expect(again.code, again.stderr).toBe(1);
    expect(place.launches()).toBe(1);
  });

  test.concurrent('a run whose cancel was not confirmed: `qualys-pc cancel` finds its state', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ scenario: 'scan-slow', onTestFinished });
    let asked = 0;
    place.simulator.intercept((request) => {
      if (!isCall(request, 'scan/compliance', 'cancel')) return undefined;
      asked += 1;
      return asked === 1 ? { kind: 'drop', when: 'before' } : undefined;
    });
    const run = place.start(given);
    await run.said('Running');
    run.kill('SIGTERM');
    const { code, stderr } = await run.ended;
    expect(code, stderr).toBe(143);
    const [cancel = []] = commandsIn(stderr, 'cancel');
    expect(cancel).toEqual(['cancel', 'elsewhere/state.json', '--config', 'qualys-pc.json']);
    const cancelled = await place.command(cancel);
    expect(cancelled.code, cancelled.stderr).toBe(0);
    expect(cancelled.stdout).toContain('Qualys confirmed');
    expect(await phaseIn(place)).toBe('cancelled');
  });

  test.concurrent('another config: --new with all that was given', async ({ onTestFinished }) => {
    const place = await openWorkplace({ onTestFinished });
    expect((await place.run([...given, '--detach'])).code).toBe(5);
    const other = await place.run([...given, '--resume', '--fail-on-criticality', 'urgent']);
    expect(other.code, other.stderr).toBe(2);
    const [fresh = []] = commandsIn(other.stderr, 'run');
    expect(fresh.at(-1)).toBe('--new');
    expect(fresh).toEqual(expect.arrayContaining([...given, '--fail-on-criticality', 'urgent']));
    const ran = await place.command(fresh);
    expect(ran.code, ran.stderr).toBe(0);
    expect(place.launches()).toBe(2);
  });

  test.concurrent('cancel takes the report directory and the reference of a scan as well', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ scenario: 'scan-slow', onTestFinished });
    expect((await place.run([...given, '--detach'])).code).toBe(5);
    const { reference } = JSON.parse(await place.file('elsewhere/state.json')) as { reference: string };
    expect((await place.command(['cancel', reference])).stdout).toContain('Qualys confirmed');
    const ended = await place.command(['cancel', 'elsewhere']);
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.stdout).toMatch(/has ended already|Qualys confirmed/);
  });
});

describe('a full standard output', () => {
  test.concurrent.for([
    ['fail', 1],
    ['pass', 0],
  ] as const)('costs no verdict: %s ends with %i', async ([scenario, code], { onTestFinished }) => {
    const place = await openWorkplace({ scenario, onTestFinished });
    const ended = await withFullOutput(place, ['run']);
    expect(ended.code, ended.stderr).toBe(code);
    expect(ended.stderr).toMatch(/^error .*Standard output cannot be written/m);
    expect(ended.stderr).toMatch(/^why .*ENOSPC/m);
    expect((await place.result()).verdict.exitCode).toBe(code);
  });

  test.concurrent('is an error of a command whose outcome it was', async ({ onTestFinished }) => {
    const place = await openWorkplace({ onTestFinished });
    const ended = await withFullOutput(place, ['list', 'policies', '--json']);
    expect(ended.code, ended.stderr).toBe(2);
  });
});

/** Runs a command whose stdout is a full disk. */
function withFullOutput(
  { folder, simulator }: Workplace,
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly stderr: string }> {
  const full = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, [builtProgram, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, QUALYS_PASSWORD: simulator.credentials.password },
    stdio: ['ignore', full, 'pipe'],
  });
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stderr })));
}
