import { PcError } from '../../errors.js';
import { IpSet } from '../../net/ip-set.js';
import { sha256 } from '../../text/sha256.js';
import type { Shard } from './shard.js';

/** The largest target that is cut into single addresses. */
const MOST_SHARDED_ADDRESSES = 1_000_000n;

/** Distinct addresses sorted; number k from 0 goes to shard k mod n + 1 (design, section 8). */
export function shardOfAddresses(whole: IpSet, { index, total }: Shard): IpSet {
  checkSize(whole);
  const mine = [...whole.addresses()].filter((_, k) => k % total === index - 1);
  return IpSet.parse(mine.join(','));
}

/**
 * The rule for addresses that are read from Qualys: each agent asks for itself and may read another list, so the address
 * alone decides its shard.
 */
export function shardByHash(whole: IpSet, { index, total }: Shard): IpSet {
  checkSize(whole);
  const mine = [...whole.addresses()].filter((address) => hashOf(address) % total === index - 1);
  return IpSet.parse(mine.join(','));
}

/** Whether a name that is read from Qualys falls to the shard, by the same rule. */
export function nameInShard(name: string, { index, total }: Shard): boolean {
  return hashOf(name) % total === index - 1;
}

/** The first four bytes of its SHA-256. */
function hashOf(text: string): number {
  return Number.parseInt(sha256(text).slice(0, 8), 16);
}

function checkSize(whole: IpSet): void {
  if (whole.count > MOST_SHARDED_ADDRESSES) {
    throw new PcError(`The target holds ${whole.count} addresses, too many to share out`, {
      kind: 'usage',
      code: 'target-too-large',
      next: `Split the target into configs of at most ${MOST_SHARDED_ADDRESSES} addresses.`,
    });
  }
}

/** The same rule for instance ids. */
export function shardOfNames(whole: readonly string[], { index, total }: Shard): string[] {
  return [...new Set(whole)].sort().filter((_, k) => k % total === index - 1);
}
