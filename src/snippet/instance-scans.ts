import { usualJobs } from '../config/names.js';
import type { Config } from '../config/schema.js';

/** Qualys takes about ten instance ids in one scan (fact sheet 2.10); a run makes several scans of more. */
const instancesPerScan = 10;

/** How many scans a run makes at least of the named instances; one for hosts. */
export function scansOf({ target }: Config['scan']): number {
  return target.type === 'host' ? 1 : Math.max(1, Math.ceil(target.instanceIds.length / instancesPerScan));
}

/** How many scans follow one another in a run, or in each of its shards: the pipeline's own timeout holds for all. */
export function scanRounds({ scan, concurrency }: Config, shards = 1): number {
  return Math.ceil(scansOf(scan) / shards / (concurrency?.jobs ?? usualJobs));
}

/** What a person must know of scans that are counted only when the run asks Qualys. */
export function runningNotes({ scan: { target }, concurrency }: Config): string[] {
  if (target.type === 'host' || target.instances === undefined) return [];
  const atATime = concurrency?.jobs ?? usualJobs;
  return [
    `Every ten running instances of one account and region are a scan, and ${atATime} run at a time: raise the timeout of the pipeline, which is meant for those of one time, when there are more.`,
  ];
}
