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

/**
 * Sends wrong credentials once. Until Qualys accepted them, one call runs alone and the others wait for its
 * outcome; after a refusal every call fails at once, as repeated failures lock the account (fact sheet 5.4).
 */
export class CredentialGate {
  #accepted = false;
  #refusal: PcError | undefined;
  #proving: Promise<void> | undefined;

  /**
   * Waits until calls may be sent.
   * @returns must be called as soon as the answer of the call shows whether the credentials were accepted;
   *   `undefined` means that it did not show.
   * @throws the refusal when the credentials were refused before.
   */
  async enter(): Promise<(outcome: 'accepted' | PcError | undefined) => void> {
    while (this.#proving !== undefined && !this.#accepted) await this.#proving;
    if (this.#refusal !== undefined) throw this.#refusal;
    if (this.#accepted) return (outcome) => this.#settle(outcome);
    let settled: () => void = () => undefined;
    this.#proving = new Promise((resolve) => {
      settled = resolve;
    });
    return (outcome) => {
      this.#settle(outcome);
      this.#proving = undefined;
      settled();
    };
  }

  /** A person asks again: credentials that were refused may be sent once more. */
  reopen(): void {
    if (this.#refusal === undefined) return;
    this.#refusal = undefined;
    this.#accepted = false;
  }

  #settle(outcome: 'accepted' | PcError | undefined): void {
    if (outcome === 'accepted') this.#accepted = true;
    else if (outcome !== undefined) this.#refusal ??= outcome;
  }
}
