import { PcError } from '../errors.js';
import type { RunFacts } from './build-result.js';
import type { RunContext } from './run-context.js';

/** Signals must end the program quickly: one request, no retries. */
const CANCEL_TIMEOUT_MS = 4_000;

/** Cancels the scan that this run launched and says whether Qualys confirmed; a resumed one is left running. */
export async function stopScan(
  { deps, channel }: RunContext,
  { reference, launchedByThisRun }: Pick<RunFacts, 'reference' | 'launchedByThisRun'>,
): Promise<void> {
  if (reference === undefined) {
    channel.warning('Stopped before a scan was launched');
    return;
  }
  if (!launchedByThisRun) {
    channel.warning(`Scan ${reference} was launched by another run and goes on in Qualys`);
    return;
  }
  try {
    await deps.api.cancelScan(reference, { timeoutMs: CANCEL_TIMEOUT_MS });
  } catch (cause) {
    if (!(cause instanceof PcError)) throw cause;
    channel.warning(`Qualys did not confirm that scan ${reference} is cancelled: ${cause.what}`);
    return;
  }
  const state = await deps.directory.readState();
  if (state !== undefined) await deps.directory.writeState({ ...state, phase: 'cancelled' });
  channel.progress(`Qualys confirmed: scan ${reference} is cancelled`);
}
