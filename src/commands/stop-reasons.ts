import { PcError } from '../errors.js';
import type { SignalName } from './io.js';

/** What a signal means to a run: SIGINT and SIGTERM cancel the scan it launched, SIGHUP leaves it running. */
export function stopReasonOf(signal: SignalName): PcError {
  switch (signal) {
    case 'SIGINT':
      return new PcError('Interrupted', {
        kind: 'interrupted',
        code: 'interrupted',
        next: 'Run again for a new scan.',
      });
    case 'SIGTERM':
      return new PcError('Terminated', {
        kind: 'terminated',
        code: 'terminated',
        next: 'Run again for a new scan.',
      });
    case 'SIGHUP':
      return new PcError('The terminal went away', {
        kind: 'timed-out',
        code: 'detached',
        next: 'Take the scan up again with --resume.',
      });
  }
}
