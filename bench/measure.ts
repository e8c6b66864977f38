/** One line of the budget table (design, section 9). */
export interface BenchRow {
  readonly what: string;
  /** What was measured, in the unit of the limit. */
  readonly measured: number;
  /** The most that is allowed. */
  readonly limit: number;
  /** `x` is a ratio to what it is compared with. */
  readonly unit: 'x' | 'ms' | 'MB' | 'calls';
  readonly against: string;
}

/** The middle value: what a run usually costs, whatever else the machine did meanwhile. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/**
 * Takes two things in turns, so that both meet the same machine.
 * @returns The ratio of their medians, in milliseconds each.
 */
export async function ratio(
  rounds: number,
  subject: () => Promise<number>,
  reference: () => Promise<number>,
): Promise<number> {
  const subjects: number[] = [];
  const references: number[] = [];
  for (let round = 0; round < rounds; round++) {
    references.push(await reference());
    subjects.push(await subject());
  }
  return median(subjects) / median(references);
}
