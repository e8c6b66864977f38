import { PcError } from '../errors.js';
import type { Failure } from './failure.js';

/** True when the call may have been carried out although no answer says so (fact sheet 4.4). */
export function isAmbiguous(failure: Failure): boolean {
  switch (failure.type) {
    case 'garbled':
      return true;
    case 'network':
      return failure.problem === 'lost' || failure.problem === 'timeout';
    case 'status':
      return failure.status >= 500 || failure.status === 409 || failure.status === 429;
    case 'refused':
      return (
        ['999', '1981', '1999'].includes(failure.code) ||
        (failure.status >= 500 && !/^20\d\d$/.test(failure.code))
      );
  }
}

/** The error of a call that must not be sent again blindly. Its code is `answer-lost`. */
export function lostError(error: PcError, purpose: string): PcError {
  return new PcError(`It is not known whether Qualys did what it was asked: ${purpose}.`, {
    kind: 'unreachable',
    code: 'answer-lost',
    why: error.why === undefined ? error.what : `${error.what} ${error.why}`,
    next: 'Run again: what exists is looked up first, nothing is made twice.',
  });
}

/** The error of a wait that would take longer than the run may. */
export function tooLongError(error: PcError, { waitMs, nowMs }: { waitMs: number; nowMs: number }): PcError {
  const until = `${new Date(nowMs + waitMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return new PcError(`Qualys allows the next call of this kind at ${until}, too late to wait for.`, {
    kind: error.kind,
    code: error.code,
    why: error.why === undefined ? error.what : `${error.what} ${error.why}`,
    next: `Try again after ${until}; a run waits as long as timeouts.timeout allows.`,
  });
}
