import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Simulator } from '../../src/simulator/start-simulator.js';
import { resultSchema } from '../../src/workflow/results/result.js';
import { keys, paste } from '../support/draw.js';
import { runBuilt } from '../support/program.js';
import { useSimulator } from '../support/simulator.js';
import { openTerminal } from '../support/terminal.js';
import { connect, fromProfileToReview } from './walk.js';

const hostPassword = 'MARKER-host-3141';

/** Bells that were rung: those that end a sequence for the terminal are none. */
function bellsOf(bytes: string): number {
  const rest = bytes.replace(/\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g, '');
  return rest.split('\u0007').length - 1;
}

describe('The host path and the EC2 path from the first key to the verdict', () => {
  const simulator = useSimulator({ scenario: 'pass' });
  const untouched = useSimulator({ scenario: 'pass' });

  test('a host is scanned, saved, and says the same when it is run headless: same verdict, same requests, step by step', async () => {
    const terminal = openTerminal();
    await connect(terminal, simulator());
    await terminal.step(paste('10.20.30.40\n'), '10.20.30.40');
    await terminal.step(keys.enter, 'scanner log in?');
    await terminal.step(keys.down, '◉ Unix');
    await terminal.step(keys.enter, '❯ User name');
    await terminal.step('scan', 'scan');
    await terminal.step(keys.tab, '❯ Password');
    await terminal.step(paste(`${hostPassword}\n`), '•••');
    await terminal.step(keys.enter, 'Which scanner');
    await terminal.see(/❯ . edge-scan-01/);
    await terminal.step(keys.enter, 'option profile');
    await fromProfileToReview(terminal, 'linux');

    await terminal.step(keys.down, '❯ Save config');
    await terminal.step(keys.enter, 'Save the config');
    await terminal.see('A pipeline must set QUALYS_PASSWORD and QUALYS_HOST_PASSWORD.');
    await terminal.step(keys.enter, 'Saved qualys-pc.yaml.');
    await terminal.see('In Qualys this will');
    const before = simulator().journal.length;
    await terminal.step(keys.up, '❯ Launch the scan');
    await terminal.step(keys.enter, 'Scan launched');
    await terminal.see(/PASSED|FAILED/);
    const verdict = /PASSED|FAILED/.exec(terminal.shown())?.[0];
    await terminal.see('qualys-pc run --config qualys-pc.yaml');
    // Both are written after the frame.
    await expect.poll(() => bellsOf(terminal.bytes())).toBe(1);
    await expect.poll(terminal.bytes).toMatch(/\u001b\]2;(Passed|Failed) · /);
    terminal.press('q');
    const code = await terminal.exitCode();
    expect(bellsOf(terminal.bytes())).toBe(1);
    const byWizard = readResult(terminal.home);
    const wizardRequests = simulator().journal.slice(before);

    // Another account of the same kind, in which nothing has been made yet either.
    const file = join(terminal.home, 'qualys-pc.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(simulator().url, untouched().url));
    const headless = await runBuilt(
      ['run', '--config', 'qualys-pc.yaml', '--allow-server', new URL(untouched().url).host],
      {
        cwd: terminal.home,
        env: {
          QUALYS_PASSWORD: untouched().credentials.password,
          QUALYS_HOST_PASSWORD: hostPassword,
          QUALYS_PC_HOME: terminal.home,
        },
      },
    );
    expect(headless.code, headless.stderr).toBe(code);
    expect(headless.stdout).toContain(verdict);
    const byRun = readResult(terminal.home);
    expect(byRun.verdict).toEqual(byWizard.verdict);
    expect(byRun.totals).toEqual(byWizard.totals);
    expect(kindsOf(untouched().journal)).toEqual(kindsOf(wizardRequests));

    for (const secret of [simulator().credentials.password, hostPassword]) {
      expect(terminal.bytes()).not.toContain(secret);
      for (const file of [
        'qualys-pc.yaml',
        'personal.json',
        'qualys-pc-results/state.json',
        'qualys-pc-results/result.json',
      ])
        if (existsSync(join(terminal.home, file)))
          expect(readFileSync(join(terminal.home, file), 'utf8'), file).not.toContain(secret);
    }
  }, 90_000);

  function readResult(home: string) {
    return resultSchema.parse(JSON.parse(readFileSync(join(home, 'qualys-pc-results/result.json'), 'utf8')));
  }
  /** Requests in their order, the same ones in a row once: how often a scan is looked at depends on the clock. */
  function kindsOf(requests: Simulator['journal']): readonly string[] {
    return requests
      .map(({ method, path, action }) => `${method} ${path} ${action ?? ''}`.trimEnd())
      .filter((kind, index, all) => kind !== all[index - 1]);
  }
});
