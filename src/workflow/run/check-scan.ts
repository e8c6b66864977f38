import { checkRequest } from '../plan/check-request.js';
import type { ScanRequest } from '../plan/scan-request.js';
import { connectAccount } from '../steps/connect.js';
import type { ScanEvent } from './events.js';
import { contextOf, play } from './play-run.js';
import type { RunOptions, ScanDeps } from './run-context.js';
import { reportWaits } from './wait-words.js';

/** Steps 1 and 2 only: proves that everything is there and says the plan. Changes nothing. */
export async function* checkScan(
  request: ScanRequest,
  deps: ScanDeps,
  options: RunOptions,
): AsyncGenerator<ScanEvent, void> {
  const context = contextOf(request, deps, options);
  const stopReporting = reportWaits(context);
  try {
    yield* play(context, async () => {
      checkRequest(request);
      await connectAccount(context);
      // Not before: the first request of a command waits for no step behind it.
      const [{ resolveGroups }, { nameUncut }, { surveyTarget }] = await Promise.all([
        import('../units/resolve-groups.js'),
        import('../units/resolve-instances.js'),
        import('../steps/target.js'),
      ]);
      await resolveGroups(context, undefined);
      nameUncut(context);
      await surveyTarget(context);
    });
  } finally {
    stopReporting();
  }
}
