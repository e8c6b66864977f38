import { type Problem, refusal } from '../config/problem.js';
import type { Config } from '../config/schema.js';
import { resultFiles } from '../workflow/results/result-files.js';
import { scansOf } from './instance-scans.js';
import type { Pipeline } from './pipeline.js';
import { shellCommand, shellWord } from './quote.js';

const defaultShards = 4;
/** With more shards the account's limits, not the machines, decide the speed (fact sheet 4.1). */
const mostShards = 100;

/** How many shards to write: the option's, else enough for the target. */
export function shardCount(config: Config, shards: number | undefined): number | Problem {
  if (shards === undefined) {
    const { target } = config.scan;
    const needed =
      target.type === 'host' || target.instances !== undefined ? defaultShards : scansOf(config.scan);
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

/** What a command joins, and where it writes. */
interface Join {
  /** Quoted, as the program itself expands it and says what is missing. */
  readonly pattern: string;
  readonly formats: Pipeline['formats'];
  readonly out: string;
  /** Config whose jobs must all have a result. */
  readonly config?: string;
}

/** The command that joins results into one verdict, which is its exit code. */
export function joinCommand({ pattern, formats, out, config }: Join): string {
  const words = [
    ...(config === undefined ? [] : ['--config', config]),
    ...['--format', formats.join(','), '--out', out],
  ];
  return `qualys-pc report ${shellWord(pattern)} ${shellCommand(words)}`;
}

/** Joins the results of the shards, which lie in `<directory>/shard-<i>/`, into `<directory>/merged`. */
export function mergeCommand({ directory, formats }: Pick<Pipeline, 'directory' | 'formats'>): string {
  const pattern = `${directory}/shard-*/${resultFiles.result}`;
  return joinCommand({ pattern, formats, out: `${directory}/merged/` });
}
