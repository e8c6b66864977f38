import * as z from 'zod';
import { type Draft, keepableDraft, readDraft } from '../../wizard/draft.js';
import type { KeptDraft, RecentAccount } from '../../wizard/services.js';
import { reviewIndex } from '../../wizard/steps.js';
import type { PersonalStore } from '../personal-store.js';

const keptDraft = z.object({
  draft: z.unknown(),
  reached: z.int().min(0).max(reviewIndex),
  savedAt: z.iso.datetime(),
});
const recentAccount = z.object({
  platform: z.string(),
  apiServer: z.string(),
  username: z.string(),
  usedAt: z.iso.datetime(),
});
const durations = z.record(z.string(), z.array(z.number().positive()));

const mostAccounts = 5;
/** Earlier scans that an estimate looks back on. */
const mostDurations = 10;

/** The draft of an earlier session, unless there is none or it is of another version. */
export function readKeptDraft(store: PersonalStore): KeptDraft | undefined {
  const kept = keptDraft.safeParse(store.get('draft'));
  const draft = kept.success ? readDraft(kept.data.draft) : undefined;
  return kept.success && draft !== undefined ? { ...kept.data, draft } : undefined;
}

export function keepDraft(store: PersonalStore, kept: KeptDraft): void {
  store.set('draft', { ...kept, draft: keepableDraft(kept.draft) });
}

export function forgetDraft(store: PersonalStore): void {
  store.set('draft', undefined);
}

/** Keeps the answers that a scan was launched with: only they can take it up again. */
export function rememberLaunch(store: PersonalStore, draft: Draft): void {
  store.set('launched', keepableDraft(draft));
}

/** The answers of the scan that was launched last. */
export function launchedDraft(store: PersonalStore): Draft | undefined {
  return readDraft(store.get('launched'));
}

/** Newest first. */
export function readRecentAccounts(store: PersonalStore): readonly RecentAccount[] {
  const accounts = z.array(recentAccount).safeParse(store.get('recentAccounts'));
  return accounts.success ? accounts.data : [];
}

export function keepRecentAccount(store: PersonalStore, account: RecentAccount): void {
  const others = readRecentAccounts(store).filter(
    ({ platform, apiServer, username }) =>
      platform !== account.platform || apiServer !== account.apiServer || username !== account.username,
  );
  store.set('recentAccounts', [account, ...others].slice(0, mostAccounts));
}

/** Seconds that earlier scans with an option profile took, newest last; the shape is the workflow's ScanHistory. */
export function scanHistory(store: PersonalStore): {
  durations: (optionProfileId: string) => readonly number[];
  record: (optionProfileId: string, seconds: number) => void;
} {
  const read = () => {
    const parsed = durations.safeParse(store.get('durations'));
    return parsed.success ? parsed.data : {};
  };
  return {
    durations: (optionProfileId) => read()[optionProfileId] ?? [],
    record: (optionProfileId, seconds) => {
      const before = read();
      const own = [...(before[optionProfileId] ?? []), seconds].slice(-mostDurations);
      store.set('durations', { ...before, [optionProfileId]: own });
    },
  };
}
