import type { RunOptions } from '../workflow/run-context.js';
import type { Shard } from '../workflow/shards.js';

/** What every command that talks to Qualys may be given. */
export interface AccountArgs {
  /** `--config`; `-` is standard input. */
  readonly config: string | undefined;
  /** Answers that override the config, by the key of their flag. */
  readonly flags: Readonly<Record<string, string | readonly string[] | boolean | number | undefined>>;
  readonly passwordStdin: boolean;
  /** PEM file with extra authorities. */
  readonly caFile: string | undefined;
  /** Hosts that may receive secrets, as far as flags name them. */
  readonly allowServers: readonly string[];
  /** Variables besides `QUALYS_*` that `env:` may name in CI. */
  readonly allowEnv: readonly string[];
  readonly level: 'quiet' | 'normal' | 'verbose';
}

/** What `run` and `check` are given. */
export interface ScanArgs extends AccountArgs {
  readonly options: RunOptions;
  readonly shard: Shard | undefined;
  /** Shows the plan and changes nothing. */
  readonly dryRun: boolean;
  /** Prints the result document, and nothing else, on stdout. */
  readonly json: boolean;
  /** File for the events; `-` is stderr. */
  readonly events: string | undefined;
}
