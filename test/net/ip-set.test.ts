import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type IpRange, IpSet } from '../../src/net/ip-set.js';

/** Ranges that meet often: a few dozen addresses of both families. */
const range: fc.Arbitrary<IpRange> = fc
  .record({
    version: fc.constantFrom(4, 6),
    first: fc.bigInt({ min: 0n, max: 40n }),
    length: fc.bigInt({ min: 0n, max: 12n }),
  })
  .map(({ version, first, length }) => ({ version: version === 4 ? 4 : 6, first, last: first + length }));
const set = fc.array(range, { maxLength: 12 }).map((ranges) => IpSet.of(ranges));

const members = (ips: IpSet) => [...ips.addresses()];

describe('a set of addresses', () => {
  test('without, intersect and union hold exactly the addresses they should', () => {
    fc.assert(
      fc.property(set, set, (a, b) => {
        expect(members(a.without(b))).toEqual(members(a).filter((ip) => !b.has(ip)));
        expect(members(a.intersect(b))).toEqual(members(a).filter((ip) => b.has(ip)));
        expect(new Set(members(a.union(b)))).toEqual(new Set([...members(a), ...members(b)]));
      }),
    );
  });

  test('what is left after a cut stays sorted, apart and merged', () => {
    fc.assert(
      fc.property(set, set, (a, b) => {
        const left = a.without(b);
        expect(IpSet.of(left.ranges).ranges).toEqual(left.ranges);
      }),
    );
  });

  test('an account of 50,000 ranges is compared in one walk', () => {
    const every = (step: bigint) =>
      IpSet.of(
        Array.from({ length: 50_000 }, (_, at) => ({
          version: 4,
          first: BigInt(at) * step,
          last: BigInt(at) * step,
        })),
      );
    const account = every(2n);
    expect(account.intersect(every(4n)).count).toBe(25_000n);
    expect(account.containsAll(account)).toBe(true);
  });
});
