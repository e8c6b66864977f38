import { PcError } from '../../errors.js';
import type { Failure } from './failure.js';
import { refusals } from './refusals.js';

/** What to do after a failed attempt. */
export interface Retry {
  readonly waitMs: number;
  readonly reason: 'concurrency' | 'rate' | 'transient';
}

export interface Attempt {
  readonly failure: Failure;
  /** How often the call was sent, this failure included; from 1. */
  readonly attempt: number;
  /** True when sending twice leaves Qualys as sending once would. */
  readonly repeatable: boolean;
  /** 0 to 1, spreads callers that were refused at the same time. */
  readonly jitter: number;
  /** Most attempts after failures that may pass, for a caller with a better way than trying on. */
  readonly mostTransient?: number | undefined;
}

const seconds = 1000;
/** Qualys counts its wait in whole seconds; a little more keeps the next call from coming too early. */
const marginMs = 3 * seconds;
const mostReadAttempts = 5;
const mostGarbledAttempts = 3;
const mostBlockedAttempts = 40;

/**
 * Decides whether and when a failed call is sent again (fact sheet 4.3, 4.4 and 5).
 * @returns undefined when it must not be.
 */
export function retryOf({ failure, attempt, repeatable, jitter, mostTransient }: Attempt): Retry | undefined {
  const blocked = blockedRetry(failure, attempt, jitter);
  if (blocked !== undefined) return blocked;
  // The fate of the call is unknown, and a second one could do the work twice.
  if (!repeatable || attempt >= (mostTransient ?? mostReadAttempts)) return undefined;
  return transientRetry(failure, attempt, jitter);
}

/** Refused before it was carried out: the call did nothing, so even a launch may be sent again. */
function blockedRetry(failure: Failure, attempt: number, jitter: number): Retry | undefined {
  if (attempt >= mostBlockedAttempts || failure.type !== 'refused') return undefined;
  const waitSec = waitHintSec(failure);
  switch (failure.code) {
    case '1960':
      return { waitMs: backoffMs(attempt, 2 * seconds, jitter), reason: 'concurrency' };
    case '1965':
      return { waitMs: waitSec === undefined ? 60 * seconds : waitSec * seconds + marginMs, reason: 'rate' };
    case '1920':
    case '1959':
    case '1966':
      if (waitSec !== undefined) return { waitMs: waitSec * seconds + marginMs, reason: 'rate' };
      return attempt > 2
        ? undefined
        : { waitMs: backoffMs(attempt, 2 * seconds, jitter), reason: 'concurrency' };
    default:
      return undefined;
  }
}

/** SECONDS_TO_WAIT of the body or the header, whichever is longer. */
function waitHintSec(failure: Extract<Failure, { type: 'refused' }>): number | undefined {
  const told = Number(failure.items.SECONDS_TO_WAIT ?? Number.NaN);
  const hints = [told, failure.toWaitSec ?? Number.NaN].filter((value) => value > 0);
  return hints.length === 0 ? undefined : Math.max(...hints);
}

function transientRetry(failure: Failure, attempt: number, jitter: number): Retry | undefined {
  if (failure.type === 'garbled') {
    const broken = failure.problem === 'cut-off' || failure.problem === 'empty';
    return broken && attempt < mostGarbledAttempts
      ? { waitMs: backoffMs(attempt, seconds, jitter), reason: 'transient' }
      : undefined;
  }
  switch (failure.type) {
    case 'network':
      return lastsOrPasses[failure.problem] === 'passes'
        ? { waitMs: backoffMs(attempt, seconds, jitter), reason: 'transient' }
        : undefined;
    case 'refused':
      return refusedRetry(failure, attempt, jitter);
    case 'status':
      return statusRetry(failure, attempt, jitter);
  }
}

/** A name that does not resolve or a certificate that is not trusted will not be better in a second. */
const lastsOrPasses = {
  dns: 'lasts',
  tls: 'lasts',
  proxy: 'lasts',
  'proxy-credentials': 'lasts',
  refused: 'passes',
  unreachable: 'passes',
  lost: 'passes',
  timeout: 'passes',
} as const;

function refusedRetry(
  failure: Extract<Failure, { type: 'refused' }>,
  attempt: number,
  jitter: number,
): Retry | undefined {
  if (failure.code === '1999')
    return { waitMs: backoffMs(attempt, 60 * seconds, jitter), reason: 'transient' };
  if (failure.code === '1981')
    return { waitMs: backoffMs(attempt, 5 * seconds, jitter), reason: 'transient' };
  if (failure.code === '999') return { waitMs: backoffMs(attempt, seconds, jitter), reason: 'transient' };
  // QPS has no numbers; its limits show in the status or in the word (fact sheet 18.1).
  if (failure.status === 429 || failure.code === 'LIMIT_EXCEEDED' || isUnnumbered409(failure)) {
    return { waitMs: (waitHintSec(failure) ?? 60) * seconds + marginMs, reason: 'rate' };
  }
  const numbered = /^\d+$/.test(failure.code);
  return failure.status >= 500 && !(numbered && failure.code.startsWith('20'))
    ? { waitMs: backoffMs(attempt, seconds, jitter), reason: 'transient' }
    : undefined;
}

function isUnnumbered409({ status, code }: Extract<Failure, { type: 'refused' }>): boolean {
  return status === 409 && !/^\d+$/.test(code);
}

function statusRetry(
  { status, toWaitSec }: Extract<Failure, { type: 'status' }>,
  attempt: number,
  jitter: number,
): Retry | undefined {
  // A refusal of rate names its wait; one of concurrency does not (fact sheet 4.2).
  if (status === 409 && toWaitSec === undefined)
    return { waitMs: backoffMs(attempt, 2 * seconds, jitter), reason: 'concurrency' };
  if (status === 429 || status === 409) {
    return { waitMs: (toWaitSec ?? 60) * seconds + marginMs, reason: 'rate' };
  }
  if (status < 500) return undefined;
  const waitMs = toWaitSec === undefined ? backoffMs(attempt, seconds, jitter) : toWaitSec * seconds;
  return { waitMs, reason: 'transient' };
}

/** Doubles from the base up to a minute (or the base, when that is longer), with a quarter of jitter on top. */
function backoffMs(attempt: number, baseMs: number, jitter: number): number {
  const capMs = Math.max(60 * seconds, baseMs);
  return Math.round(Math.min(baseMs * 2 ** (attempt - 1), capMs) * (1 + jitter / 4));
}

/**
 * True when the call may have been carried out although no answer says so. Unknown is the default: a page with any
 * status may stand in the place of an answer. Only a code of Qualys that refuses, or an error before the first byte
 * of the request was written, proves that nothing was done (design, section 4, step 7).
 */
export function isAmbiguous(failure: Failure): boolean {
  switch (failure.type) {
    case 'network':
      return failure.isSent;
    case 'refused':
      return !isRefusalCode(failure.code) || (failure.status >= 500 && !/^20\d\d$/.test(failure.code));
    case 'garbled':
    case 'status':
      return true;
  }
}

/** Codes that say "not now" of work that may be under way (fact sheet 5). */
const undecidedCodes = ['999', '1981', '1999'];

/** FO and V1 refuse by numbers, QPS by words of the fact sheet; whatever else stands there is not known to be one. */
function isRefusalCode(code: string): boolean {
  if (undecidedCodes.includes(code)) return false;
  return /^\d{3,5}$/.test(code) || Object.hasOwn(refusals, code.toUpperCase());
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

/** The error of a call that is not sent any more. */
export function outOfTime(): PcError {
  return new PcError('The time for this run is used up.', {
    kind: 'timed-out',
    code: 'timed-out',
    why: 'Its timeout ended before everything was asked of Qualys.',
    next: 'Run again, or raise timeouts.timeout.',
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
