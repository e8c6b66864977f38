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
