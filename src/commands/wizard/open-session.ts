import type { QualysApi } from '../../qualys/qualys-api.js';
import type { Draft } from '../../wizard/draft.js';
import { profilePrefix } from '../../wizard/facts.js';
import type { Secrets } from '../../wizard/secrets.js';
import type { Session } from '../../wizard/services.js';
import { connectDraft, type WizardWorld } from './connect-draft.js';
import { keepRecentAccount } from './memories.js';

/** Tests the connection that the answers describe, and remembers the account. */
export async function openSession(
  world: WizardWorld,
  draft: Draft,
  secrets: Secrets,
  signal: AbortSignal,
): Promise<Session> {
  const { api } = await connectDraft(world, draft, secrets);
  try {
    const connection = await api.withSignal(signal).connect();
    keepRecentAccount(world.store, {
      platform: draft.platform,
      apiServer: draft.apiServer,
      username: draft.username.trim(),
      usedAt: new Date(world.io.clock.now()).toISOString(),
    });
    return { connection, ...listsOf(api), askAgain: () => api.askAgain(), close: () => api.close() };
  } catch (error) {
    api.close();
    throw error;
  }
}

function listsOf(api: QualysApi): Omit<Session, 'connection' | 'askAgain' | 'close'> {
  return {
    listConnectors: (signal) => api.withSignal(signal).listConnectors(),
    findInstances: (ids, accountId, signal) => api.withSignal(signal).findInstances(ids, accountId),
    listScanners: (signal) => api.withSignal(signal).listScannerAppliances(),
    listOptionProfiles: async (signal) => {
      const profiles = await api.withSignal(signal).listOptionProfiles();
      return profiles.filter(({ title }) => title.startsWith(profilePrefix));
    },
    findAuthRecord: async (platform, title, signal) => {
      const records = await api.withSignal(signal).listAuthRecords(platform, title);
      return records.find((record) => record.title.toLowerCase() === title.toLowerCase());
    },
  };
}
