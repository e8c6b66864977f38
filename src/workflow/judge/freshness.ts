import type { PostureRow } from '../../qualys/posture/posture.js';
import type { EvidenceKind } from '../results/result.js';

/** Server clocks differ; a time up to a minute early still counts (design, section 4, step 10). */
const TOLERANCE_MS = 60_000;

/** Dates of one host's rows of a policy; undefined where Qualys gives none. */
interface HostDates {
  /** LAST_COMPLIANCE_SCAN_DATETIME of the host. */
  scanned: string | undefined;
  newestEvaluation: string | undefined;
  newestCollection: string | undefined;
}

/** The dates of one policy's rows, from one read of the posture. */
export class PolicyDates {
  rows = 0;
  /** Hosts with rows. Each must be fresh by itself: one can be evaluated long before another. */
  readonly hosts = new Map<string, HostDates>();
  /** Sum of a hash per row, the same in any order: equal fingerprints mean that two reads brought the same rows. */
  fingerprint = 0;

  #before: PostureRow | undefined;
  #timeHash = 0;

  add(row: PostureRow): void {
    const before = this.#before;
    this.#before = row;
    this.rows += 1;
    // Rows of one host mostly follow each other with one date, which is then recorded once.
    if (
      row.host !== before?.host ||
      row.evaluatedAt !== before.evaluatedAt ||
      row.collectedAt !== before.collectedAt
    ) {
      this.#record(row);
    }
    this.fingerprint = (this.fingerprint + hash(row.status, hash(row.id, this.#timeHash))) >>> 0;
  }

  #record({ host: { ip, lastComplianceScan: scanned }, evaluatedAt, collectedAt }: PostureRow): void {
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
  readonly dates: PolicyDates;
  /** The same policy at the read before. */
  readonly before: PolicyDates | undefined;
  /** LAST_EVALUATED, read before these rows: read after them it would prove nothing about them. */
  readonly lastEvaluated: string | undefined;
  readonly launchedAt: string;
  readonly scanEndedAt: string;
  /** False while a host that the scanner could log in to has no row under this policy: its rows may still arrive. */
  readonly everyHost: boolean;
}

export type Freshness =
  | { readonly status: 'fresh'; readonly kind: EvidenceKind; readonly detail: string }
  | { readonly status: 'pending'; readonly detail: string }
  /** Rows without any date: the posture is read once more with `details=Light`. */
  | { readonly status: 'undated' };

/** Decides whether a policy's rows were made after the scan. Server times only; an absent date does not count as old. */
export function freshnessOf({
  dates,
  before,
  lastEvaluated,
  launchedAt,
  scanEndedAt,
  everyHost,
}: EvidenceInput): Freshness {
  const isStable = before?.fingerprint === dates.fingerprint && before.rows === dates.rows;
  if (isSince(lastEvaluated, scanEndedAt)) {
    return dates.rows === 0
      ? {
          status: 'fresh',
          kind: 'no-applicable-control',
          detail: `evaluated at ${lastEvaluated}, no control applies`,
        }
      : {
          status: 'fresh',
          kind: 'policy-evaluated',
          detail: `policy evaluated at ${lastEvaluated}, after the scan`,
        };
  }
  if (dates.rows === 0) return { status: 'pending', detail: 'no rows yet' };
  const hosts = [...dates.hosts.values()];
  if (hosts.every(({ scanned }) => isSince(scanned, launchedAt))) {
    if (!everyHost && !isStable) return { status: 'pending', detail: 'not every host has rows yet' };
    // Qualys can date the host's scan before it evaluates the rows; unchanged rows may keep their dates.
    if (!isStable && hosts.some(({ newestEvaluation }) => isBefore(newestEvaluation, launchedAt))) {
      return { status: 'pending', detail: 'hosts are scanned, their rows bear older dates' };
    }
    return { status: 'fresh', kind: 'host-scanned', detail: `hosts scanned at or after ${launchedAt}` };
  }
  // A host that Qualys last scanned before the launch has old rows, whatever dates they have.
  const stale = hosts.find(({ scanned }) => isBefore(scanned, launchedAt));
  if (stale !== undefined)
    return { status: 'pending', detail: `host last scanned at ${stale.scanned}, before the launch` };
  const undated = hosts.filter(({ scanned }) => scanned === undefined);
  return freshnessByRows(undated, { isStable, lastEvaluated, launchedAt });
}

/** For hosts without a scan date: the newest row of each must be of after the launch. */
function freshnessByRows(
  hosts: readonly HostDates[],
  {
    isStable,
    lastEvaluated,
    launchedAt,
  }: { isStable: boolean; lastEvaluated: string | undefined; launchedAt: string },
): Freshness {
  // The host with the oldest date decides.
  const evaluated = earliestOf(hosts.map(({ newestEvaluation }) => newestEvaluation));
  const collected = earliestOf(hosts.map(({ newestCollection }) => newestCollection));
  if (isSince(collected, launchedAt)) {
    return { status: 'fresh', kind: 'data-collected', detail: `data collected at ${collected}` };
  }
  if (evaluated === undefined) {
    return lastEvaluated === undefined && collected === undefined
      ? { status: 'undated' }
      : { status: 'pending', detail: `last evaluated at ${lastEvaluated ?? collected}, before the scan` };
  }
  if (!isSince(evaluated, launchedAt)) {
    return { status: 'pending', detail: `newest row evaluated at ${evaluated}, before the launch` };
  }
  if (!isStable) return { status: 'pending', detail: 'rows are still arriving' };
  return {
    status: 'fresh',
    kind: 'row-evaluated',
    detail: `rows evaluated at ${evaluated}, two looks agree`,
  };
}

/** At or after, within the tolerance; false for an absent time. */
export function isSince(time: string | undefined, since: string): boolean {
  return time !== undefined && Date.parse(time) >= Date.parse(since) - TOLERANCE_MS;
}

/** Before, beyond the tolerance; false for an absent time. */
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

/** FNV-1a, continued from another hash: quick, and the sum of such hashes does not depend on the order. */
function hash(text: string, from = 0x811c9dc5): number {
  let value = from;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
