import type { PcError } from '../../errors.js';
import type { Failure } from './failure.js';

/** Answers about the user, not the call: every next call gets the same one (fact sheet 5.4). */
const accountCodes: readonly string[] = [
  'wrong-credentials',
  'account-expired',
  'account-inactive',
  'registration-incomplete',
  'securid-required',
];

/** True when the answer is a 401, or the same in the words of QPS, as to a wrong password and to a token past its end. */
export function isUnauthorized(failure: Failure): boolean {
  if (failure.type === 'refused' && failure.code === 'INVALID_CREDENTIALS') return true;
  return (failure.type === 'status' || failure.type === 'refused') && failure.status === 401;
}

/** True when Qualys refused the user, so that no further call may be sent. */
export function refusesAccount(failure: Failure, { code }: Pick<PcError, 'code'>): boolean {
  return isUnauthorized(failure) || accountCodes.includes(code);
}

/** Which API was asked; each checks the login, and what it permits, by itself. */
export type ApiFamily = 'gateway' | 'msp' | 'qps' | 'fo';

/** The API that a path belongs to (fact sheet 2.1). */
export function familyOf(path: string): ApiFamily {
  if (path.startsWith('/qps/')) return 'qps';
  return path.startsWith('/msp/') ? 'msp' : 'fo';
}

/**
 * Sends wrong credentials once. Until Qualys accepted them, one call runs alone and the others wait for its
 * outcome; after a refusal every call fails at once, as repeated failures lock the account (fact sheet 5.4). A login
 * that one API accepted is not doubted by another one, whose own permission is missing: only that one is left alone. Its
 * first call goes alone too, as it may be the password that it refuses.
 */
export class CredentialGate {
  readonly #acceptedBy = new Set<ApiFamily>();
  readonly #refusedBy = new Map<ApiFamily, PcError>();
  #refusal: PcError | undefined;
  readonly #proving = new Map<ApiFamily, Promise<void>>();

  /**
   * Waits until calls may be sent.
   * @returns must be called as soon as the answer of the call shows whether the credentials were accepted;
   *   `undefined` means that it did not show.
   * @throws the refusal when the credentials were refused before.
   */
  async enter(family: ApiFamily): Promise<(outcome: 'accepted' | PcError | undefined) => void> {
    while (!this.#acceptedBy.has(family)) {
      const [first] = this.#isAccepted ? [this.#proving.get(family)] : this.#proving.values();
      if (first === undefined) break;
      await first;
    }
    const refusal = this.#refusal ?? this.#refusedBy.get(family);
    if (refusal !== undefined) throw refusal;
    if (this.#acceptedBy.has(family)) return (outcome) => this.#settle(family, outcome);
    let settled: () => void = () => undefined;
    const proving = new Promise<void>((resolve) => {
      settled = resolve;
    });
    this.#proving.set(family, proving);
    return (outcome) => {
      this.#settle(family, outcome);
      if (this.#proving.get(family) === proving) this.#proving.delete(family);
      settled();
    };
  }

  /** Whether the login is right all the same when this API refuses it: another one has accepted it, this one never. */
  isProvenElsewhere(family: ApiFamily): boolean {
    return this.#isAccepted && !this.#acceptedBy.has(family);
  }

  /** A person asks again: credentials that were refused may be sent once more. */
  reopen(): void {
    this.#refusedBy.clear();
    if (this.#refusal === undefined) return;
    this.#refusal = undefined;
    this.#acceptedBy.clear();
  }

  get #isAccepted(): boolean {
    return this.#acceptedBy.size > 0;
  }

  #settle(family: ApiFamily, outcome: 'accepted' | PcError | undefined): void {
    if (outcome === undefined) return;
    if (outcome === 'accepted') this.#acceptedBy.add(family);
    else if (this.isProvenElsewhere(family)) this.#refusedBy.set(family, outcome);
    else this.#refusal ??= outcome;
  }
}
