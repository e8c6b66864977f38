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
  readonly proof: { readonly kind: EvidenceKind; readonly detail: string } | undefined;
  /** What is missing; undefined when the pair is complete. */
  readonly gap: { readonly code: PendingCode; readonly detail: string } | undefined;
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
  fingerprint: string;
  result: PairResult;
  /** How far the next agreeing read must lie from {@link since}; undefined when none is awaited. */
  awaitsMs: number | undefined;
}

/** Follows every pair of policy and host over the reads until it is complete (design, section 4, step 10). */
export class PairTracker {
  readonly #input: TrackerInput;
  readonly #times: Times;
  readonly #tracks = new Map<string, Track>();
  /** Server time of the last read at which the host's date lay before the launch, by address. */
  readonly #hostLastOldAt = new Map<string, string>();
  #readsWithoutDates = 0;

  constructor(input: TrackerInput, times: Times) {
    this.#input = input;
    this.#times = times;
  }

  get results(): readonly PairResult[] {
    return [...this.#tracks.values()].map(({ result }) => result);
  }

  /** The first gap in words; undefined when every pair is complete. */
  get missing(): string | undefined {
    for (const { result } of this.#tracks.values()) {
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
    return [...this.#tracks.values()].some(
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
      for (const { id: policyId } of policies) {
        const evidence = {
          launchedAt,
          scanEndedAt,
          hostDate,
          hostLastOldAt,
          lastEvaluated: lastEvaluated.get(policyId),
        };
        this.#notePair(policyId, ip, dates.get(policyId)?.get(ip) ?? new PairDates(), evidence);
      }
    }
    const gaps = this.results.flatMap(({ gap }) => (gap === undefined ? [] : [gap.code]));
    const isUndated = gaps.length > 0 && gaps.every((code) => code === 'no-evidence');
    this.#readsWithoutDates = isUndated ? this.#readsWithoutDates + 1 : 0;
  }

  #notePair(policyId: string, ip: string, dates: PairDates, evidence: PairEvidence): void {
    const key = `${policyId} ${ip}`;
    const before = this.#tracks.get(key);
    const state = stateOfPair(dates, evidence);
    const now = this.#times.now();
    const base = { policyId, ip, dates };
    if (state.status === 'pending') {
      const { code, detail } = state;
      const result = { ...base, proof: undefined, gap: { code, detail } };
      this.#tracks.set(key, { since: undefined, fingerprint: '', result, awaitsMs: undefined });
      return;
    }
    const fingerprint = `${dates.rows} ${dates.fingerprint}`;
    const since = before?.since !== undefined && before.fingerprint === fingerprint ? before.since : now;
    if (state.status === 'no-rows') {
      const isSettled = this.#isPast(since, this.#settleMs, now);
      const proof = { kind: 'no-applicable-control' as const, detail: evaluatedWords(evidence) };
      const gap = { code: 'posture-missing' as const, detail: `${proof.detail}, no row yet` };
      const result = isSettled ? { ...base, proof, gap: undefined } : { ...base, proof: undefined, gap };
      this.#tracks.set(key, { since, fingerprint, result, awaitsMs: isSettled ? undefined : this.#settleMs });
      return;
    }
    const { kind, detail, reads } = state;
    const apartMs = this.#apartMs(evidence);
    const isComplete = reads === 1 || (since !== now && this.#isPast(since, apartMs, now));
    const result = isComplete
      ? { ...base, proof: { kind, detail }, gap: undefined }
      : {
          ...base,
          proof: undefined,
          gap: { code: 'posture-not-current' as const, detail: `${detail}: a second read must agree` },
        };
    this.#tracks.set(key, { since, fingerprint, result, awaitsMs: isComplete ? undefined : apartMs });
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
