import type { PostureRow } from '../../qualys/posture/posture.js';
import type { EvidenceKind } from '../results/result.js';

/** Server clocks drift against each other; a minute is forgiven (design, section 4, step 10). */
const TOLERANCE_MS = 60_000;

/** The dates that one host's rows of a policy bear; what Qualys does not tell is undefined. */
interface HostSightings {
  /** Of its last compliance scan. */
  scanned: string | undefined;
  newestEvaluation: string | undefined;
  newestCollection: string | undefined;
}

/** What one look at a policy's posture showed about its age. */
export class PolicySightings {
  rows = 0;
  /** Hosts with rows: each must be current by itself, as one can be evaluated long before another. */
  readonly hosts = new Map<string, HostSightings>();
  /** Same for the same rows in any order: two looks agree when it does. */
  fingerprint = 0;

  #before: PostureRow | undefined;
  #timeHash = 0;

  see(row: PostureRow): void {
    const before = this.#before;
    this.#before = row;
    this.rows += 1;
    // Rows of a host stand together as a rule and bear one date: it is noted once for all of them.
    if (
      row.host !== before?.host ||
      row.evaluatedAt !== before.evaluatedAt ||
      row.collectedAt !== before.collectedAt
    ) {
      this.#note(row);
    }
    this.fingerprint = (this.fingerprint + hash(row.status, hash(row.id, this.#timeHash))) >>> 0;
  }

  #note({ host: { ip, lastComplianceScan: scanned }, evaluatedAt, collectedAt }: PostureRow): void {
    this.#timeHash = hash(evaluatedAt ?? '');
    const host = this.hosts.get(ip);
    if (host === undefined) {
      this.hosts.set(ip, { scanned, newestEvaluation: evaluatedAt, newestCollection: collectedAt });
      return;
    }
    host.scanned = scanned;
    host.newestEvaluation = later(host.newestEvaluation, evaluatedAt);
    host.newestCollection = later(host.newestCollection, collectedAt);
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
  const hosts = [...sightings.hosts.values()];
  if (hosts.every(({ scanned }) => isSince(scanned, launchedAt))) {
    if (!everyHost && !isStable) return { status: 'pending', detail: 'not every host has rows yet' };
    // A host can bear the date of its scan before its rows are evaluated; unchanged ones may keep their dates.
    if (!isStable && hosts.some(({ newestEvaluation }) => isBefore(newestEvaluation, launchedAt))) {
      return { status: 'pending', detail: 'hosts are scanned, their rows bear older dates' };
    }
    return { status: 'current', kind: 'host-scanned', detail: `hosts scanned at or after ${launchedAt}` };
  }
  // A host that Qualys itself dates before the launch speaks against its rows, whatever they bear.
  const stale = hosts.find(({ scanned }) => isBefore(scanned, launchedAt));
  if (stale !== undefined)
    return { status: 'pending', detail: `host last scanned at ${stale.scanned}, before the launch` };
  const undated = hosts.filter(({ scanned }) => scanned === undefined);
  return currencyByRows(undated, { isStable, lastEvaluated, launchedAt });
}

/** Hosts whose scan Qualys does not date: the newest date among the rows of each must be of after the launch. */
function currencyByRows(
  hosts: readonly HostSightings[],
  {
    isStable,
    lastEvaluated,
    launchedAt,
  }: { isStable: boolean; lastEvaluated: string | undefined; launchedAt: string },
): Currency {
  // Of several hosts the one that is behind decides.
  const evaluated = earliestOf(hosts.map(({ newestEvaluation }) => newestEvaluation));
  const collected = earliestOf(hosts.map(({ newestCollection }) => newestCollection));
  if (isSince(collected, launchedAt)) {
    return { status: 'current', kind: 'data-collected', detail: `data collected at ${collected}` };
  }
  if (evaluated === undefined) {
    return lastEvaluated === undefined && collected === undefined
      ? { status: 'dateless' }
      : { status: 'pending', detail: `last evaluated at ${lastEvaluated ?? collected}, before the scan` };
  }
  if (!isSince(evaluated, launchedAt)) {
    return { status: 'pending', detail: `newest row evaluated at ${evaluated}, before the launch` };
  }
  if (!isStable) return { status: 'pending', detail: 'rows are still arriving' };
  return {
    status: 'current',
    kind: 'row-evaluated',
    detail: `rows evaluated at ${evaluated}, two looks agree`,
  };
}

/** At or after, with the tolerance; an absent time is not. */
export function isSince(time: string | undefined, since: string): boolean {
  return time !== undefined && Date.parse(time) >= Date.parse(since) - TOLERANCE_MS;
}

/** Certainly before; an absent time is not. */
function isBefore(time: string | undefined, since: string): boolean {
  return time !== undefined && !isSince(time, since);
}

/** The earliest of several times; undefined when one of them is absent. */
function earliestOf(times: readonly (string | undefined)[]): string | undefined {
  return times.includes(undefined) ? undefined : times.toSorted()[0];
}

function later(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a >= b ? a : b;
}

/** FNV-1a, which goes on where another one ended: quick, and a sum of it does not depend on the order. */
function hash(text: string, from = 0x811c9dc5): number {
  let value = from;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
