import { PcError } from '../../errors.js';
import { resumeWords, type ScanDeps } from './run-context.js';

/** The ending of a run that leaves its scan running: exit 5, with the reference. */
export function detached(reference: string, deps: Pick<ScanDeps, 'commands'>): PcError {
  return new PcError(`Detached: scan ${reference} goes on in Qualys`, {
    kind: 'timed-out',
    code: 'detached',
    next: resumeWords(deps),
  });
}

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
