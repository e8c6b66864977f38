import type { Account } from './accounts/account.js';
import type { Behaviour } from './behaviour.js';

/** The subscription as the endpoints see it: its state, its behaviour, and its speed. */
export interface Tenant {
  readonly account: Account;
  readonly behaviour: Behaviour;
  readonly speed: number;
  /** Reads of the posture of each policy since the last scan was processed. */
  readonly looks: Map<number, number>;
  /** Reads of the scan list since the last launch. */
  scanLooks: number;
}
