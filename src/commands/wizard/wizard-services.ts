import type { ErrorText } from '../../errors.js';
import type { LaunchOptions, RunningScan, WatchedVerdict, WizardServices } from '../../wizard/services.js';
import { wordedEvent } from '../../wizard/worded-services.js';
import { cancelAsked } from '../../workflow/run/asked-ends.js';
import type { ScanEvent } from '../../workflow/run/events.js';
import { stopReasonOf } from '../process/process-io.js';
import { forgetDraft, saveDraft } from './kept-answers.js';
import type { ScanAnswers } from './scans.js';
import type { ScanEnd, WizardWorld } from './world.js';

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
  let end: (how: ScanEnd) => void = () => undefined;
  const ending = new Promise<ScanEnd>((resolve) => {
    end = resolve;
  });
  world.scans.add(ending);
  const writtenFiles = async () => {
    const { filesOf } = await import('./scans.js');
    return filesOf(world, answers.draft);
  };
  const events = async function* (): AsyncGenerator<ScanEvent, void> {
    let last: ScanEvent | undefined;
    try {
      const { playScan } = await import('./scans.js');
      for await (const event of playScan(world, answers, options, stop.signal)) {
        last = event;
        yield event;
      }
    } finally {
      unsubscribe();
      const files = last?.type === 'judged' ? await writtenFiles() : [];
      world.scans.delete(ending);
      end({ event: last, files });
    }
  };
  return {
    launchedAt: options.resume?.launchedAt,
    events: events(),
    cancel: () => stop.abort(cancelAsked()),
    detach: () => stop.abort(stopReasonOf('SIGHUP')),
    writtenFiles,
  };
}

/** What the scan that a signal ended has to say, in the words of the screens; nothing where none was under way. */
export async function stoppedScan(
  scans: WizardWorld['scans'],
): Promise<{ readonly error?: ErrorText; readonly verdict?: WatchedVerdict }> {
  // One scan is watched at a time.
  const [end] = await Promise.all(scans);
  if (end?.event === undefined) return {};
  const event = wordedEvent(end.event);
  if (event.type === 'error') return { error: event.error };
  return event.type === 'judged' ? { verdict: { result: event.result, files: end.files, rerun: null } } : {};
}
