import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openPersonalStore } from '../../../src/commands/process/personal-store.js';
import { personalHistory } from '../../../src/commands/run/create-run.js';
import {
  forgetDraft,
  readRecentAccounts,
  saveDraft,
  saveRecentAccount,
} from '../../../src/commands/wizard/kept-answers.js';
import { readKeptDraft } from '../../../src/commands/wizard/prefilled.js';
import { hostDraft } from '../../wizard/answers.js';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'qualys-pc-home-'));
});
afterEach(() => {
  chmodSync(home, 0o700);
  rmSync(home, { recursive: true });
});

const open = () => openPersonalStore({ env: { QUALYS_PC_HOME: home } });
const savedAt = '2026-05-04T09:29:58.000Z';

describe('A draft', () => {
  test('is there again in the next session', async () => {
    saveDraft(await open(), { draft: hostDraft, reached: 3, savedAt });
    expect(readKeptDraft(await open())).toEqual({ draft: hostDraft, reached: 3, savedAt });
  });

  test('is gone once it is forgotten', async () => {
    saveDraft(await open(), { draft: hostDraft, reached: 3, savedAt });
    forgetDraft(await open());
    expect(readKeptDraft(await open())).toBeUndefined();
  });

  test('never takes the name of a config file that is looked for', async () => {
    saveDraft(await open(), { draft: hostDraft, reached: 3, savedAt });
    expect(readdirSync(home).filter((name) => name.startsWith('qualys-pc.'))).toEqual([]);
  });

  test('lies in a file that only its owner reads', async () => {
    saveDraft(await open(), { draft: hostDraft, reached: 3, savedAt });
    expect(statSync(join(home, 'personal.json')).mode & 0o777).toBe(0o600);
  });

  test('with a login typed into the proxy is kept without it', async () => {
    saveDraft(await open(), { draft: { ...hostDraft, proxy: 'ci:s3cret@proxy:1' }, reached: 0, savedAt });
    expect(readFileSync(join(home, 'personal.json'), 'utf8')).not.toContain('s3cret');
  });

  test.each(['{', '[]', '{"draft":{"draft":{},"reached":99}}', '{"draft":null,"recentAccounts":7}'])(
    'in a damaged file is as good as none: %s',
    async (text) => {
      writeFileSync(join(home, 'personal.json'), text);
      expect(readKeptDraft(await open())).toBeUndefined();
      expect(readRecentAccounts(await open())).toEqual([]);
    },
  );
});

test('a home that cannot be written costs the memory, not the session', async () => {
  writeFileSync(join(home, 'file'), '');
  const store = await openPersonalStore({ env: { QUALYS_PC_HOME: join(home, 'file', 'below') } });
  saveDraft(store, { draft: hostDraft, reached: 3, savedAt });
  expect(readKeptDraft(store)?.draft).toEqual(hostDraft);
});

test('recent accounts come newest first, each once, five at most', async () => {
  const store = await open();
  const account = (username: string) => ({ platform: 'US2', apiServer: '', username, usedAt: savedAt });
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'a']) saveRecentAccount(store, account(name));
  expect(readRecentAccounts(await open()).map(({ username }) => username)).toEqual(['a', 'f', 'e', 'd', 'c']);
});

test('the last ten durations of a profile are remembered, newest last', async () => {
  const history = personalHistory({ env: { QUALYS_PC_HOME: home } });
  for (let seconds = 1; seconds <= 12; seconds += 1) await history.record('9001', seconds);
  expect(await history.durations('9001')).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(await history.durations('9002')).toEqual([]);
});

test('a damaged recent account is left out, the others stay', async () => {
  const account = { platform: 'US2', apiServer: '', username: 'acme2ab1', usedAt: savedAt };
  const recentAccounts = [
    null,
    'acme',
    { ...account, username: 7 },
    { ...account, usedAt: 'never' },
    account,
  ];
  writeFileSync(join(home, 'personal.json'), JSON.stringify({ recentAccounts }));
  expect(readRecentAccounts(await open())).toEqual([account]);
});
