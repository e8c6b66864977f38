import { type Problem, refusal } from '../config/problem.js';
import type { Config } from '../config/schema.js';
import { resultFiles } from '../workflow/results/result.js';
import type { Pipeline } from './pipeline.js';
import { shellCommand, shellWord } from './quote.js';

/** Qualys takes about ten instance ids in one scan (fact sheet 2.10). */
const instancesPerScan = 10;
const defaultShards = 4;
/** With more shards the account's limits, not the machines, decide the speed (fact sheet 4.1). */
const mostShards = 100;

/** Refuses more instances than one scan takes, for formats that run a single scan. */
export function instancesProblems({ scan: { target } }: Config): Problem[] {
  if (target.type === 'host' || target.instanceIds.length <= instancesPerScan) return [];
  return [
    refusal(
      'scan.target.instanceIds',
      `Qualys takes ${instancesPerScan} instances in one scan, and there are ${target.instanceIds.length}`,
      'Choose the format jenkins-matrix or kubernetes, which spread them over shards, or name fewer.',
    ),
  ];
}

/** How many shards to write: the option's, else enough for the target. */
export function shardCount(config: Config, shards: number | undefined): number | Problem {
  if (shards === undefined) {
    const { target } = config.scan;
    const needed =
      target.type === 'ec2' ? Math.ceil(target.instanceIds.length / instancesPerScan) : defaultShards;
    return Math.max(2, needed);
  }
  const instances = config.scan.target.type === 'ec2' ? config.scan.target.instanceIds.length : 0;
  if (instances > shards * instancesPerScan) {
    return refusal(
      'scan.target.instanceIds',
      `${instances} instances in ${shards} shards are more than the ${instancesPerScan} that Qualys takes in one scan`,
      `Choose --shards ${Math.ceil(instances / instancesPerScan)} or more.`,
    );
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

/**
 * The command that joins the results of the shards, which lie in `<directory>/shard-<i>/`, into `<directory>/merged`.
 * The pattern is quoted: the program expands it, and says which shard is missing. Its exit code is the merged verdict's.
 */
export function mergeCommand({ directory, formats }: Pick<Pipeline, 'directory' | 'formats'>): string {
  const pattern = `${directory}/shard-*/${resultFiles.result}`;
  const words = ['--format', formats.join(','), '--out', `${directory}/merged/`];
  return `qualys-pc report ${shellWord(pattern)} ${shellCommand(words)}`;
}
