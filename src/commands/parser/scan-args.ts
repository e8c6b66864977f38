import type { RunOptions } from '../../workflow/run/run-context.js';
import type { Shard } from '../../workflow/units/shard.js';
import type { AnnotationChoice } from '../process/ci-log.js';
import type { GivenOption } from './given-options.js';

/** What every command that talks to Qualys may be given. */
export interface AccountArgs {
  /** Every option of the command line, to be repeated in the commands that are printed; none without one. */
  readonly given?: readonly GivenOption[] | undefined;
  /** `--config`; `-` is standard input. */
  readonly config: string | undefined;
  /** Further ones, each laid over those before. */
  readonly overlays?: readonly string[] | undefined;
  /** Answers that override the config, by the key of their flag. */
  readonly flags: Readonly<Record<string, string | readonly string[] | boolean | number | undefined>>;
  /** `--job`: jobs picked from a config that holds several; none for all. */
  readonly jobs?: readonly string[] | undefined;
  readonly passwordStdin: boolean;
  /** PEM file with extra authorities. */
  readonly caFile: string | undefined;
  /** Hosts that may receive secrets, as far as flags name them. */
  readonly allowServers: readonly string[];
  /** Proxies of the config that may receive their password in CI, as far as flags name them. */
  readonly allowProxies: readonly string[];
  /** Variables besides `QUALYS_*` that `env:` may name in CI. */
  readonly allowEnv: readonly string[];
  /** Files and folders that `file:` may name in CI, as far as flags name them. */
  readonly allowFiles: readonly string[];
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
  readonly annotations: AnnotationChoice;
}
