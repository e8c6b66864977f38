import { IpSet } from '../../net/ip-set.js';

/**
 * Addresses that the units of one run add to the account, each counted once: the limit on them holds for the run, not
 * for each unit.
 */
export class NewAddresses {
  #all = IpSet.empty;

  /** Adds those of a unit; returns how many there are now. */
  add(ips: IpSet): bigint {
    this.#all = this.#all.union(ips);
    return this.#all.count;
  }

  get all(): IpSet {
    return this.#all;
  }
}
