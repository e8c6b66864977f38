import fc from 'fast-check';
import { expect, test } from 'vitest';
import { grouped } from '../../src/text/counted.js';

test('a whole number is grouped as Intl.NumberFormat groups it', () => {
  const format = new Intl.NumberFormat('en');
  fc.assert(
    fc.property(fc.oneof(fc.nat(), fc.maxSafeNat(), fc.bigInt({ min: 0n })), (count) => {
      expect(grouped(count)).toBe(format.format(count));
    }),
  );
});
