import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createProgram, runProgram } from '../../src/commands/parser/program.js';
import type { SignalName } from '../../src/commands/process/io.js';
import { resultSchema } from '../../src/workflow/results/result.js';
import { commandIo } from '../support/command-io.js';
import { openWorkplace } from '../support/engine.js';

/** The one document on stdout, and nothing else. */
const documentOf = (stdout: string) => JSON.parse(stdout);

describe('with `--json` stdout holds exactly one document on every end of every command', () => {
  test('cancel: cancelled, nothing to cancel, no state', async () => {
    const place = await openWorkplace({ scenario: 'scan-slow' });
    expect((await place.here(['run', '--detach'])).code).toBe(5);
    const { reference } = JSON.parse(await place.file('results/state.json'));
    const cancelled = await place.here(['cancel', '--json']);
    expect(cancelled.code, cancelled.stderr).toBe(0);
    expect(documentOf(cancelled.stdout)).toEqual({
      version: 1,
      reference,
      cancelled: true,
      state: 'cancelled',
    });
    const again = await place.here(['cancel', '--json']);
    expect(documentOf(again.stdout)).toEqual({ version: 1, reference, cancelled: false, state: 'cancelled' });
    const none = await place.here(['cancel', 'nowhere', '--json']);
    expect(none.code).toBe(2);
    expect(documentOf(none.stdout).error).toMatchObject({
      code: 'state-missing',
      exitCode: 2,
      next: /Name it/,
    });
  });

  test('cleanup: nothing there, shown, removed', async () => {
    const place = await openWorkplace();
    const none = await place.here(['cleanup', '--job', 'payments-api', '--json']);
    expect(documentOf(none.stdout)).toEqual({
      version: 1,
      job: 'payments-api',
      removed: false,
      assetGroup: null,
      policies: [],
      authRecords: [],
    });
    expect((await place.here(['run'])).code).toBe(0);
    const shown = documentOf((await place.here(['cleanup', '--job', 'payments-api', '--json'])).stdout);
    expect(shown).toMatchObject({ removed: false, assetGroup: { title: 'Jenkins_AG_payments-api' } });
    expect(shown.policies).toHaveLength(2);
    const removed = await place.here(['cleanup', '--job', 'payments-api', '--yes', '--json']);
    expect(removed.code, removed.stderr).toBe(0);
    expect(documentOf(removed.stdout)).toEqual({ ...shown, removed: true });
    expect(place.simulator.account.groups.some(({ title }) => title === shown.assetGroup.title)).toBe(false);
  });

  test('report: the result, an explanation, a baseline, what cannot be read, and a format beside it', async () => {
    const place = await openWorkplace({ scenario: 'fail' });
    expect((await place.here(['run'])).code).toBe(1);
    const whole = await place.here(['report', 'results', '--json']);
    expect(whole.code).toBe(1);
    expect(resultSchema.parse(documentOf(whole.stdout))).toEqual(await place.result());
    const explained = await place.here(['report', 'results', '--explain', '1141', '--json']);
    expect(explained.code).toBe(0);
    expect(documentOf(explained.stdout)).toMatchObject({ version: 1, cid: 1141, rows: [{ counts: 'fail' }] });
    const baseline = await place.here(['report', 'results', '--baseline-out', 'baseline.json', '--json']);
    expect(documentOf(baseline.stdout)).toEqual({
      version: 1,
      baseline: { file: 'baseline.json', entries: 5 },
    });
    const written = await place.here(['report', 'results', '--json', '--format', 'csv', '--out', 'out/']);
    expect(documentOf(written.stdout)).toEqual(documentOf(whole.stdout));
    expect(existsSync(join(place.folder, 'out', 'controls.csv'))).toBe(true);
    for (const [args, code] of [
      [['report', 'nothing', '--json'], 'result-unreadable'],
      [['report', 'results', '--json', '--format', 'csv'], 'flags-conflict'],
      [['report', 'results', '--json', '--format', 'cvs'], 'usage'],
    ] as const) {
      const refused = await place.here(args);
      expect(refused.code).toBe(2);
      expect(documentOf(refused.stdout).error).toMatchObject({ code, next: expect.stringMatching(/./) });
    }
  });

  test('simulator: how to reach it, its scenarios, one that it does not know', async () => {
    const { io, stdout } = commandIo({ signals: { subscribe: (stop) => stopSoon(stop) } });
    expect(await runProgram(createProgram(io), ['simulator', '--json'])).toBe(143);
    expect(documentOf(stdout())).toEqual({
      version: 1,
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      username: expect.any(String),
      password: expect.any(String),
      caFile: null,
    });
    const list = commandIo();
    expect(await runProgram(createProgram(list.io), ['simulator', '--list', '--json'])).toBe(0);
    expect(documentOf(list.stdout())).toContainEqual({ name: 'fail', title: expect.any(String) });
    const place = await openWorkplace();
    const unknown = await place.here(['simulator', '--scenario', 'fial', '--json']);
    expect(documentOf(unknown.stdout).error).toMatchObject({ code: 'scenario-unknown', exitCode: 2 });
  });

  test('credentials: an entry that is not there, a password that nobody can type', async () => {
    const place = await openWorkplace();
    const unset = await place.here(['credentials', 'set', '--json']);
    expect(unset.code).toBe(2);
    expect(documentOf(unset.stdout).error).toMatchObject({
      code: 'secret-missing',
      next: 'Pipe it in with --password-stdin.',
    });
    const missing = await place.here(['credentials', 'remove', '--json']);
    expect(documentOf(missing.stdout).error).toMatchObject({ code: 'usage', exitCode: 2 });
  });
});

/** Ends the simulator once it has started. */
function stopSoon(stop: (signal: SignalName) => void): () => void {
  stop('SIGTERM');
  return () => {};
}
