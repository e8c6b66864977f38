import type { Clock } from '../../../clock.js';
import { PcError } from '../../../errors.js';
import { claimsOf, type Login, loginName } from './login.js';

/** What one call carries, and the token in it. */
export interface Carried {
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined for a login by password. */
  readonly token: string | undefined;
}

/** Puts the login of an account on its calls. One object for all clients of the account. */
export class Authorization {
  readonly login: Login;
  readonly #keeper: TokenKeeper | undefined;
  #worked = false;

  /** @param askToken gets a token for a client's id and secret. */
  constructor(login: Login, { askToken, clock }: { askToken: () => Promise<string>; clock: Clock }) {
    this.login = login;
    if (login.kind !== 'password')
      this.#keeper = new TokenKeeper(login.kind === 'client' ? askToken : login.readToken, clock);
  }

  /** Whose login it is. */
  get name(): string {
    return loginName(this.login);
  }

  /** Every secret that a call may have carried. */
  get secrets(): readonly string[] {
    const { login } = this;
    const own =
      login.kind === 'password'
        ? [`${login.username}:${login.password}`, login.password]
        : login.kind === 'client'
          ? [login.clientSecret]
          : [];
    return [...own, ...(this.#keeper?.seen ?? [])];
  }

  /** The token itself, for its claims. @throws Error for a login by password. */
  async token(signal?: AbortSignal): Promise<string> {
    if (this.#keeper === undefined) throw new Error('a login by password has no token');
    return untilAborted(this.#keeper.current(), signal);
  }

  /** The headers of the next call. @throws PcError when no token can be had, or the signal's reason. */
  async carry(signal?: AbortSignal): Promise<Carried> {
    const { login } = this;
    if (login.kind === 'password' || this.#keeper === undefined) {
      const pair = login.kind === 'password' ? `${login.username}:${login.password}` : '';
      return {
        headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` },
        token: undefined,
      };
    }
    const token = await untilAborted(this.#keeper.current(), signal);
    // Qualys' own client names the gateway as the source of its tokens (fact sheet 8.1).
    const source: Record<string, string> = login.kind === 'client' ? { 'request-source': 'gateway' } : {};
    return { headers: { authorization: `Bearer ${token}`, ...source }, token };
  }

  /** The API server took the login. */
  accepted(): void {
    this.#worked = true;
  }

  /** After a 401: whether the call may be sent once more, with another token. */
  async renewAfter(token: string | undefined): Promise<boolean> {
    if (token === undefined || this.#keeper === undefined) return false;
    // A client's token that never worked is refused for another reason than its age.
    if (this.login.kind === 'client' && !this.#worked) return false;
    return this.#keeper.renewAfter(token);
  }

  reopen(): void {
    this.#keeper?.reopen();
  }
}

/** The token is got for all calls; one that is given up does not wait for it. */
async function untilAborted<Value>(work: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) return work;
  signal.throwIfAborted();
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

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
