import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CidSet, parseCids } from '../../../src/config/values/cid-set.js';
import { PcError } from '../../../src/errors.js';

function cids(text: string): CidSet {
  const set = parseCids(text);
  if (typeof set === 'string') throw new TypeError(set);
  return set;
}

const range = fc
  .tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 30 }))
  .map(([first, more]) => ({ first, last: first + more }));

describe('parseCids', () => {
  it('holds: Excluding 11411 leaves 1141, 141 and 411 in; excluding 1140-1142 takes 1141 out and leaves 11411.', () => {
    const one = cids('11411');
    expect([1141, 141, 411, 11411].filter((cid) => one.has(cid))).toEqual([11411]);
    const few = cids('1140-1142');
    expect([1139, 1140, 1141, 1142, 1143, 11411].filter((cid) => few.has(cid))).toEqual([1140, 1141, 1142]);
  });

  it.each([
    ['1141', '1141'],
    ['1141, 1145-1150', '1141, 1145-1150'],
    ['1150 - 1151,\n1149 1141', '1141, 1149-1151'],
    ['5,5,5-6,', '5-6'],
    ['007', '7'],
  ])('reads %j as %s', (text, written) => {
    expect(cids(text).toString()).toBe(written);
  });

  it.each([
    ['', 'The list of CIDs is empty'],
    [' , ', 'The list of CIDs is empty'],
    ['1141x', '"1141x" is not a CID or a range of CIDs'],
    ['-5', '"-5" is not a CID or a range of CIDs'],
    ['1-2-3', '"1-2-3" is not a CID or a range of CIDs'],
    ['1.5', '"1.5" is not a CID or a range of CIDs'],
    ['0', '"0" starts at 0; CIDs are positive'],
    ['9-3', '"9-3" ends before it begins'],
    ['99999999999999999999', '"99999999999999999999" is too large for a CID'],
  ])('says what is wrong with %j', (text, problem) => {
    expect(parseCids(text)).toBe(problem);
  });

  it('has exactly the numbers of its ranges, and is written back as the same set', () => {
    fc.assert(
      fc.property(fc.array(range, { minLength: 1, maxLength: 8 }), (ranges) => {
        const set = cids(ranges.map(({ first, last }) => `${first}-${last}`).join(','));
        const expected = Array.from({ length: 540 }, (_, index) => index).filter((cid) =>
          ranges.some(({ first, last }) => first <= cid && cid <= last),
        );
        expect(set.expand()).toEqual(expected);
        expect(set.count).toBe(expected.length);
        expect(cids(set.toString())).toEqual(set);
      }),
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d, -]{0,15}$/)), (text) => {
        const set = parseCids(text);
        if (typeof set !== 'string') expect(set.count).toBeGreaterThan(0);
      }),
    );
  });

  it('refuses to write out more numbers than the limit instead of leaving some out', () => {
    expect(cids('1-3').expand(3)).toEqual([1, 2, 3]);
    expect(() => cids('1-4').expand(3)).toThrow(PcError);
    expect(() => cids('1-9007199254740991').expand()).toThrow('more than 10000');
  });
});
