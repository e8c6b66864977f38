import type { ErrorCode, ReasonCode } from '../../error-codes.js';
import type { Reason, Result } from '../results/result.js';

/** Notes that merely inform, as against those that a person should act on. */
const informing = new Set(['not-alive', 'exclusion-unused', 'baseline-fixed', 'instance-stopped']);

/** True for a note that counts as a warning. */
export function isWarning({ code }: Reason): boolean {
  return !informing.has(code);
}

/** A policy that is evaluated and has nothing to say of the hosts. */
export function noApplicableNote({
  id,
  title,
}: {
  readonly id: string;
  readonly title: string;
}): GivenReason {
  return {
    code: 'no-applicable-control',
    what: `Policy "${title}" (${id}) has no control that applies to the hosts.`,
  };
}

/** Exclusions that have ended, and those that matched nothing. */
export function exclusionNotes(
  exclusions: readonly Pick<Result['exclusions'][number], 'cids' | 'expires' | 'expired' | 'matched'>[],
): GivenReason[] {
  return exclusions.flatMap<GivenReason>(({ cids, expires, expired, matched }) => {
    if (expired)
      return [
        {
          code: 'exclusion-expired',
          what: `The exclusion of ${cids} expired on ${expires} and excludes nothing any more.`,
        },
      ];
    if (matched > 0) return [];
    return [{ code: 'exclusion-unused', what: `The exclusion of ${cids} matched nothing.` }];
  });
}

/** What a baseline holds back without need. */
export function baselineNotes(fixed: number): GivenReason[] {
  if (fixed === 0) return [];
  const failures = fixed === 1 ? 'failure is' : 'failures are';
  return [{ code: 'baseline-fixed', what: `${fixed} baselined ${failures} fixed: the baseline can shrink.` }];
}

/** A reason that this program gives; one that is read from a file may be of another version. */
export interface GivenReason extends Reason {
  code: ErrorCode | ReasonCode;
}
