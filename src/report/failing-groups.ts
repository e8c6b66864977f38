import { type IpRange, IpSet, parseIpRange } from '../net/ip-set.js';
import { worstFirst } from '../workflow/judge/tally.js';
import type { Result } from '../workflow/results/result.js';
import { type FailingRow, failingRows } from './compare.js';

/** One failure of a control with every host that shows it: same policy, same place on the host, same values. */
export interface FailingGroup extends FailingRow {
  /** Addresses, each once. */
  readonly hosts: readonly string[];
  /** Rows in it. */
  readonly count: number;
}

/** What fails the build, the worst first; a control that fails alike on many hosts is one entry. */
export function failingGroups(result: Result): FailingGroup[] {
  return grouped(failingRows(result).sort(worstFirst));
}

/** Rows that differ in nothing but the host, as one; in the order of their first rows. */
export function grouped(rows: readonly FailingRow[]): FailingGroup[] {
  const groups = new Map<string, { first: FailingRow; hosts: Set<string>; count: number }>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: row, hosts: new Set([row.host.ip]), count: 1 });
    else {
      group.hosts.add(row.host.ip);
      group.count += 1;
    }
  }
  return [...groups.values()].map(({ first, hosts, count }) => ({ ...first, hosts: [...hosts], count }));
}

function keyOf(row: FailingRow): string {
  const { policyId, cid, statement, criticality, technology, instance, state, missing, unexpected } = row;
  return JSON.stringify([
    policyId,
    cid,
    statement,
    criticality.value,
    technology,
    instance,
    state,
    missing,
    unexpected,
  ]);
}

/** Addresses with neighbours as ranges; what is no address stays as it is. */
export function addressWords(ips: readonly string[]): string {
  const ranges = ips.map(parseIpRange);
  const isRange = (range: IpRange | string): range is IpRange => typeof range !== 'string';
  return ranges.every(isRange) ? IpSet.of(ranges).toString().replaceAll(',', ', ') : ips.join(', ');
}

/** "10.20.30.40", or "6 hosts". */
export function hostsWord({ hosts, host }: FailingGroup): string {
  return hosts.length === 1 ? host.ip : `${hosts.length} hosts`;
}

/** Ranges of addresses that an entry of a list names. */
const MOST_RANGES = 12;

/** The same, cut where hundreds of scattered hosts would fill the page. */
export function shortAddresses(ips: readonly string[]): string {
  const ranges = addressWords(ips).split(', ');
  if (ranges.length <= MOST_RANGES) return ranges.join(', ');
  return `${ranges.slice(0, MOST_RANGES).join(', ')} and more`;
}
