import { type ErrorText, exitCode } from '../../errors.js';
import type { LaunchOptions, RunningScan, WatchedVerdict, WizardServices } from '../../wizard/services.js';
import { wordedEvent } from '../../wizard/worded-services.js';
import { cancelAsked } from '../../workflow/run/asked-ends.js';
import type { ScanEvent } from '../../workflow/run/events.js';
import type { SignalName } from '../process/io.js';
import { signalExitCodes, stopReasonOf } from '../process/process-io.js';
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
      const { isEnd, playScan } = await import('./scans.js');
      for await (const event of playScan(world, answers, options, stop.signal)) {
        if (isEnd(event)) last = event;
        yield event;
      }
    } finally {
      unsubscribe();
      // A signal waits for this end: a folder that cannot be read must not keep it back.
      const files = last?.type === 'judged' ? await writtenFiles().catch(() => []) : [];
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

/** How a signal ends the wizard, with what became of the scan that it ended too, in the words of the screens. */
interface SignalEnd {
  readonly exitCode: number;
  readonly error?: ErrorText;
  readonly verdict?: WatchedVerdict;
}

/** Waits for the scan that a signal ends too. Nothing is said where the terminal is gone, or in the demo, whose files go with it. */
export async function signalEnd(
  signal: SignalName,
  { scans, isDemo }: Pick<WizardWorld, 'scans'> & { readonly isDemo: boolean },
): Promise<SignalEnd> {
  const isGone = signal === 'SIGHUP';
  const code = isGone && scans.size > 0 ? exitCode.unfinished : signalExitCodes[signal];
  // One scan is watched at a time.
  const [end] = await Promise.all(scans);
  if (end?.event === undefined || isGone || isDemo) return { exitCode: code };
  const event = wordedEvent(end.event);
  if (event.type === 'error') return { exitCode: code, error: event.error };
  if (event.type !== 'judged') return { exitCode: code };
  return { exitCode: code, verdict: { result: event.result, files: end.files, rerun: null } };
}
