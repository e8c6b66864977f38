import { IpSet, parseIpRange } from '../../net/ip-set.js';

/** Every address of a run, once, with a number in the order of its first row. */
export class HostNumbers {
  readonly #numbers = new Map<string, number>();
  #last = { ip: '', number: -1 };

  /** Rows of a host mostly follow each other, so that most answers are the last one. */
  numberOf(ip: string): number {
    if (this.#last.number >= 0 && this.#last.ip === ip) return this.#last.number;
    const number = this.#numbers.get(ip) ?? this.#numbers.size;
    if (number === this.#numbers.size) this.#numbers.set(ip, number);
    this.#last = { ip, number };
    return number;
  }

  /** The addresses sorted, and for each number its place among them. */
  sorted(): SortedHosts {
    const entries = [...this.#numbers].map(([ip, number]) => {
      const range = parseIpRange(ip);
      return { ip, number, at: typeof range === 'string' ? undefined : range };
    });
    entries.sort((a, b) => {
      if (a.at === undefined || b.at === undefined)
        return Number(a.at === undefined) - Number(b.at === undefined) || (a.ip < b.ip ? -1 : 1);
      return a.at.version - b.at.version || (a.at.first < b.at.first ? -1 : 1);
    });
    const places = new Uint32Array(entries.length);
    for (const [place, { number }] of entries.entries()) places[number] = place;
    const follows = entries.map(({ at }, place) => {
      const before = entries[place - 1]?.at;
      return at !== undefined && before?.version === at.version && before.last + 1n === at.first;
    });
    return { ips: entries.map(({ ip }) => ip), places, follows };
  }
}

/** Addresses in their order. */
export interface SortedHosts {
  readonly ips: readonly string[];
  /** Place in `ips` by number. */
  readonly places: Uint32Array;
  /** Whether the address at a place comes right after the one before it. */
  readonly follows: readonly boolean[];
}

/** A set of host numbers, small where neighbours come one after the other, as they do in an answer of Qualys. */
export class HostRuns {
  /** First and last number of each run, in turn. */
  readonly #bounds: number[] = [];

  add(number: number): void {
    const bounds = this.#bounds;
    const last = bounds[bounds.length - 1];
    if (last === number) return;
    if (last !== undefined && last + 1 === number) bounds[bounds.length - 1] = number;
    else bounds.push(number, number);
  }

  /** How many hosts there are, and which, as addresses and ranges. */
  words({ ips, places, follows }: SortedHosts): { hosts: number; hostRanges: string } {
    const own: number[] = [];
    for (let at = 0; at < this.#bounds.length; at += 2) {
      const last = this.#bounds[at + 1] ?? 0;
      for (let number = this.#bounds[at] ?? 0; number <= last; number += 1) own.push(places[number] ?? 0);
    }
    const sorted = Uint32Array.from(new Set(own)).sort();
    const ranges: string[] = [];
    let first = 0;
    for (let at = 1; at <= sorted.length; at += 1) {
      const place = sorted[at];
      if (place !== undefined && place === (sorted[at - 1] ?? 0) + 1 && follows[place] === true) continue;
      const [from = '', to = ''] = [ips[sorted[first] ?? 0], ips[sorted[at - 1] ?? 0]];
      ranges.push(from === to ? from : `${from}-${to}`);
      first = at;
    }
    return { hosts: sorted.length, hostRanges: ranges.join(',') };
  }
}

/** Two lists of addresses and ranges as one; what is no address stands as it is. */
export function joinHosts(a: string, b: string): { hosts: number; hostRanges: string } {
  const others = new Set<string>();
  const set = IpSet.of(
    `${a},${b}`.split(',').flatMap((part) => {
      const range = parseIpRange(part);
      if (typeof range !== 'string') return [range];
      if (part !== '') others.add(part);
      return [];
    }),
  );
  const hostRanges = [...(set.isEmpty ? [] : [set.toString()]), ...[...others].sort()].join(',');
  return { hosts: Number(set.count) + others.size, hostRanges };
}
