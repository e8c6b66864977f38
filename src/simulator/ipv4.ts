import ipaddr from 'ipaddr.js';

/** Addresses from `first` to `last`, both included, as unsigned 32-bit numbers. */
export interface Ipv4Range {
  readonly first: number;
  readonly last: number;
}

function addressNumber(text: string): number | undefined {
  if (!ipaddr.IPv4.isValidFourPartDecimal(text)) return undefined;
  return ipaddr.IPv4.parse(text).octets.reduce((sum, octet) => sum * 256 + octet, 0);
}

/** The dotted form of an address. */
export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** The address of a text, for data written by us. @throws RangeError when it is none. */
export function address(text: string): number {
  const number = addressNumber(text);
  if (number === undefined) throw new RangeError(`not an IPv4 address: ${text}`);
  return number;
}

/**
 * Reads single addresses and hyphen ranges, comma separated (fact sheet 2.3).
 * @returns The first part that is neither, in `invalid`.
 */
export function parseIpList(text: string): { ranges: Ipv4Range[]; invalid: string | undefined } {
  const ranges: Ipv4Range[] = [];
  for (const part of text.split(',').map((each) => each.trim())) {
    const [from = '', to = from, ...rest] = part.split('-').map((each) => each.trim());
    const first = addressNumber(from);
    const last = addressNumber(to);
    if (first === undefined || last === undefined || last < first || rest.length > 0) {
      return { ranges, invalid: part };
    }
    ranges.push({ first, last });
  }
  return { ranges, invalid: undefined };
}

/** A block such as `10.0.0.0/30` as a range, or undefined. */
export function parseCidr(text: string): Ipv4Range | undefined {
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(text)) return undefined;
  const first = ipaddr.IPv4.networkAddressFromCIDR(text).toString();
  const last = ipaddr.IPv4.broadcastAddressFromCIDR(text).toString();
  return { first: address(first), last: address(last) };
}

/** Sorted, disjoint, merged. */
export function normalized(ranges: readonly Ipv4Range[]): Ipv4Range[] {
  const merged: Ipv4Range[] = [];
  for (const range of ranges.toSorted((a, b) => a.first - b.first)) {
    const previous = merged.at(-1);
    if (previous !== undefined && range.first <= previous.last + 1) {
      merged[merged.length - 1] = { first: previous.first, last: Math.max(previous.last, range.last) };
    } else {
      merged.push(range);
    }
  }
  return merged;
}

/** What `ranges` has without what `taken` has. */
export function without(ranges: readonly Ipv4Range[], taken: readonly Ipv4Range[]): Ipv4Range[] {
  let left = normalized(ranges);
  for (const hole of taken) {
    left = left.flatMap((range) => {
      if (hole.last < range.first || hole.first > range.last) return [range];
      const before = { first: range.first, last: hole.first - 1 };
      const after = { first: hole.last + 1, last: range.last };
      return [before, after].filter(({ first, last }) => first <= last);
    });
  }
  return left;
}

/** What both have. */
export function common(a: readonly Ipv4Range[], b: readonly Ipv4Range[]): Ipv4Range[] {
  return normalized(
    a.flatMap((one) =>
      b
        .map((other) => ({ first: Math.max(one.first, other.first), last: Math.min(one.last, other.last) }))
        .filter(({ first, last }) => first <= last),
    ),
  );
}

/** Whether an address lies in one of the ranges. */
export function contains(ranges: readonly Ipv4Range[], number: number): boolean {
  return ranges.some(({ first, last }) => first <= number && number <= last);
}

/** How many addresses there are. */
export function size(ranges: readonly Ipv4Range[]): number {
  return ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
}

/** Every address, in order. */
export function addresses(ranges: readonly Ipv4Range[]): number[] {
  return normalized(ranges).flatMap(({ first, last }) =>
    Array.from({ length: last - first + 1 }, (_, index) => first + index),
  );
}

/** As Qualys prints it: `10.1.1.1` or `10.1.1.1-10.1.1.4`. */
export function formatRange({ first, last }: Ipv4Range): string {
  return first === last ? formatAddress(first) : `${formatAddress(first)}-${formatAddress(last)}`;
}

/** Ranges of data written by us. @throws RangeError when the text is no list. */
export function ranges(text: string): Ipv4Range[] {
  const { ranges: found, invalid } = parseIpList(text);
  if (invalid !== undefined) throw new RangeError(`not an address or range: ${invalid}`);
  return normalized(found);
}
