import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IpSet } from '../../../src/net/ip-set.js';
import { parseShard } from '../../../src/workflow/units/shard.js';
import { shardOfAddresses, shardOfNames } from '../../../src/workflow/units/shards.js';

describe('shards', () => {
  test('number k from 0 of the sorted distinct addresses goes to shard k mod n + 1', () => {
    const whole = IpSet.parse('10.0.0.9,10.0.0.1-10.0.0.4,10.0.0.2');
    expect([1, 2, 3].map((index) => shardOfAddresses(whole, { index, total: 3 }).toString())).toEqual([
      '10.0.0.1,10.0.0.4',
      '10.0.0.2,10.0.0.9',
      '10.0.0.3',
    ]);
    expect(shardOfNames(['i-b', 'i-a', 'i-b', 'i-c'], { index: 1, total: 2 })).toEqual(['i-a', 'i-c']);
  });

  test('together the shards are the whole, and no two share an address', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.ipV4(), { maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        (ips, total) => {
          const whole = IpSet.parse(ips.join(','));
          const parts = Array.from({ length: total }, (_, k) =>
            shardOfAddresses(whole, { index: k + 1, total }),
          );
          expect(parts.reduce((sum, part) => sum.union(part), IpSet.empty).toString()).toBe(whole.toString());
          expect(parts.reduce((sum, part) => sum + part.count, 0n)).toBe(whole.count);
        },
      ),
    );
  });

  test.each(['0/8', '9/8', '3', '3/0', 'a/b', '1/2/3', '-1/2'])('%s is refused', (text) => {
    expect(() => parseShard(text)).toThrow(expect.objectContaining({ kind: 'usage' }));
  });
});
