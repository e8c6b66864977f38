import type { PcError } from '../../errors.js';
import type { RateHeaders } from './answer-headers.js';

/** How long the next call of an endpoint waits, and why. */
export interface Pause {
  /** Wait that Qualys demanded. */
  readonly heldMs: number;
  /** The refusal that demanded it. */
  readonly held?: PcError | undefined;
  /** The same, or longer to spread the last calls of the window. */
  readonly waitMs: number;
  readonly remaining?: number | undefined;
  readonly limit?: number | undefined;
}

/** The queue of one endpoint: one call at once until the headers give the limit (fact sheet 4.4). */
export class EndpointQueue {
  readonly #most: number;
  readonly #waiting: (() => void)[] = [];
  #allowed = 1;
  #running = 0;
  #rate: RateHeaders | undefined;
  #rateUntilMs = 0;
  #hold: { readonly untilMs: number; readonly error: PcError } | undefined;

  /** @param most calls at once that are ever wanted, whatever the account allows. */
  constructor(most: number) {
    this.#most = most;
  }

  /**
   * Waits for a place.
   * @returns gives the place back.
   * @throws the signal's reason when aborted while waiting.
   */
  async enter(signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted();
    if (this.#running >= this.#allowed || this.#waiting.length > 0) await this.#turn(signal);
    else this.#running += 1;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#running -= 1;
      this.#admit();
    };
  }

  /** Applies the limits of an answer. Endpoints that publish none (QPS) get the full concurrency after any answer. */
  learn(rate: RateHeaders, { publishesLimits, nowMs }: { publishesLimits: boolean; nowMs: number }): void {
    if (rate.remaining !== undefined) {
      this.#rate = rate;
      this.#rateUntilMs = nowMs + (rate.windowSec ?? 0) * 1000;
    }
    if (rate.atOnce !== undefined) this.#allowed = Math.max(1, Math.min(this.#most, rate.atOnce));
    else if (!publishesLimits) this.#allowed = this.#most;
    this.#admit();
  }

  /** Delays every later call, after Qualys demanded a wait of one. */
  hold(hold: { readonly untilMs: number; readonly error: PcError }): void {
    if (hold.untilMs > (this.#hold?.untilMs ?? 0)) this.#hold = hold;
  }

  /** How long the next call must wait, how long it had better wait, and what is left of the window. */
  pause(nowMs: number): Pause {
    const heldMs = Math.max(0, (this.#hold?.untilMs ?? 0) - nowMs);
    const held = heldMs > 0 ? this.#hold?.error : undefined;
    const rate = nowMs < this.#rateUntilMs ? this.#rate : undefined;
    if (rate?.remaining === undefined || rate.limit === undefined) return { heldMs, waitMs: heldMs, held };
    const { remaining, limit } = rate;
    return { heldMs, waitMs: Math.max(heldMs, paceMs(rate)), remaining, limit, held };
  }

  async #turn(signal: AbortSignal | undefined): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const admitted = () => {
        signal?.removeEventListener('abort', aborted);
        this.#running += 1;
        resolve();
      };
      const aborted = () => {
        this.#waiting.splice(this.#waiting.indexOf(admitted), 1);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', aborted, { once: true });
      this.#waiting.push(admitted);
    });
  }

  #admit(): void {
    while (this.#running < this.#allowed) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      next();
    }
  }
}

/** Below this share of the window, calls are spread. */
const scarceShare = 0.05;
const longestPaceMs = 30_000;

/**
 * Spreads the last calls of a window over it. Never longer than half a minute a call: the window slides, so calls
 * come back all the time, and a call that comes too early is answered with its wait.
 */
function paceMs({ remaining, limit, windowSec }: RateHeaders): number {
  if (remaining === undefined || limit === undefined || windowSec === undefined) return 0;
  if (remaining > Math.max(1, limit * scarceShare)) return 0;
  return Math.min(longestPaceMs, Math.round((windowSec * 1000) / (remaining + 1)));
}
