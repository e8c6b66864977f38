import { IpSet } from '../../net/ip-set.js';

/** How one unit ended: with what it gave, or with what it threw. */
export type UnitEnd<T> =
  | { readonly kind: 'ended'; readonly value: T }
  | { readonly kind: 'threw'; readonly cause: unknown }
  /** The signal came before its turn. */
  | { readonly kind: 'not-started' };

export interface PlayOptions {
  /** Most units at a time. */
  readonly most: number;
  /** Starts no more units once it is aborted; those under way hear it themselves. */
  readonly signal: AbortSignal;
}

/** Plays all units, some at a time, in their order. One that throws stops no other. */
export async function playUnits<Unit, T>(
  units: readonly Unit[],
  play: (unit: Unit) => Promise<T>,
  { most, signal }: PlayOptions,
): Promise<UnitEnd<T>[]> {
  const ends: UnitEnd<T>[] = units.map(() => ({ kind: 'not-started' }));
  const waiting = units.entries();
  const takeTurns = async () => {
    for (const [index, unit] of waiting) {
      if (signal.aborted) return;
      ends[index] = await play(unit).then(
        (value) => ({ kind: 'ended', value }),
        (cause: unknown) => ({ kind: 'threw', cause }),
      );
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, units.length) }, takeTurns));
  return ends;
}

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
