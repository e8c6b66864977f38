import type { WizardServices } from '../../wizard/services.js';
import type { WizardWorld } from './connect-draft.js';
import { forgetDraft, keepDraft } from './memories.js';
import { startScan } from './start-scan.js';

/** The wizard's wishes, fulfilled in the real world. What fulfils one is loaded behind the first frame. */
export function wizardServices(world: WizardWorld): WizardServices {
  const { io, store } = world;
  return {
    connect: async (draft, secrets, signal) => {
      const { openSession } = await import('./open-session.js');
      return openSession(world, draft, secrets, signal);
    },
    plan: async (draft, secrets, signal) => {
      const { planScan } = await import('./scans.js');
      return planScan(world, { draft, secrets, signal });
    },
    launch: (draft, secrets, options) => startScan(world, { draft, secrets, options }),
    saveConfig: async (config, path, overwrite) => {
      const { saveConfig } = await import('./save-file.js');
      return saveConfig(config, { path, overwrite }, io);
    },
    saveText: async (text, path, overwrite) => {
      const { saveFile } = await import('./save-file.js');
      return saveFile({ text, path, overwrite }, io);
    },
    remember: async (draft, secrets) => {
      const { rememberPassword } = await import('./remember-password.js');
      return rememberPassword(world, draft, secrets);
    },
    keepDraft: (kept) => keepDraft(store, kept),
    forgetDraft: () => forgetDraft(store),
  };
}

/** Loads what the first frame did without, in the order in which it will be asked for. */
export async function warmUp(): Promise<void> {
  await import('./open-session.js');
  await import('../../qualys/create-qualys-api.js');
  await import('./scans.js');
  await import('./save-file.js');
}
