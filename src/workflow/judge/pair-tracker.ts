import type { IpSet } from '../../net/ip-set.js';
import type { EvidenceKind } from '../results/result.js';
import { evidenceHolds, type PairEvidence, type PendingCode, stateOfPair } from './freshness.js';
import { isSince, PairDates } from './pair-dates.js';
import type { PostureRead } from './read-rows.js';

/** Rows are read again after this long even when no date has moved; two reads may have to lie this far apart. */
const REREAD_MS = 2 * 60_000;
/** How long host and policy evidence must hold without a row before no control applies. */
const SETTLE_MS = 5 * 60_000;
/** Timers may end this much early. */
const TIMER_MS = 50;

/** One policy with one host, as judged in the end. */
export interface PairResult {
  readonly policyId: string;
  readonly ip: string;
  readonly dates: PairDates;
  /** What proved it; undefined when nothing did. */
  readonly proof: Proof | undefined;
  /** What is missing; undefined when the pair is complete. */
  readonly gap: Gap | undefined;
}

interface Proof {
  readonly kind: EvidenceKind;
  readonly detail: string;
}

interface Gap {
  readonly code: PendingCode;
  readonly detail: string;
}

export interface TrackerInput {
  readonly policies: readonly { readonly id: string; readonly title: string }[];
  readonly hosts: IpSet;
  readonly launchedAt: string;
  readonly endedAt: string;
}

interface Times {
  /** From one read to the next. */
  readonly pauseMs: number;
  readonly timeoutMs: number;
  readonly now: () => number;
}

/** A pair over all reads. */
interface Track {
  /** Since when reads agree that the pair is proved, or that it has no rows. */
  since: number | undefined;
  /** Of the read that it agrees with. */
  rows: number;
  fingerprint: number;
  result: PairResult;
  /** How far the next agreeing read must lie from {@link since}; undefined when none is awaited. */
  awaitsMs: number | undefined;
}

/** Follows every pair of policy and host over the reads until it is complete (design, section 4, step 10). */
export class PairTracker {
  readonly #input: TrackerInput;
  readonly #times: Times;
  /** By address, then in the order of the policies. */
  readonly #tracks = new Map<string, Track[]>();
  /** By their words: those of most pairs are the same. */
  readonly #proofs = new Map<string, Proof>();
  readonly #gaps = new Map<string, Gap>();
  /** Server time of the last read at which the host's date lay before the launch, by address. */
  readonly #hostLastOldAt = new Map<string, string>();
  #readsWithoutDates = 0;

  constructor(input: TrackerInput, times: Times) {
    this.#input = input;
    this.#times = times;
  }

  get results(): readonly PairResult[] {
    return [...this.#all()].map(({ result }) => result);
  }

  *#all(): Generator<Track> {
    for (const tracks of this.#tracks.values()) yield* tracks;
  }

  /** The first gap in words; undefined when every pair is complete. */
  get missing(): string | undefined {
    for (const { result } of this.#all()) {
      if (result.gap === undefined) continue;
      const { title = '' } = this.#input.policies.find(({ id }) => id === result.policyId) ?? {};
      return `${title} on ${result.ip}: ${result.gap.detail}`;
    }
    return undefined;
  }

  /** True when all that is missing, on two reads, is any date: of the rows, their hosts and policies. */
  get hasNoDates(): boolean {
    return this.#readsWithoutDates >= 2;
  }

  /** Whether the rows are to be read again though no date has moved. */
  isDue(sinceLastReadMs: number): boolean {
    if (sinceLastReadMs >= this.#rereadMs - TIMER_MS) return true;
    const now = this.#times.now();
    return [...this.#all()].some(
      ({ since, awaitsMs }) =>
        since !== undefined && awaitsMs !== undefined && this.#isPast(since, awaitsMs, now),
    );
  }

  note(
    { dates, serverTime }: PostureRead,
    hostDateOf: (ip: string) => string | undefined,
    lastEvaluated: ReadonlyMap<string, string>,
  ): void {
    const { policies, hosts, launchedAt, endedAt: scanEndedAt } = this.#input;
    for (const ip of hosts.addresses()) {
      const hostDate = hostDateOf(ip);
      if (hostDate !== undefined && !isSince(hostDate, launchedAt)) this.#hostLastOldAt.set(ip, serverTime);
      const hostLastOldAt = this.#hostLastOldAt.get(ip);
      const before = this.#tracks.get(ip) ?? [];
      const tracks = policies.map(({ id: policyId }, index) => {
        const evidence = {
          launchedAt,
          scanEndedAt,
          hostDate,
          hostLastOldAt,
          lastEvaluated: lastEvaluated.get(policyId),
        };
        const pair = { policyId, ip, dates: dates.get(policyId)?.get(ip) ?? new PairDates() };
        return this.#trackOf(pair, evidence, before[index]);
      });
      this.#tracks.set(ip, tracks);
    }
    const gaps = this.results.flatMap(({ gap }) => (gap === undefined ? [] : [gap.code]));
    const isUndated = gaps.length > 0 && gaps.every((code) => code === 'no-evidence');
    this.#readsWithoutDates = isUndated ? this.#readsWithoutDates + 1 : 0;
  }

  #trackOf(
    base: Pick<PairResult, 'policyId' | 'ip' | 'dates'>,
    evidence: PairEvidence,
    before: Track | undefined,
  ): Track {
    const state = stateOfPair(base.dates, evidence);
    const now = this.#times.now();
    const { rows, fingerprint } = base.dates;
    const proved = ({ kind, detail }: Proof) => {
      const proof = shared(this.#proofs, `${kind} ${detail}`, { kind, detail });
      return { ...base, proof, gap: undefined };
    };
    const open = ({ code, detail }: Gap) => {
      const gap = shared(this.#gaps, `${code} ${detail}`, { code, detail });
      return { ...base, proof: undefined, gap };
    };
    if (state.status === 'pending')
      return { since: undefined, rows, fingerprint, result: open(state), awaitsMs: undefined };
    const isSame = before !== undefined && before.rows === rows && before.fingerprint === fingerprint;
    const since = isSame ? (before.since ?? now) : now;
    if (state.status === 'no-rows') {
      const isSettled = this.#isPast(since, this.#settleMs, now);
      const detail = evaluatedWords(evidence);
      const result = isSettled
        ? proved({ kind: 'no-applicable-control', detail })
        : open({ code: 'posture-missing', detail: `${detail}, no row yet` });
      return { since, rows, fingerprint, result, awaitsMs: isSettled ? undefined : this.#settleMs };
    }
    const apartMs = this.#apartMs(evidence);
    const isComplete = state.reads === 1 || (since !== now && this.#isPast(since, apartMs, now));
    const result = isComplete
      ? proved(state)
      : open({ code: 'posture-not-current', detail: `${state.detail}: a second read must agree` });
    return { since, rows, fingerprint, result, awaitsMs: isComplete ? undefined : apartMs };
  }

  /** While the policy was not evaluated since the scan, its rows may still be in the making. */
  #apartMs(evidence: PairEvidence): number {
    const isEvaluating = evidence.lastEvaluated !== undefined && !evidenceHolds(evidence).policy;
    return isEvaluating ? this.#rereadMs : this.#times.pauseMs;
  }

  #isPast(since: number, ms: number, now: number): boolean {
    return now - since >= ms - TIMER_MS;
  }

  get #rereadMs(): number {
    return Math.min(REREAD_MS, this.#times.timeoutMs / 4);
  }

  get #settleMs(): number {
    return Math.min(SETTLE_MS, this.#times.timeoutMs / 4);
  }
}

function evaluatedWords({ hostDate, lastEvaluated }: PairEvidence): string {
  return `host scanned at ${hostDate}, policy evaluated at ${lastEvaluated}`;
}

/** The value that is known by the key, which this one becomes where there is none. */
function shared<T>(known: Map<string, T>, key: string, value: T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  known.set(key, value);
  return value;
}
