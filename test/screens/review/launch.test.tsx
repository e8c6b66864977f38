import { describe, expect, test } from 'vitest';
import { keys } from '../../support/draw.js';
import { passingScan, scanOf } from '../events.js';
import { serverError, somePlan } from '../fake-services.js';
import { openAtReview } from '../open-app.js';

describe('Review', () => {
  test('launches after the plan was read, and shows the verdict', async () => {
    const app = await openAtReview();
    app.services.launch.mockReturnValue(scanOf(passingScan, ['qualys-pc-results/report.html']));
    app.press(keys.enter);
    await app.see('PASSED');
    await app.see('qualys-pc-results/report.html');
    await app.see('qualys-pc run --config qualys-pc.yaml');
    app.press('q');
    await expect.poll(() => app.onEnd.mock.calls.length).toBe(1);
    expect(app.onEnd.mock.calls[0]?.[0]).toMatchObject({ exitCode: 0 });
  });

  test('keeps its plan while a file is saved, and reads it afresh after a scan has changed what is there', async () => {
    const app = await openAtReview();
    expect(app.services.plan).toHaveBeenCalledTimes(1);
    app.press(keys.down, keys.enter);
    await app.see('Save the config');
    app.press(keys.esc);
    await app.see('In Qualys this will');
    expect(app.services.plan).toHaveBeenCalledTimes(1);
    app.services.launch.mockReturnValue(scanOf(passingScan));
    app.press(keys.up, keys.enter);
    await app.see('PASSED');
    app.services.plan.mockReturnValue(new Promise(() => undefined));
    app.press(keys.esc);
    await app.see('Reading what this would change in Qualys');
    expect(app.services.plan).toHaveBeenCalledTimes(2);
  });

  test('asks in words before addresses cost licences or a record is overwritten', async () => {
    const plan = {
      ...somePlan,
      newIps: { count: '3', ips: '10.20.30.40-10.20.30.42' },
      changes: somePlan.changes.map((change) =>
        change.object === 'auth-record'
          ? { ...change, action: 'update' as const, before: 'user root, IP 10.20.30.1' }
          : change,
      ),
    };
    const app = await openAtReview({ account: { plan } });
    app.press(keys.enter);
    await app.see('Launch the scan with these changes?');
    await app.see('3 IPs are new to the account; each uses a licence.');
    await app.see('The auth record Jenkins_unix_payments-api is overwritten');
    app.press(keys.enter);
    await app.see('In Qualys this will');
    expect(app.services.launch).not.toHaveBeenCalled();
    app.press(keys.enter, keys.down, keys.enter);
    await expect.poll(() => app.services.launch.mock.calls.length).toBe(1);
    expect(app.services.launch.mock.calls[0]?.[2]).toEqual({ newIps: '3' });
  });

  test('a plan that cannot be made says why, r makes it again, and nothing can be launched', async () => {
    const app = await openAtReview();
    app.account.plan = serverError;
    app.press(keys.esc);
    await app.see('How long');
    app.press(keys.enter);
    await app.see('HTTP 500: Internal Server Error');
    app.press(keys.enter);
    app.account.plan = somePlan;
    app.press('r');
    await app.see('In Qualys this will');
    expect(app.services.launch).not.toHaveBeenCalled();
  });

  test('is whole at 80x24: every answer, every change and every ending', async () => {
    const titles = ['CIS Debian Linux 12 Benchmark v1.1.0, Level 2', 'Acme Hardening <base> & "more"'];
    const policies = titles.map(
      (name) =>
        ({ step: 'policies', action: 'update', object: 'policy', name, before: '', after: '' }) as const,
    );
    const changes = [...somePlan.changes.slice(1, 2), ...policies, ...somePlan.changes.slice(2)];
    const app = await openAtReview({
      account: {
        plan: { ...somePlan, changes, warnings: ['A look every second may be too often. '.repeat(3)] },
      },
    });
    const first = app.frame();
    for (const text of [
      'Connect ',
      'Timeouts ',
      '+ create',
      '~ add',
      '> launch',
      '! A look',
      '❯ Launch',
      'Pipeline',
    ])
      expect(first).toContain(text);
    expect(first).not.toMatch(/\d+ more ━/);
    app.press('p');
    await app.see(/· Acme Hardening\s+<base> & "more"/);
    app.press(keys.esc);
    await app.see('❯ Launch the scan');
    expect(app.frame()).toBe(first);
  });
});
