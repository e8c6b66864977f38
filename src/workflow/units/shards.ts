import { createHash } from 'node:crypto';
import { PcError } from '../../errors.js';
import { IpSet } from '../../net/ip-set.js';

/** Part `index` of `total`, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly total: number;
}

/** The largest target that is cut into single addresses. */
const MOST_SHARDED_ADDRESSES = 1_000_000n;

/**
 * Reads `3/8`.
 * @throws PcError of kind `usage`.
 */
export function parseShard(text: string): Shard {
  const match = /^(\d{1,6})\/(\d{1,6})$/.exec(text.trim());
  const index = Number(match?.[1]);
  const total = Number(match?.[2]);
  if (match !== null && index >= 1 && index <= total) return { index, total };
  throw new PcError(`--shard ${text} is not a shard`, {
    kind: 'usage',
    code: 'shard-invalid',
    next: 'Give the part and the number of parts, counted from 1, for example --shard 3/8.',
  });
}

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

function hashOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0);
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
