import type { Clock } from '../../../clock.js';
import { type Login, loginName } from './login.js';
import { TokenKeeper } from './token-keeper.js';

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
