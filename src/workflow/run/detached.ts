import { PcError } from '../../errors.js';

/** The ending of a run that leaves its scan running: exit 5, with the reference. */
export function detached(reference: string): PcError {
  return new PcError(`Detached: scan ${reference} goes on in Qualys`, {
    kind: 'timed-out',
    code: 'detached',
    next: 'Resume it with --resume.',
  });
}
