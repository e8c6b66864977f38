import ipaddr from 'ipaddr.js';

/** An inclusive range of addresses of one family, as numbers. */
export interface IpRange {
  readonly version: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

function toNumber(text: string): { version: 4 | 6; value: bigint } | undefined {
  const value = ipv4Number(text);
  if (value !== undefined) return { version: 4, value: BigInt(value) };
  if (!ipaddr.IPv6.isValid(text)) return undefined;
  return {
    version: 6,
    value: BigInt(`0x${Buffer.from(ipaddr.IPv6.parse(text).toByteArray()).toString('hex')}`),
  };
}

/** Four decimal parts. Parsed here and not by the library, which is slow for the 100,000 addresses of a large account. */
function ipv4Number(text: string): number | undefined {
  const parts = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/.exec(text);
  if (parts === null) return undefined;
  let value = 0;
  for (let at = 1; at <= 4; at += 1) {
    const byte = Number(parts[at]);
    if (byte > 255) return undefined;
    value = value * 256 + byte;
  }
  return value;
}

function toText(version: 4 | 6, value: bigint): string {
  if (version === 4) {
    const number = Number(value);
    return `${number >>> 24}.${(number >>> 16) & 255}.${(number >>> 8) & 255}.${number & 255}`;
  }
  const bytes: number[] = [];
  for (let shift = 120n; shift >= 0n; shift -= 8n) bytes.push(Number((value >> shift) & 255n));
  return ipaddr.fromByteArray(bytes).toString();
}

/**
 * Reads a single address, a hyphen range or a CIDR. CIDRs become ranges, because Qualys documents them for some
 * calls only (fact sheet 2.3).
 * @returns the range, or a sentence that says what is wrong with the text.
 */
export function parseIpRange(text: string): IpRange | string {
  const trimmed = text.trim();
  const slash = trimmed.indexOf('/');
  if (slash >= 0) return parseCidr(trimmed, slash);
  const [left = '', right, ...more] = trimmed.split('-').map((part) => part.trim());
  if (more.length > 0) return `"${trimmed}" has more than one hyphen`;
  const first = toNumber(left);
  if (first === undefined) return `"${left}" is not an IP address`;
  if (right === undefined) return { version: first.version, first: first.value, last: first.value };
  const last = toNumber(right);
  if (last === undefined) return `"${right}" is not an IP address`;
  if (last.version !== first.version) return `"${trimmed}" mixes IPv4 and IPv6`;
  if (last.value < first.value) return `"${trimmed}" ends before it begins`;
  return { version: first.version, first: first.value, last: last.value };
}

function parseCidr(text: string, slash: number): IpRange | string {
  const base = toNumber(text.slice(0, slash));
  const prefix = text.slice(slash + 1);
  if (base === undefined) return `"${text.slice(0, slash)}" is not an IP address`;
  const bits = base.version === 4 ? 32 : 128;
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > bits)
    return `"/${prefix}" is not a prefix length of 0 to ${bits}`;
  const hostBits = BigInt(bits - Number(prefix));
  const first = (base.value >> hostBits) << hostBits;
  return { version: base.version, first, last: first + (1n << hostBits) - 1n };
}

/** A word without the points around it and the colons after it. */
function withoutPoints(word: string): string {
  let [start, end] = [0, word.length];
  while (word.charAt(start) === '.') start += 1;
  while (end > start && '.:'.includes(word.charAt(end - 1))) end -= 1;
  return word.slice(start, end);
}

/** An immutable set of addresses, kept as sorted ranges that neither overlap nor touch. */
export class IpSet {
  readonly ranges: readonly IpRange[];

  private constructor(ranges: readonly IpRange[]) {
    this.ranges = ranges;
  }

  static readonly empty = new IpSet([]);

  static of(ranges: Iterable<IpRange>): IpSet {
    const sorted = [...ranges].sort((a, b) => a.version - b.version || compare(a.first, b.first));
    const merged: IpRange[] = [];
    for (const range of sorted) {
      const before = merged.at(-1);
      if (before !== undefined && before.version === range.version && range.first <= before.last + 1n) {
        if (range.last > before.last) merged[merged.length - 1] = { ...before, last: range.last };
      } else merged.push(range);
    }
    return new IpSet(merged);
  }

  /**
   * Reads addresses, ranges and CIDRs separated by commas or white space.
   * @throws TypeError naming the first part that is none of them; validate with {@link parseIpRange} before.
   */
  static parse(text: string): IpSet {
    const ranges = text
      .split(/[\s,]+/)
      .filter((part) => part !== '')
      .map((part) => {
        const range = parseIpRange(part);
        if (typeof range === 'string') throw new TypeError(range);
        return range;
      });
    return IpSet.of(ranges);
  }

  /** Every address and range found in free text, as in the AUTHENTICATION block of a scan result (fact sheet 15.5). */
  static findIn(text: string): IpSet {
    const token = /([0-9A-Fa-f:.]+)(?:\s*-\s*([0-9A-Fa-f:.]+))?/g;
    const found = Array.from(text.matchAll(token), ([, first = '', last]) => {
      const ends = [first, last].flatMap((end) => (end === undefined ? [] : [withoutPoints(end)]));
      const range = parseIpRange(ends.join('-'));
      // A dash between an address and a word is no range.
      return typeof range === 'string' ? ends.map(parseIpRange) : [range];
    });
    return IpSet.of(found.flat().filter((range) => typeof range !== 'string'));
  }

  /** How many addresses. A bigint, as an IPv6 range can hold more than a number counts. */
  get count(): bigint {
    return this.ranges.reduce((sum, range) => sum + (range.last - range.first + 1n), 0n);
  }

  get isEmpty(): boolean {
    return this.ranges.length === 0;
  }

  /** Halves the ranges: an account can hold tens of thousands. */
  has(ip: string): boolean {
    const address = toNumber(ip);
    if (address === undefined) return false;
    let low = 0;
    let high = this.ranges.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (endsBefore(this.ranges[middle], { version: address.version, first: address.value }))
        low = middle + 1;
      else high = middle;
    }
    const range = this.ranges[low];
    return range !== undefined && range.version === address.version && range.first <= address.value;
  }

  containsAll(other: IpSet): boolean {
    return other.without(this).isEmpty;
  }

  equals(other: IpSet): boolean {
    return this.toString() === other.toString();
  }

  union(other: IpSet): IpSet {
    return IpSet.of([...this.ranges, ...other.ranges]);
  }

  intersect(other: IpSet): IpSet {
    return this.without(this.without(other));
  }

  /** Walks both sorted lists once: an account can hold tens of thousands of ranges. */
  without(other: IpSet): IpSet {
    const left: IpRange[] = [];
    let passed = 0;
    for (const range of this.ranges) {
      while (endsBefore(other.ranges[passed], range)) passed += 1;
      let { first } = range;
      for (let at = passed; first <= range.last; at += 1) {
        const cut = other.ranges[at];
        if (cut === undefined || cut.version !== range.version || cut.first > range.last) break;
        if (first < cut.first) left.push({ ...range, first, last: cut.first - 1n });
        first = cut.last + 1n;
      }
      if (first <= range.last) left.push({ ...range, first });
    }
    return new IpSet(left);
  }

  /** Every single address in ascending order, IPv4 first. Ask {@link count} first: a range can be huge. */
  *addresses(): Generator<string> {
    for (const { version, first, last } of this.ranges) {
      for (let value = first; value <= last; value += 1n) yield toText(version, value);
    }
  }

  /** The form the API takes: single addresses and hyphen ranges, comma separated (fact sheet 2.3). */
  toString(): string {
    return this.ranges
      .map(({ version, first, last }) =>
        first === last ? toText(version, first) : `${toText(version, first)}-${toText(version, last)}`,
      )
      .join(',');
  }
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** True when the cut lies wholly before, in the order of {@link IpSet.of}. */
function endsBefore(cut: IpRange | undefined, place: { version: 4 | 6; first: bigint }): boolean {
  if (cut === undefined) return false;
  return cut.version === place.version ? cut.last < place.first : cut.version < place.version;
}

/** Private, shared, loopback and link-local networks: the external scanners reach none of them. */
const privateText =
  '10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 fc00::/7 fe80::/10 ::1';
/** Read with the first question, which no start asks. */
let privateNetworks: IpSet | undefined;

/** The addresses that cannot be reached from outside. */
export function privateAddresses(ips: IpSet): IpSet {
  privateNetworks ??= IpSet.parse(privateText);
  return ips.intersect(privateNetworks);
}
