import type { Problem } from '../config/problem.js';
import type { Config } from '../config/schema.js';
import { refusal } from './refusal.js';

/** Qualys takes about ten instance ids in one scan (fact sheet 2.10). */
const instancesPerScan = 10;
const defaultShards = 4;
/** Above it the account's limits, not the machines, decide the pace (fact sheet 4.1). */
const mostShards = 100;

/** How many shards to write: the option's, else enough for the target. */
export function shardCount(config: Config, shards: number | undefined): number | Problem {
  if (shards === undefined) {
    const { target } = config.scan;
    const needed =
      target.type === 'ec2' ? Math.ceil(target.instanceIds.length / instancesPerScan) : defaultShards;
    return Math.max(2, needed);
  }
  if (!Number.isSafeInteger(shards) || shards < 2 || shards > mostShards) {
    return refusal(
      'shards',
      `${shards} is no number of shards`,
      `Choose a whole number from 2 to ${mostShards}.`,
    );
  }
  return shards;
}
