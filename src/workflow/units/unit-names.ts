import { jobFolder } from '../../config/jobs/shared-objects.js';
import type { Shard } from './shard.js';

/** Which part of a whole target a unit is; neither for the whole of it. */
export interface UnitCut {
  /** Chosen by `--shard`: the CI spreads the shards over its agents. */
  readonly shard?: Shard | undefined;
  /** Made by the run, of what Qualys does not take in one scan. */
  readonly part?: Shard | undefined;
}

/** A unit and the job that it is of; a config with one `scan` has no named job. */
export interface UnitName extends UnitCut {
  readonly job?: string | undefined;
}

/** Folders of a unit below the report directory, outermost first; none for the one scan of a config. */
export function unitFolders({ job, shard, part }: UnitName): string[] {
  return [
    ...(job === undefined ? [] : [jobFolder(job)]),
    ...(shard === undefined ? [] : [`shard-${shard.index}`]),
    ...(part === undefined ? [] : [`part-${part.index}`]),
  ];
}

/** `3/8`, `part 2/4`, both, or null for the whole: how a state names what its scan is a part of. */
export function cutName({ shard, part }: UnitCut): string | null {
  const names = [
    ...(shard === undefined ? [] : [`${shard.index}/${shard.total}`]),
    ...(part === undefined ? [] : [`part ${part.index}/${part.total}`]),
  ];
  return names.length === 0 ? null : names.join(' ');
}

/** How a line of a log names the unit: `ledger`, `ledger shard 3`, `part 2`. */
export function unitLabel({ job, shard, part }: UnitName): string {
  return [
    ...(job === undefined ? [] : [job]),
    ...(shard === undefined ? [] : [`shard ${shard.index}`]),
    ...(part === undefined ? [] : [`part ${part.index}`]),
  ].join(' ');
}
