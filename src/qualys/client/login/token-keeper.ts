import type { Clock } from '../../../clock.js';
import { PcError } from '../../../errors.js';
import { claimsOf } from './login.js';

/** Life of a token of Qualys' gateway when it does not say so itself (fact sheet 8). */
const usualLifeMs = 4 * 3_600_000;
/** A token is renewed this long before its end, or in the last tenth of a short life. */
const mostMarginMs = 5 * 60_000;
/** A file that held no newer token is not read again before. */
const rereadMs = 10_000;

interface Kept {
  readonly text: string;
  renewAtMs: number;
}

/** Keeps the token of an account: got once for all calls, renewed before its end and once on a 401. */
export class TokenKeeper {
  readonly #read: () => Promise<string>;
  readonly #clock: Clock;
  readonly #seen = new Set<string>();
  #kept: Kept | undefined;
  #reading: Promise<Kept> | undefined;
  #refusal: PcError | undefined;

  /** @param read gets a token; a PcError with code `wrong-credentials` is final, nothing is sent again. */
  constructor(read: () => Promise<string>, clock: Clock) {
    this.#read = read;
    this.#clock = clock;
  }

  /** Every token so far, for the redaction of messages. */
  get seen(): Iterable<string> {
    return this.#seen;
  }

  /** The token for the next call. */
  async current(): Promise<string> {
    const kept = this.#kept;
    if (kept !== undefined && this.#clock.now() < kept.renewAtMs) return kept.text;
    try {
      return (await this.#renew()).text;
    } catch (error) {
      // It still lives for some minutes; the call shows whether it is taken.
      if (kept === undefined || (error instanceof PcError && error.code === 'wrong-credentials')) throw error;
      return kept.text;
    }
  }

  /** After a 401: whether another token than the refused one is there now. */
  async renewAfter(refused: string): Promise<boolean> {
    if (this.#kept !== undefined && this.#kept.text !== refused) return true;
    return (await this.#renew()).text !== refused;
  }

  /** A person asks again. */
  reopen(): void {
    this.#refusal = undefined;
  }

  async #renew(): Promise<Kept> {
    if (this.#refusal !== undefined) throw this.#refusal;
    this.#reading ??= this.#readOne().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readOne(): Promise<Kept> {
    try {
      const text = await this.#read();
      this.#seen.add(text);
      const nowMs = this.#clock.now();
      if (this.#kept?.text === text) {
        this.#kept.renewAtMs = nowMs + rereadMs;
        return this.#kept;
      }
      this.#kept = { text, renewAtMs: nowMs + usableMs(text, nowMs) };
      return this.#kept;
    } catch (error) {
      if (error instanceof PcError && error.code === 'wrong-credentials') this.#refusal = error;
      throw error;
    }
  }
}

/** From the token's own times, so that a clock that goes wrong here does not count. */
function usableMs(token: string, nowMs: number): number {
  const { issuedAt, endsAt } = claimsOf(token) ?? {};
  const told =
    endsAt === undefined ? undefined : endsAt * 1000 - (issuedAt === undefined ? nowMs : issuedAt * 1000);
  const lifeMs = told !== undefined && told > 0 ? told : usualLifeMs;
  return lifeMs - Math.min(mostMarginMs, lifeMs / 10);
}
