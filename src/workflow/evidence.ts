import type { PostureRow } from '../qualys/posture.js';
import type { EvidenceKind } from './result.js';

/** Server clocks drift against each other; a minute is forgiven (design, section 4, step 10). */
const TOLERANCE_MS = 60_000;

/** What one look at a policy's posture showed about its age. */
export class PolicySightings {
  rows = 0;
  /** Hosts with rows, and the time of their last compliance scan where Qualys tells it. */
  readonly hosts = new Map<string, string | undefined>();
  newestEvaluation: string | undefined;
  newestCollection: string | undefined;
  /** Same for the same rows in any order: two looks agree when it does. */
  fingerprint = 0;

  see(row: PostureRow): void {
    this.rows += 1;
    this.hosts.set(row.host.ip, row.host.lastComplianceScan);
    this.newestEvaluation = later(this.newestEvaluation, row.evaluatedAt);
    this.newestCollection = later(this.newestCollection, row.collectedAt);
    this.fingerprint = (this.fingerprint + hash(`${row.id}|${row.status}|${row.evaluatedAt ?? ''}`)) >>> 0;
  }
}

export interface EvidenceInput {
  readonly sightings: PolicySightings;
  /** The same policy at the look before. */
  readonly before: PolicySightings | undefined;
  /** LAST_EVALUATED as it was read before this look at the posture; reading it afterwards proves nothing about these rows. */
  readonly lastEvaluated: string | undefined;
  readonly launchedAt: string;
  readonly scanEndedAt: string;
  /** False while a host that the scanner looked at has no row under this policy: it may still be on its way. */
  readonly everyHost: boolean;
}

export type Currency =
  | { readonly status: 'current'; readonly kind: EvidenceKind; readonly detail: string }
  | { readonly status: 'pending'; readonly detail: string }
  /** Rows without any date: `details=Light` is asked once. */
  | { readonly status: 'dateless' };

/** Decides whether a policy's rows stem from after the scan. Server times only; an absent field is not stale. */
export function currencyOf({
  sightings,
  before,
  lastEvaluated,
  launchedAt,
  scanEndedAt,
  everyHost,
}: EvidenceInput): Currency {
  const isStable = before?.fingerprint === sightings.fingerprint && before.rows === sightings.rows;
  if (isSince(lastEvaluated, scanEndedAt)) {
    return sightings.rows === 0
      ? {
          status: 'current',
          kind: 'no-applicable-control',
          detail: `evaluated at ${lastEvaluated}, no control applies`,
        }
      : {
          status: 'current',
          kind: 'policy-evaluated',
          detail: `policy evaluated at ${lastEvaluated}, after the scan`,
        };
  }
  if (sightings.rows === 0) return { status: 'pending', detail: 'no rows yet' };
  const scanned = [...sightings.hosts.values()];
  if (scanned.every((time) => isSince(time, launchedAt))) {
    if (!everyHost && !isStable) return { status: 'pending', detail: 'not every host has rows yet' };
    return { status: 'current', kind: 'host-scanned', detail: `hosts scanned at or after ${launchedAt}` };
  }
  // A host that Qualys itself dates before the launch speaks against its rows, whatever they bear.
  const stale = scanned.filter((time) => time !== undefined && !isSince(time, launchedAt));
  if (stale.length > 0)
    return { status: 'pending', detail: `host last scanned at ${stale[0]}, before the launch` };
  if (isSince(sightings.newestCollection, launchedAt)) {
    return {
      status: 'current',
      kind: 'data-collected',
      detail: `data collected at ${sightings.newestCollection}`,
    };
  }
  if (sightings.newestEvaluation === undefined) {
    return lastEvaluated === undefined && sightings.newestCollection === undefined
      ? { status: 'dateless' }
      : {
          status: 'pending',
          detail: `last evaluated at ${lastEvaluated ?? sightings.newestCollection}, before the scan`,
        };
  }
  if (!isSince(sightings.newestEvaluation, launchedAt)) {
    return {
      status: 'pending',
      detail: `newest row evaluated at ${sightings.newestEvaluation}, before the launch`,
    };
  }
  if (!isStable) {
    return { status: 'pending', detail: 'rows are still arriving' };
  }
  return {
    status: 'current',
    kind: 'row-evaluated',
    detail: `rows evaluated at ${sightings.newestEvaluation}, two looks agree`,
  };
}

/** At or after, with the tolerance; an absent time is not. */
export function isSince(time: string | undefined, since: string): boolean {
  return time !== undefined && Date.parse(time) >= Date.parse(since) - TOLERANCE_MS;
}

function later(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a >= b ? a : b;
}

/** FNV-1a: quick, and a sum of it does not depend on the order. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
