import { PcError } from '../../errors.js';
import { closedHyphens } from '../../text/hyphens.js';

interface CidRange {
  readonly first: number;
  readonly last: number;
}

/** An immutable set of control numbers, kept as sorted ranges that neither overlap nor touch. */
export class CidSet {
  readonly ranges: readonly CidRange[];

  private constructor(ranges: readonly CidRange[]) {
    this.ranges = ranges;
  }

  static of(ranges: Iterable<CidRange>): CidSet {
    const merged: CidRange[] = [];
    for (const range of [...ranges].sort((a, b) => a.first - b.first)) {
      const before = merged.at(-1);
      if (before === undefined || range.first > before.last + 1) merged.push(range);
      else if (range.last > before.last)
        merged[merged.length - 1] = { first: before.first, last: range.last };
    }
    return new CidSet(merged);
  }

  /** How many control numbers. */
  get count(): number {
    return this.ranges.reduce((sum, { first, last }) => sum + (last - first + 1), 0);
  }

  has(cid: number): boolean {
    return this.ranges.some(({ first, last }) => first <= cid && cid <= last);
  }

  /**
   * Every single number in ascending order.
   * @throws PcError of kind `usage` when there are more than `limit`: leaving some out would change a verdict.
   */
  expand(limit = 10_000): number[] {
    if (this.count > limit) {
      throw new PcError(`The CID list ${this.toString()} holds ${this.count} numbers, more than ${limit}`, {
        kind: 'usage',
        code: 'too-many-cids',
        next: 'Name a smaller range of CIDs.',
      });
    }
    return this.ranges.flatMap(({ first, last }) =>
      Array.from({ length: last - first + 1 }, (_, offset) => first + offset),
    );
  }

  /** The shortest way to write the set, for example `1141, 1145-1150`. */
  toString(): string {
    return this.ranges
      .map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`))
      .join(', ');
  }
}

/**
 * Reads control numbers and ranges separated by commas or white space: `1141, 1145-1150`. A range is numbers,
 * never text: 114 does not match 1141.
 * @returns the set, or a sentence that says what is wrong with the text.
 */
export function parseCids(text: string): CidSet | string {
  const parts = closedHyphens(text)
    .split(/[\s,]+/)
    .filter((part) => part !== '');
  if (parts.length === 0) return 'The list of CIDs is empty';
  const ranges: CidRange[] = [];
  for (const part of parts) {
    const range = parseRange(part);
    if (typeof range === 'string') return range;
    ranges.push(range);
  }
  return CidSet.of(ranges);
}

function parseRange(part: string): CidRange | string {
  const match = /^(\d+)(?:-(\d+))?$/.exec(part);
  if (match === null) return `"${part}" is not a CID or a range of CIDs`;
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  if (first === 0) return `"${part}" starts at 0; CIDs are positive`;
  if (!Number.isSafeInteger(last) || !Number.isSafeInteger(first)) return `"${part}" is too large for a CID`;
  if (last < first) return `"${part}" ends before it begins`;
  return { first, last };
}
