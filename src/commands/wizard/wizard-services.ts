import { writeConfigText } from '../../config/save-config.js';
import type { WrittenConfig } from '../../config/schema.js';
import { qualysAccount } from '../../credentials/accounts.js';
import { createKeychain } from '../../credentials/keychain.js';
import { PcError } from '../../errors.js';
import type { QualysApi } from '../../qualys/qualys-api.js';
import type { Draft } from '../../wizard/draft.js';
import { profilePrefix } from '../../wizard/facts.js';
import type { Secrets } from '../../wizard/secrets.js';
import type { Session, WizardServices } from '../../wizard/services.js';
import { serversOf } from '../../workflow/scan-request.js';
import { accountOf, connectDraft, type WizardWorld } from './connect-draft.js';
import { forgetDraft, keepDraft, keepRecentAccount } from './memories.js';
import { saveFile } from './save-file.js';
import { planScan, startScan } from './scans.js';

/** The wizard's wishes, fulfilled in the real world. */
export function wizardServices(world: WizardWorld): WizardServices {
  const { io, store } = world;
  return {
    connect: (draft, secrets, signal) => openSession(world, draft, secrets, signal),
    plan: (draft, secrets, signal) => planScan(world, { draft, secrets, signal }),
    launch: (draft, secrets, options) => startScan(world, { draft, secrets, options }),
    saveConfig: (config, path, overwrite) =>
      saveFile({ text: configText(config, path), path, overwrite }, io),
    saveText: (text, path, overwrite) => saveFile({ text, path, overwrite }, io),
    remember: async (draft, secrets) => {
      const { apiServer } = serversOf(accountOf(draft, secrets));
      try {
        await createKeychain(io.clock).set(qualysAccount(apiServer, draft.username.trim()), secrets.password);
        return { kind: 'kept' };
      } catch (error) {
        if (!(error instanceof PcError)) throw error;
        return { kind: 'not-kept', reason: `The password is not remembered: ${error.why ?? error.what}` };
      }
    },
    keepDraft: (kept) => keepDraft(store, kept),
    forgetDraft: () => forgetDraft(store),
  };
}

function configText(config: WrittenConfig, path: string): string {
  return writeConfigText(config, path.toLowerCase().endsWith('.json') ? 'json' : 'yaml');
}

async function openSession(
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
    return { connection, ...listsOf(api), close: () => api.close() };
  } catch (error) {
    api.close();
    throw error;
  }
}

function listsOf(api: QualysApi): Omit<Session, 'connection' | 'close'> {
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
