import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addresses,
  common,
  formatRange,
  normalized,
  parseCidr,
  parseIpList,
  ranges,
  size,
  without,
} from '../../src/simulator/ipv4.js';

const range = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 9 }))
  .map(([first, more]) => ({ first, last: first + more }));
const list = fc.array(range, { maxLength: 6 });

describe('sets of addresses', () => {
  test('lose no address and gain none, whatever is done with them', () => {
    fc.assert(
      fc.property(list, list, (a, b) => {
        const [inA, inB] = [
          new Set(a.flatMap((each) => addresses([each]))),
          new Set(b.flatMap((each) => addresses([each]))),
        ];
        const sorted = (numbers: Iterable<number>) => [...numbers].toSorted((x, y) => x - y);
        expect(addresses(a)).toEqual(sorted(inA));
        expect(size(normalized(a))).toBe(inA.size);
        expect(addresses(without(a, b))).toEqual(sorted([...inA].filter((each) => !inB.has(each))));
        expect(addresses(common(a, b))).toEqual(sorted([...inA].filter((each) => inB.has(each))));
      }),
    );
  });

  test('are written as Qualys reads them', () => {
    fc.assert(
      fc.property(list, (a) => {
        const written = normalized(a).map(formatRange).join(',');
        if (written !== '') expect(ranges(written)).toEqual(normalized(a));
      }),
    );
  });

  test.each([
    ['10.1.1.1,10.1.1.10-10.1.1.20', undefined],
    ['10.1.1.1, 10.1.1.2', undefined],
    ['10.1.1.0/24', '10.1.1.0/24'],
    ['10.1.1', '10.1.1'],
    ['10.1.1.256', '10.1.1.256'],
    ['10.1.1.9-10.1.1.1', '10.1.1.9-10.1.1.1'],
    ['2001:db8::1', '2001:db8::1'],
    ['', ''],
  ])('"%s" has the odd part %s', (text, invalid) => {
    expect(parseIpList(text).invalid).toBe(invalid);
  });

  test('a block goes from its network to its broadcast address', () => {
    expect(formatRange(parseCidr('10.20.30.42/30') ?? { first: 0, last: 0 })).toBe('10.20.30.40-10.20.30.43');
    expect(parseCidr('10.20.30.40')).toBeUndefined();
  });
});
