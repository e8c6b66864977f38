import { describe, expect, test } from 'vitest';
import type { AuthRecord } from '../../../src/qualys/resources/auth-records.js';
import { AuthRecordScreen } from '../../../src/screens/steps/auth-record.js';
import { keys, paste } from '../../support/draw.js';
import { hostDraft } from '../../wizard/answers.js';
import { drawStep, failed, loading, ready } from '../draw-step.js';

const draw = (options: Parameters<typeof drawStep>[2] = {}) =>
  drawStep('auth-record', AuthRecordScreen, options);
const record: AuthRecord = {
  id: '7',
  platform: 'unix',
  title: 'Jenkins_unix_payments-api',
  username: 'scan',
  ips: '10.20.30.40,10.20.31.1-10.20.31.3',
};

test('none asks nothing more and goes on', async () => {
  const screen = draw({ draft: { ...hostDraft, authKind: 'none' } });
  await screen.see('◉ None: the records in Qualys stay as they are');
  await screen.miss('User name');
  screen.press(keys.enter);
  await expect.poll(() => screen.onForward).toHaveBeenCalledOnce();
});

test('the arrows choose the kind; windows asks for a domain too', async () => {
  const screen = draw({ draft: { ...hostDraft, authKind: 'none' } });
  screen.press(keys.down);
  await screen.see('◉ Unix');
  await screen.miss('Domain');
  screen.press(keys.down);
  await screen.see('◉ Windows');
  await screen.see('Domain');
});

test('a password is asked for, and is in no frame', async () => {
  const screen = draw();
  screen.press(keys.enter, keys.enter);
  await screen.see('The password is missing.');
  screen.press(paste('s3cret-Host\n'));
  await screen.miss('The password is missing.');
  expect(screen.seen.secrets.hostPassword).toBe('s3cret-Host');
  screen.press(keys.enter);
  await expect.poll(() => screen.onForward).toHaveBeenCalledOnce();
  expect(screen.frames.join('')).not.toContain('s3cret');
});

test('a user name that Windows does not take is told', async () => {
  const screen = draw({ draft: { ...hostDraft, authKind: 'windows', authUsername: 'a'.repeat(32) } });
  await screen.seeWords('A Windows user name has at most 31 characters; this one has 32.');
});

describe('The record of the job', () => {
  test('that exists says whom it logs in, and that it will be updated', async () => {
    const screen = draw({ lists: { authRecord: ready([record]) } });
    await screen.see('✓ Jenkins_unix_payments-api exists: user scan, 4 addresses.');
    await screen.see('It will be updated with these answers');
  });

  test('that does not exist will be created', async () => {
    await draw().see('Jenkins_unix_payments-api does not exist and will be created.');
  });

  test('is being looked for', async () => {
    await draw({ lists: { authRecord: loading } }).see('Looking for Jenkins_unix_payments-api …');
  });

  test('that cannot be looked for says why', async () => {
    await draw({ lists: { authRecord: failed() } }).see('HTTP 500: Internal Server Error');
  });

  test('may keep its password, and then none is asked for', async () => {
    const screen = draw({ lists: { authRecord: ready([record]) }, facts: { authRecordExists: true } });
    screen.press(keys.tab, keys.tab, keys.tab, keys.space);
    await screen.see('☑ keep the password that the record has in Qualys');
    screen.press(keys.enter);
    await expect.poll(() => screen.onForward).toHaveBeenCalledOnce();
  });

  test('that does not exist has no password to keep', async () => {
    const screen = draw({
      draft: { ...hostDraft, authKeepsPassword: true },
      facts: { authRecordExists: false },
    });
    await screen.see('Jenkins_unix_payments-api does not exist: there is no password to keep.');
    screen.press(keys.tab, keys.enter);
    await screen.see('There is no record yet whose password could be kept.');
    expect(screen.onForward).not.toHaveBeenCalled();
  });
});

test('at 40 columns the kinds of record are whole, and what the chosen one means stands below', async () => {
  const screen = drawStep('auth-record', AuthRecordScreen, {
    draft: { authKind: 'none' },
    terminal: { columns: 40, rows: 20 },
  });
  await screen.see('◉ None');
  await screen.seeWords('The records in Qualys stay as they are.');
  expect(screen.frame()).not.toContain('…');
});

describe('Existing records to pick', () => {
  const draft = { ...hostDraft, authKind: 'existing', authExisting: undefined } as const;
  const lists = {
    authRecords: ready([record, { ...record, id: '8', platform: 'windows' as const, title: 'DMZ domain' }]),
  };

  test('are listed with their kind, user and addresses; the one that is taken asks for no login', async () => {
    const screen = draw({ draft, lists });
    await screen.see(/Jenkins_unix_payments-api +Unix {2}user scan {2}4 addresses/);
    await screen.miss('User name');
    screen.press(keys.tab, keys.down, keys.space);
    await screen.see(/◉ DMZ domain/);
    expect(screen.seen.draft.authExisting).toEqual({ title: 'DMZ domain', platform: 'windows' });
    screen.press(keys.enter);
    await expect.poll(() => screen.onForward).toHaveBeenCalledOnce();
  });

  test('no list answers by itself: a record of the file stays while they are read', async () => {
    const screen = draw({
      draft: { ...draft, authExisting: { title: 'DMZ domain' } },
      lists: { authRecords: loading },
    });
    screen.press(keys.tab);
    await screen.see(/❯ ◉ DMZ domain +state not read yet/);
    screen.press(keys.enter);
    await expect.poll(() => screen.onForward).toHaveBeenCalledOnce();
    expect(screen.seen.draft.authExisting).toEqual({ title: 'DMZ domain' });
  });
});
