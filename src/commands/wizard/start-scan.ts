import type { LaunchOptions, RunningScan } from '../../wizard/services.js';
import type { ScanEvent } from '../../workflow/events.js';
import { cancelAsked } from '../../workflow/stop-scan.js';
import { stopReasonOf } from '../stop-reasons.js';
import type { WizardWorld } from './connect-draft.js';
import type { ScanAnswers } from './scans.js';

/** Starts a scan, or takes up one that was left running. */
export function startScan(
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
    events: events(),
    cancel: () => stop.abort(cancelAsked()),
    detach: () => stop.abort(stopReasonOf('SIGHUP')),
    writtenFiles: async () => {
      const { filesOf } = await import('./scans.js');
      return filesOf(world, answers.draft);
    },
  };
}
