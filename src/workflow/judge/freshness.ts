import type { EvidenceKind } from '../results/result.js';
import { isSince, type PairDates } from './pair-dates.js';

/** What decides about a pair of policy and host besides its rows. Server times in ISO, absent where Qualys has none. */
export interface PairEvidence {
  readonly launchedAt: string;
  readonly scanEndedAt: string;
  /** LAST_COMPLIANCE_SCAN_DATETIME of the host. */
  readonly hostDate: string | undefined;
  /** The last read at which the host's date lay before the launch: an evaluation before it saw old data. */
  readonly hostLastOldAt: string | undefined;
  /** LAST_EVALUATED of the policy, read before the rows: read after them it would prove nothing about them. */
  readonly lastEvaluated: string | undefined;
}

/** What the rows of a pair prove at one read. */
export type PairState =
  /** `reads` is how many agreeing reads it takes. */
  | { readonly status: 'proved'; readonly kind: EvidenceKind; readonly detail: string; readonly reads: 1 | 2 }
  /** Host and policy evidence hold and there is no row: it settles when it stays so. */
  | { readonly status: 'no-rows' }
  | { readonly status: 'pending'; readonly code: PendingCode; readonly detail: string };

export type PendingCode = 'posture-missing' | 'posture-not-current' | 'rows-not-scanned' | 'no-evidence';

/** Whether host and policy evidence hold; an absent date never holds. */
export function evidenceHolds(evidence: PairEvidence): { readonly host: boolean; readonly policy: boolean } {
  const { hostDate, launchedAt, lastEvaluated } = evidence;
  return {
    host: isSince(hostDate, launchedAt),
    policy: isSinceBound(lastEvaluated, evidence),
  };
}

/**
 * At or after the host's scan date and the scan's end, each within the tolerance, and after the last read at which the
 * host's date was still old: that is the server's own clock, and an evaluation before it saw old data.
 */
function isSinceBound(time: string | undefined, evidence: PairEvidence): boolean {
  const { hostDate, scanEndedAt, hostLastOldAt } = evidence;
  return (
    time !== undefined &&
    isSince(time, scanEndedAt) &&
    (hostDate === undefined || isSince(time, hostDate)) &&
    (hostLastOldAt === undefined || Date.parse(time) >= Date.parse(hostLastOldAt))
  );
}

/** The latest of what {@link isSinceBound} asks for, for the words. */
function boundOf({ hostDate = '', scanEndedAt, hostLastOldAt = '' }: PairEvidence): string {
  return [hostDate, scanEndedAt, hostLastOldAt].reduce((latest, time) => (time > latest ? time : latest));
}

/** Decides whether the rows of one policy on one host were made from this scan (fact sheet 20). */
export function stateOfPair(dates: PairDates, evidence: PairEvidence): PairState {
  const holds = evidenceHolds(evidence);
  const both = holds.host && holds.policy;
  if (dates.rows === 0) {
    return both ? { status: 'no-rows' } : pending('posture-missing', `no rows yet; ${missing(evidence)}`);
  }
  const dated = dates.fresh + dates.old;
  if (dated > 0 && dates.fresh === 0) {
    return pending(
      'rows-not-scanned',
      `every row with a LAST_PASS_DATE or LAST_FAIL_DATE bears one before the launch at ${evidence.launchedAt}`,
    );
  }
  const bound = boundOf(evidence);
  const isFreshByEvaluation = (time: string | undefined) => holds.host && isSinceBound(time, evidence);
  const othersFresh =
    dates.undated === 0 || (dates.withoutEvaluation === 0 && isFreshByEvaluation(dates.earliestEvaluation));
  const someFresh = dates.fresh > 0 || isFreshByEvaluation(dates.latestEvaluation);
  const reads = both ? 1 : 2;
  if (dates.old === 0 && othersFresh) {
    if (dates.undated === 0)
      return proved(
        'status-dates',
        `every row bears a status date since the launch${also(evidence, both)}`,
        reads,
      );
    return proved('row-evaluated', `every row was evaluated after ${bound}${also(evidence, both)}`, reads);
  }
  if (both && (someFresh || dated === 0)) {
    return proved('host-and-policy', also(evidence, true).slice(2), 2);
  }
  if (!hasAnyDate(dates, evidence)) {
    return pending(
      'no-evidence',
      'Qualys gives no date at all (LAST_PASS_DATE, LAST_FAIL_DATE, EVALUATION_DATE, LAST_COMPLIANCE_SCAN_DATETIME and LAST_EVALUATED are all missing)',
    );
  }
  return pending('posture-not-current', missing(evidence));
}

function proved(kind: EvidenceKind, detail: string, reads: 1 | 2): PairState {
  return { status: 'proved', kind, detail, reads };
}

function pending(code: PendingCode, detail: string): PairState {
  return { status: 'pending', code, detail };
}

function hasAnyDate(dates: PairDates, { hostDate, lastEvaluated }: PairEvidence): boolean {
  return (
    hostDate !== undefined ||
    lastEvaluated !== undefined ||
    dates.latestEvaluation !== undefined ||
    dates.fresh + dates.old > 0
  );
}

function also({ hostDate, lastEvaluated }: PairEvidence, both: boolean): string {
  return both ? `; host scanned at ${hostDate}, policy evaluated at ${lastEvaluated}` : '; two reads agree';
}

/** Which of host and policy evidence does not hold, and why. */
function missing(evidence: PairEvidence): string {
  const { hostDate, lastEvaluated, launchedAt } = evidence;
  const holds = evidenceHolds(evidence);
  const parts: string[] = [];
  if (hostDate === undefined) parts.push('the host has no LAST_COMPLIANCE_SCAN_DATETIME');
  else if (!holds.host)
    parts.push(`the host was last scanned at ${hostDate}, before the launch at ${launchedAt}`);
  if (lastEvaluated === undefined) parts.push('the policy has no LAST_EVALUATED');
  else if (!holds.policy)
    parts.push(`the policy was last evaluated at ${lastEvaluated}, before ${boundOf(evidence)}`);
  if (parts.length === 0) parts.push('the rows still change');
  return parts.join(', ');
}
