import { describe, expect, test } from 'vitest';
import { openWorkplace } from '../support/engine.js';

const authRecord = { platform: 'unix', username: 'scan', password: 'env:QUALYS_HOST_PASSWORD' };

describe('cancel', () => {
  test('cancels a detached scan, and says so when there is nothing left to cancel', async () => {
    const place = await openWorkplace({ scenario: 'scan-slow' });
    const detached = await place.run(['--detach']);
    expect(detached.code, detached.stderr).toBe(5);
    const cancelled = await place.command(['cancel']);
    expect(cancelled, cancelled.stderr).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('is cancelled'),
    });
    expect(place.simulator.journal.filter(({ action }) => action === 'cancel')).toHaveLength(1);
    const again = await place.command(['cancel', 'results/state.json']);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing to cancel') });
  });

  test('names the missing state file', async () => {
    const place = await openWorkplace();
    const missing = await place.command(['cancel', 'elsewhere/state.json']);
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('elsewhere/state.json');
  });
});

describe('cleanup', () => {
  test('shows what the job left, removes it with --yes, and leaves what merely resembles it', async () => {
    const place = await openWorkplace({ config: { scan: { authRecord } } });
    const ran = await place.run();
    expect(ran.code, ran.stderr).toBe(0);
    const { groups, records } = place.simulator.account;
    const [groupsBefore, recordsBefore] = [groups.length, records.length];
    const changes = () => place.simulator.journal.filter((entry) => entry.changes).length;
    const before = changes();
    const shown = await place.command(['cleanup', '--job', 'payments-api']);
    expect(shown.stdout).toContain('Jenkins_AG_payments-api');
    expect(shown.stdout).toContain('Jenkins_unix_payments-api');
    expect(shown.stdout).toContain('--yes');
    expect(changes()).toBe(before);
    const removed = await place.command(['cleanup', '--job', 'payments-api', '--yes']);
    expect(removed.code, removed.stderr).toBe(0);
    expect(place.simulator.account.groups.length).toBe(groupsBefore - 1);
    expect(place.simulator.account.records.length).toBe(recordsBefore - 1);
    const gone = await place.command(['cleanup', '--job', 'payments-api']);
    expect(gone.stdout).toContain('no asset group and no auth record');
  });
});
