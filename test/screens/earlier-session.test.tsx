import { describe, expect, test } from 'vitest';
import type { Draft } from '../../src/wizard/draft.js';
import { keys, paste } from '../support/draw.js';
import { ec2Draft, hostDraft } from '../wizard/answers.js';
import { nowMs } from './fake-services.js';
import { connectTo, openApp } from './open-app.js';

describe('What an earlier session left', () => {
  const savedAt = new Date(nowMs - 3_600_000).toISOString();
  const detachedOf = (draft: Draft) => ({
    reference: 'compliance/1',
    title: 'payments-api_1',
    launchedAt: savedAt,
    draft,
  });

  test('is offered at the start; going on leads to the first step that was not answered', async () => {
    const app = openApp({
      start: { keptDraft: { draft: { ...hostDraft, authKind: 'none' }, reached: 4, savedAt } },
    });
    await app.see('Go on with the answers from 1 hour ago (acme2ab1 on US2, 4 of 7 steps)');
    app.press(keys.enter);
    await app.see('❯ Password');
    app.press(keys.enter);
    await app.see('Connected.');
    app.press(keys.enter);
    await app.see('Which option profile');
  });

  test('is told whole at 40 columns too', async () => {
    const detachedScan = detachedOf(ec2Draft);
    const app = openApp({
      start: { keptDraft: { draft: hostDraft, reached: 4, savedAt }, detachedScan },
      terminal: { columns: 40, rows: 20 },
    });
    for (const text of [
      'payments-api_1',
      'compliance/1',
      'launched 1 hour ago',
      'Resume the scan that still runs',
    ])
      await app.see(text);
    await app.see(/Answers from 1 hour ago \(acme2ab1 on\s+US2, 4 of 7 steps\)/);
    expect(app.frame()).not.toContain('…');
  });

  test('can be left alone', async () => {
    const app = openApp({ start: { keptDraft: { draft: hostDraft, reached: 4, savedAt } } });
    await app.see('Start anew');
    app.press(keys.down, keys.enter);
    await app.see('❯ Platform');
    await app.see('such as acme2ab1');
  });

  test('a scan that still runs is resumed once the account is connected', async () => {
    const detachedScan = detachedOf(ec2Draft);
    const app = openApp({ start: { detachedScan } });
    await app.see('Resume the scan that still runs, launched 1 hour ago');
    app.press(keys.enter);
    await app.see('Connect to resume compliance/1');
    app.press(keys.enter);
    await app.see('Connected.');
    app.press(keys.enter);
    await expect.poll(() => app.services.launch.mock.calls.length).toBe(1);
    expect(app.services.launch.mock.calls[0]).toMatchObject([ec2Draft, {}, { resume: detachedScan }]);
  });

  test('a scan that still runs is offered to who names a config too, before what the file says', async () => {
    const detachedScan = detachedOf(hostDraft);
    const start = { prefilled: hostDraft, configPath: 'qualys-pc.yaml', detachedScan };
    const app = openApp({ start: { ...start, keptDraft: { draft: hostDraft, reached: 4, savedAt } } });
    await app.see('❯ Resume the scan that still runs, launched 1 hour ago');
    expect(app.frame()).not.toContain('Go on with the answers');
    app.press(keys.enter);
    await app.see('Connect to resume compliance/1');
    const other = openApp({ start });
    await other.see('Resume the scan that still runs');
    other.press(keys.down, keys.enter);
    await other.see(/Connect to Qualys +from qualys-pc\.yaml/);
  });

  test('a scan of another job of the file is not offered', async () => {
    const app = openApp({
      start: {
        prefilled: hostDraft,
        configPath: 'qualys-pc.yaml',
        jobInFile: 'ledger',
        detachedScan: {
          reference: 'compliance/1',
          title: 'other_1',
          launchedAt: savedAt,
          draft: { ...hostDraft, jobName: 'other' },
        },
      },
    });
    await app.see('Connect to Qualys');
    expect(app.frames.join('')).not.toContain('Resume');
  });

  test('is kept as one goes, without a password', async () => {
    const app = openApp();
    await connectTo(app);
    await expect
      .poll(() => app.services.saveDraft.mock.lastCall?.[0])
      .toMatchObject({
        draft: { platform: 'US2', username: 'acme2ab1' },
        reached: 1,
      });
    expect(JSON.stringify(app.services.saveDraft.mock.calls)).not.toContain('s3cret');
    expect(app.frames.join('')).not.toContain('s3cret');
  });

  test('is kept to the last letter when the wizard closes', async () => {
    const app = openApp();
    app.press(paste('us2'));
    await app.see('qualysapi.qg2');
    app.press(keys.ctrlC);
    await app.see('Leave the wizard?');
    app.press(keys.ctrlC);
    await expect
      .poll(() => app.services.saveDraft.mock.lastCall?.[0])
      .toMatchObject({ draft: { platform: 'US2' } });
  });
});
