import type { ErrorText } from '../errors.js';
import { PcError } from '../errors.js';
import { sentence } from '../text/sentence.js';
import type { RunFacts } from './build-result.js';
import type { RunContext } from './run-context.js';

/** Signals must end the program quickly: one request, no retries. */
const CANCEL_TIMEOUT_MS = 4_000;

const cancelAskedCode = 'cancel-asked';

/** Why a run is stopped when a person asks for its scan to be cancelled, whichever run has launched it. */
export function cancelAsked(): PcError {
  return new PcError('Cancelled', {
    kind: 'interrupted',
    code: cancelAskedCode,
    next: 'Run again for a new scan.',
  });
}

/** True for {@link cancelAsked}. */
export function isCancelAsked({ code }: PcError): boolean {
  return code === cancelAskedCode;
}

/** What became of the scan, and what to do about it. */
export type StopWords = Required<Pick<ErrorText, 'why' | 'next'>>;

/** Cancels the scan that this run launched and says whether Qualys confirmed; a resumed one is left running. */
export async function stopScan(
  { deps, channel }: RunContext,
  {
    reference,
    launchedByThisRun,
    launchLost,
    scan,
  }: Pick<RunFacts, 'reference' | 'launchedByThisRun' | 'launchLost' | 'scan'>,
): Promise<StopWords> {
  if (reference === undefined) {
    return launchLost === true
      ? {
          why: 'The answer to the launch was lost: the scan may run in Qualys.',
          next: 'Run again: it is looked up first, and taken up when it runs.',
        }
      : { why: 'No scan was launched.', next: 'Run again for a new scan.' };
  }
  if (scan !== undefined) {
    return {
      why: `Scan ${reference} has ended in Qualys already; its posture was not judged.`,
      next: 'See what it found with --resume.',
    };
  }
  if (!launchedByThisRun) {
    return {
      why: `Scan ${reference} was launched by another run and goes on in Qualys.`,
      next: 'Take it up again with --resume, or cancel it with: qualys-pc cancel',
    };
  }
  channel.progress(`Cancelling scan ${reference}`);
  let refusal: string | undefined;
  try {
    refusal = await deps.api.cancelScan(reference, { timeoutMs: CANCEL_TIMEOUT_MS });
  } catch (cause) {
    if (!(cause instanceof PcError)) throw cause;
    return {
      why: `Qualys did not confirm that scan ${reference} is cancelled: ${sentence(cause.what)}`,
      next: 'Look in Qualys whether it still runs; cancel it with: qualys-pc cancel',
    };
  }
  if (refusal !== undefined) {
    return {
      why: `Qualys has nothing to cancel: scan ${reference} has ended already, it seems. ${refusal}`,
      next: 'See what it found with --resume, or look at it in Qualys.',
    };
  }
  // A state that cannot be written changes nothing about the scan, and must not hide what became of it.
  await deps.directory.markPhase('cancelled').catch(() => undefined);
  return {
    why: `Qualys confirmed: scan ${reference} is cancelled.`,
    next: 'Run again for a new scan.',
  };
}
