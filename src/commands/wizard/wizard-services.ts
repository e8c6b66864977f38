import type { LaunchOptions, RunningScan, WizardServices } from '../../wizard/services.js';
import { cancelAsked } from '../../workflow/run/asked-ends.js';
import type { ScanEvent } from '../../workflow/run/events.js';
import { stopReasonOf } from '../process/process-io.js';
import { forgetDraft, saveDraft } from './kept-answers.js';
import type { ScanAnswers } from './scans.js';
import type { WizardWorld } from './world.js';

/** WizardServices backed by the API, files and keychain. Each is imported on first use: the first frame waits for none. */
export function wizardServices(world: WizardWorld): WizardServices {
  const { io, store } = world;
  return {
    connect: async (draft, secrets, signal) => {
      const { openSession } = await import('./account.js');
      return openSession(world, draft, secrets, signal);
    },
    plan: async (draft, secrets, signal) => {
      const { planScan } = await import('./scans.js');
      return planScan(world, { draft, secrets, signal });
    },
    launch: (draft, secrets, options) => startScan(world, { draft, secrets, options }),
    saveConfig: async (config, path, accepted) => {
      const { saveConfig } = await import('./save-file.js');
      return saveConfig(config, { path, accepted }, io);
    },
    jobsWith: async (config, path) => {
      const { jobsWith } = await import('./save-file.js');
      return jobsWith(config, path, io);
    },
    saveText: async (text, path, accepted) => {
      const { saveFile } = await import('./save-file.js');
      return saveFile({ text, path, accepted }, io);
    },
    remember: async (draft, secrets) => {
      const { rememberPassword } = await import('./account.js');
      return rememberPassword(world, draft, secrets);
    },
    saveDraft: (kept) => saveDraft(store, kept),
    forgetDraft: () => forgetDraft(store),
  };
}

/** Imports what the first frame does without, in the order of its use. */
export async function warmUp(): Promise<void> {
  await import('./account.js');
  await import('../../qualys/create-qualys-api.js');
  await import('./scans.js');
  await import('./save-file.js');
}

/** Starts a scan, or resumes one that was left running. */
function startScan(
  world: WizardWorld,
  { options, ...answers }: ScanAnswers & { readonly options: LaunchOptions },
): RunningScan {
  const stop = new AbortController();
  const unsubscribe = world.io.signals.subscribe((signal) => stop.abort(stopReasonOf(signal)));
  let end: () => void = () => undefined;
  const ending = new Promise<void>((resolve) => {
    end = resolve;
  });
  world.scans.add(ending);
  const events = async function* (): AsyncGenerator<ScanEvent, void> {
    try {
      const { playScan } = await import('./scans.js');
      yield* playScan(world, answers, options, stop.signal);
    } finally {
      unsubscribe();
      world.scans.delete(ending);
      end();
    }
  };
  return {
    launchedAt: options.resume?.launchedAt,
    events: events(),
    cancel: () => stop.abort(cancelAsked()),
    detach: () => stop.abort(stopReasonOf('SIGHUP')),
    writtenFiles: async () => {
      const { filesOf } = await import('./scans.js');
      return filesOf(world, answers.draft);
    },
  };
}
