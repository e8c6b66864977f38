import type { LoadedJobs } from '../../config/jobs/load-jobs.js';

/** The config of a run. */
export interface RunConfig extends LoadedJobs {
  /** As a pipeline would name it; undefined for flags alone or standard input. */
  readonly configPath: string | undefined;
}
