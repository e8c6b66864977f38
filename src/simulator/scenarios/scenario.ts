import type { Account } from '../accounts/account.js';
import type { Behaviour } from '../behaviour.js';
import type { Interceptor } from '../exchange.js';

/** A named situation: what differs from the ordinary account and service. */
export interface Scenario {
  readonly name: string;
  /** One line for `simulator --list`. */
  readonly title: string;
  /** Changes the account before the first request. */
  readonly arrange?: (account: Account) => void;
  readonly behaviour?: Partial<Behaviour>;
  /** Makes the handler of one simulator, with its own state. */
  readonly intercept?: (account: Account) => Interceptor;
}
