import type { PostureRow } from '../../qualys/posture/posture.js';
import type { ControlLine } from '../results/control-line.js';

/** How many CIDs of old passes are named. */
const NAMED_CIDS = 10;

/** The rows of one policy on one host, from one read: their dates, and what they would decide. */
export class PairDates {
  rows = 0;
  /** Rows whose own status date is of this scan, or of an earlier one. */
  fresh = 0;
  old = 0;
  /** Rows without a status date that says something. */
  undated = 0;
  /** Of those, rows without EVALUATION_DATE, and the range of the others. */
  withoutEvaluation = 0;
  earliestEvaluation: string | undefined;
  latestEvaluation: string | undefined;
  /** Rows that fail the build. */
  failing = 0;
  /** Old passes of controls that the gate judges. */
  oldPasses = 0;
  /** Sum of a hash per row, the same in any order: equal fingerprints mean that two reads brought the same rows. */
  fingerprint = 0;

  /** Made for the first of them: an estate has tens of thousands of pairs, and few with old passes. */
  #oldPassCids: Set<number> | undefined;
  #statusDate: string | undefined;
  #evaluatedAt: string | undefined;
  #age: ReturnType<typeof ageByStatusDate>;
  #timeHash = 0;

  /** @param isGated - the gate would judge the row's control if its status were another. */
  add(row: PostureRow, line: ControlLine, { launchedAt, isGated }: RowScene): void {
    // Rows of one host mostly share their dates.
    if (row.statusDate !== this.#statusDate || row.evaluatedAt !== this.#evaluatedAt) {
      this.#statusDate = row.statusDate;
      this.#evaluatedAt = row.evaluatedAt;
      this.#age = ageByStatusDate(row.statusDate, launchedAt);
      this.#timeHash = hash(row.statusDate ?? '', hash(row.evaluatedAt ?? ''));
      if (this.#age === undefined) this.#noteEvaluation(row.evaluatedAt);
    }
    this.rows += 1;
    if (this.#age === 'fresh') this.fresh += 1;
    else if (this.#age === 'old') this.old += 1;
    else {
      this.undated += 1;
      if (row.evaluatedAt === undefined) this.withoutEvaluation += 1;
    }
    if (line.counts === 'fail') this.failing += 1;
    if (this.#age === 'old' && line.state === 'passed' && line.why !== 'excluded' && isGated(row)) {
      this.oldPasses += 1;
      this.#oldPassCids ??= new Set();
      if (this.#oldPassCids.size < NAMED_CIDS) this.#oldPassCids.add(row.cid);
    }
    this.fingerprint = (this.fingerprint + hash(row.status, hash(row.id, this.#timeHash))) >>> 0;
  }

  /** The first CIDs of the old passes. */
  get oldPassCids(): Iterable<number> {
    return this.#oldPassCids ?? [];
  }

  #noteEvaluation(time: string | undefined): void {
    if (time === undefined) return;
    if (this.earliestEvaluation === undefined || time < this.earliestEvaluation)
      this.earliestEvaluation = time;
    if (this.latestEvaluation === undefined || time > this.latestEvaluation) this.latestEvaluation = time;
  }
}

/** What all rows of a read are held against. */
export interface RowScene {
  /** Server time, ISO. */
  readonly launchedAt: string;
  readonly isGated: (row: PostureRow) => boolean;
}

/** FNV-1a, continued from another hash: quick, and the sum of such hashes does not depend on the order. */
function hash(text: string, from = 0x811c9dc5): number {
  let value = from;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}

/** Server clocks differ; a time up to a minute before the launch still counts (design, section 4, step 10). */
const TOLERANCE_MS = 60_000;

/** How old a row is by its own status date; undefined when that proves nothing. */
export function ageByStatusDate(
  statusDate: string | undefined,
  launchedAt: string,
): 'fresh' | 'old' | undefined {
  if (statusDate === undefined) return undefined;
  if (statusDate.length > 10) return isSince(statusDate, launchedAt) ? 'fresh' : 'old';
  const day = launchedAt.slice(0, 10);
  // A day without time proves nothing on the day of the launch.
  if (statusDate === day) return undefined;
  return statusDate > day ? 'fresh' : 'old';
}

/** At or after, within the tolerance; false for an absent time. */
export function isSince(time: string | undefined, since: string): boolean {
  return time !== undefined && Date.parse(time) >= Date.parse(since) - TOLERANCE_MS;
}
