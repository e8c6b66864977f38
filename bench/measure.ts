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
 * Takes two things in turns. The speed of a machine that others use too drifts within seconds: only what was measured
 * one after the other is compared.
 * @returns The median of the ratios of the pairs.
 */
export async function ratio(
  rounds: number,
  subject: () => Promise<number>,
  reference: () => Promise<number>,
): Promise<number> {
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const against = await reference();
    ratios.push((await subject()) / against);
  }
  return median(ratios);
}
