import { describe, expect, test } from 'vitest';
import { errorAnswer } from '../../src/simulator/error-answers.js';
import { isCall } from '../../src/simulator/exchange.js';
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

  test('never says that a scan is cancelled when Qualys refused: while it runs that is an error', async () => {
    const place = await openWorkplace({ scenario: 'scan-slow' });
    expect((await place.run(['--detach'])).code).toBe(5);
    place.simulator.intercept((request) =>
      isCall(request, 'scan/compliance', 'cancel')
        ? { kind: 'replace', answer: errorAnswer(1905, Date.now()) }
        : undefined,
    );
    const refused = await place.command(['cancel']);
    expect(refused.code, refused.stdout).toBe(3);
    expect(refused.stderr).toMatch(/^error .*did not cancel/m);
    expect(refused.stderr).toMatch(/^why .*1905.*It is (Queued|Running)/m);
    expect(JSON.parse(await place.file('results/state.json')).phase).toBe('launched');
  });

  test('says of a scan that has ended that there is nothing to cancel, and leaves it to be resumed', async () => {
    const place = await openWorkplace({ scenario: 'error-1905@scan/compliance:cancel' });
    expect((await place.run(['--detach'])).code).toBe(5);
    let cancelled = await place.command(['cancel']);
    while (cancelled.code === 3) cancelled = await place.command(['cancel']);
    expect(cancelled.code, cancelled.stderr).toBe(0);
    expect(cancelled.stdout).toMatch(/has ended already \(Finished\); there is nothing to cancel/);
    expect((await place.run(['--resume'])).code).toBe(0);
  });

  test('says of a scan that this user does not see that it was not cancelled', async () => {
    const place = await openWorkplace({ scenario: 'scan-slow' });
    expect((await place.run(['--detach'])).code).toBe(5);
    place.simulator.account.scans.length = 0;
    const refused = await place.command(['cancel']);
    expect(refused.code, refused.stdout).toBe(3);
    expect(refused.stderr).toMatch(/^why .*sees no such scan/m);
    expect(refused.stderr).toMatch(/^next .*account that launched it/m);
  });

  test('needs of the config only the account and the folder: flags may have given the rest', async () => {
    const place = await openWorkplace({ scenario: 'scan-slow', config: { scan: { optionProfile: null } } });
    expect((await place.run(['--detach', '--option-profile', '51491'])).code).toBe(5);
    const cancelled = await place.command(['cancel']);
    expect(cancelled.code, cancelled.stderr).toBe(0);
    expect(cancelled.stdout).toContain('is cancelled');
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

  test.each([
    ['the usual title', {}],
    ['a title of its own', { title: 'nightly' }],
  ])('removes nothing while a scan of the job with %s is under way', async (_name, scan) => {
    const place = await openWorkplace({ scenario: 'scan-slow', config: { scan } });
    expect((await place.run(['--detach'])).code).toBe(5);
    const before = place.simulator.journal.filter(({ changes }) => changes).length;
    const refused = await place.command(['cleanup', '--job', 'payments-api', '--yes']);
    expect(refused.code, refused.stdout).toBe(2);
    expect(refused.stderr).toMatch(/^error .*is (Queued|Running)/m);
    expect(place.simulator.journal.filter(({ changes }) => changes)).toHaveLength(before);
  });
});
