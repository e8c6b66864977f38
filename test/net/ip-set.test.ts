import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, test } from 'vitest';
import { type IpRange, IpSet, parseIpRange } from '../../src/net/ip-set.js';

/** Ranges that meet often: a few dozen addresses of both families. */
const range: fc.Arbitrary<IpRange> = fc
  .record({
    version: fc.constantFrom(4, 6),
    first: fc.bigInt({ min: 0n, max: 40n }),
    length: fc.bigInt({ min: 0n, max: 12n }),
  })
  .map(({ version, first, length }) => ({ version: version === 4 ? 4 : 6, first, last: first + length }));
const set = fc.array(range, { maxLength: 12 }).map((ranges) => IpSet.of(ranges));

/** Whatever the text, the library that knows all forms is right. */
function asTheLibraryReadsIt(text: string): { version: 4 | 6; value: bigint } | undefined {
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) return undefined;
  const address = ipaddr.parse(text);
  const hex = Buffer.from(address.toByteArray()).toString('hex');
  return { version: address.kind() === 'ipv4' ? 4 : 6, value: BigInt(`0x${hex}`) };
}

const members = (ips: IpSet) => [...ips.addresses()];

describe('an address', () => {
  const part = fc.oneof(
    fc.nat({ max: 300 }).map(String),
    fc.constantFrom('00', '01', '', '1e1', ' 1', '0x1', '256'),
  );
  const text = fc.oneof(
    fc.ipV4(),
    fc.ipV6(),
    fc.array(part, { minLength: 3, maxLength: 5 }).map((parts) => parts.join('.')),
    fc.string({ unit: fc.constantFrom(...'0123456789abf:.%'), maxLength: 20 }),
  );

  test('is read as the library reads it, and nothing else is one', () => {
    fc.assert(
      fc.property(text, (address) => {
        const read = parseIpRange(address);
        const expected = asTheLibraryReadsIt(address.trim());
        const { version, first } = typeof read === 'string' ? {} : read;
        expect(expected === undefined ? typeof read : { version, value: first }).toEqual(
          expected ?? 'string',
        );
      }),
      { numRuns: 2000 },
    );
  });

  test('is written as it was read', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(IpSet.parse(address).toString()).toBe(address);
      }),
    );
  });
});

describe('a set of addresses', () => {
  test('has exactly its members', () => {
    fc.assert(
      fc.property(set, range, (ips, { version, first }) => {
        const one = IpSet.of([{ version, first, last: first }]);
        const isMember = ips.ranges.some(
          (own) => own.version === version && own.first <= first && first <= own.last,
        );
        expect(ips.has(one.toString())).toBe(isMember);
      }),
      { numRuns: 500 },
    );
  });

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

test.for([
  ['Authenticated: 10.0.0.1, 10.0.0.5 - 10.0.0.7.', '10.0.0.1,10.0.0.5-10.0.0.7'],
  ['10.0.0.1 - access denied; 10.0.0.2: dead...', '10.0.0.1-10.0.0.2'],
  ['fe80::1: found :: on ::1', '::1,fe80::1'],
  ['1.2.3 and a-b, 10.0.0.9-10.0.0.3', '10.0.0.3,10.0.0.9'],
  [`${'.'.repeat(200_000)}10.0.0.1${' '.repeat(200_000)}${':'.repeat(200_000)}`, '10.0.0.1'],
])('Addresses in free text: %#', ([text = '', addresses = '']) => {
  expect(IpSet.findIn(text).toString()).toBe(addresses);
});
