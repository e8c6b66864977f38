import { PcError } from '../../errors.js';
import type { InstancePart } from './instance-part.js';
import { cutInstances, type FoundInstances, namedInstances, newestInstances } from './instance-parts.js';
import type { Ec2Target } from './scan-request.js';

/** Named instances in several regions: a run of a command makes a scan for each region, a lone scan cannot. */
export class SeveralRegions extends PcError {
  /** What each of the scans takes. */
  readonly parts: readonly InstancePart[];

  constructor(regions: readonly string[], parts: readonly InstancePart[]) {
    super(`The instances are in different regions: ${regions.join(', ')}`, {
      kind: 'usage',
      code: 'several-regions',
      why: 'One scan serves one region.',
      next: 'Save the config, and run it with qualys-pc run, which makes a scan for each region.',
    });
    this.parts = parts;
  }
}

/**
 * Cuts the instances of a scan by their regions.
 * @returns undefined when they lie in one, or when they were cut already.
 */
export function severalRegions(
  { ids, wholeIds, part }: Pick<Ec2Target, 'ids' | 'wholeIds' | 'part'>,
  { connector, instances }: FoundInstances,
): SeveralRegions | undefined {
  if (part !== undefined) return undefined;
  const known = [{ connector, instances: [...newestInstances(instances).values()] }];
  const whole = namedInstances(known, [connector], wholeIds);
  const parts = cutInstances(namedInstances(known, [connector], ids), { whole, running: false });
  const regions = [...new Set(parts.flatMap(({ region }) => region ?? []))];
  return regions.length < 2 ? undefined : new SeveralRegions(regions, parts);
}
