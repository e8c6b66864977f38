import { type Draft, keepableDraft } from '../../wizard/draft.js';
import type { KeptDraft, RecentAccount } from '../../wizard/services.js';
import type { PersonalStore } from '../process/personal-store.js';

const mostAccounts = 5;

export function saveDraft(store: PersonalStore, kept: KeptDraft): void {
  store.set('draft', { ...kept, draft: keepableDraft(kept.draft) });
}

export function forgetDraft(store: PersonalStore): void {
  store.set('draft', undefined);
}

/** Keeps the answers that a scan was launched with: resuming it takes the same ones. */
export function saveLaunch(store: PersonalStore, draft: Draft): void {
  store.set('launched', keepableDraft(draft));
}

/** Newest first. Read for the first frame, so without a schema. */
export function readRecentAccounts(store: PersonalStore): readonly RecentAccount[] {
  const accounts = store.get('recentAccounts');
  return Array.isArray(accounts) ? accounts.filter(isRecentAccount) : [];
}

function isRecentAccount(value: unknown): value is RecentAccount {
  const account: Partial<Record<keyof RecentAccount, unknown>> = Object(value);
  const { platform, apiServer, username, usedAt } = account;
  return (
    typeof platform === 'string' &&
    typeof apiServer === 'string' &&
    typeof username === 'string' &&
    typeof usedAt === 'string' &&
    !Number.isNaN(Date.parse(usedAt))
  );
}

export function saveRecentAccount(store: PersonalStore, account: RecentAccount): void {
  const others = readRecentAccounts(store).filter(
    ({ platform, apiServer, username }) =>
      platform !== account.platform || apiServer !== account.apiServer || username !== account.username,
  );
  store.set('recentAccounts', [account, ...others].slice(0, mostAccounts));
}
