import type { LoadedJob, LoadedJobs } from '../config/jobs/load-jobs.js';
import type { Problem } from '../config/problem.js';
import type { Config } from '../config/schema.js';

/** Every format, in the order in which people are asked. */
export const snippetFormatNames = [
  'jenkins-plugin',
  'jenkins',
  'jenkins-scripted',
  'jenkins-matrix',
  'gitlab',
  'github',
  'azure',
  'kubernetes',
  'shell',
] as const;
/** What `--format` takes. */
export type SnippetFormatName = (typeof snippetFormatNames)[number];

/** What a person may add to a config for its snippet. */
export interface SnippetOptions {
  /** A command that installs `qualys-pc` on the machine of the pipeline; without it an installed one is called. */
  readonly install?: string | undefined;
  /** The image in which the job runs. */
  readonly image?: string | undefined;
  /** The published action or component that runs the program, by its address and version; in place of `install`. */
  readonly use?: string | undefined;
  /** Path of the config file in the repository; default `qualys-pc.yaml`. */
  readonly configPath?: string | undefined;
  /** Number of shards, for the formats that spread the target. */
  readonly shards?: number | undefined;
  /** Milliseconds since the epoch, for a format that cannot hold the last day of an exclusion; without it none has ended. */
  readonly nowMs?: number | undefined;
}

/** A config as pipeline text. */
export interface Snippet {
  /** Empty when something was refused. */
  readonly text: string;
  /** What this format cannot say, and what to do instead. */
  readonly refusals: readonly Problem[];
  /** What a person should know before using it. */
  readonly notes: readonly string[];
  /** Names of the variables that the pipeline must set; secrets among them. */
  readonly environment: readonly string[];
}

/** A Jenkins plugin that a snippet relies on, with the lowest version that is known to have what it uses. */
export interface JenkinsPlugin {
  readonly id: string;
  readonly version: string;
}

/** What must exist where the snippet runs. */
export interface SnippetNeeds {
  readonly jenkinsPlugins?: readonly JenkinsPlugin[];
  /** True when the text calls an installed `qualys-pc`. */
  readonly program: boolean;
  /** True when the job can run in an image. */
  readonly image?: boolean;
  /** True when the text can use the action or component of this program. */
  readonly use?: boolean;
  /** True when the format spreads the target over shards. */
  readonly shards?: boolean;
}

/** A job of a config that holds several, as a config of its own. */
interface SnippetJob {
  readonly name: string;
  readonly config: Config;
}

/** All jobs of a config, in its order. */
export type SnippetJobs = readonly [SnippetJob, ...SnippetJob[]];

/** The jobs of a file that holds several, for a snippet of it. */
export function snippetJobs([first, ...others]: LoadedJobs['jobs']): SnippetJobs {
  const named = ({ job, config }: LoadedJob) => ({ name: job ?? '', config });
  return [named(first), ...others.map(named)];
}

/** One way to write a config down for a pipeline. */
export interface SnippetFormat {
  readonly name: SnippetFormatName;
  readonly title: string;
  readonly description: string;
  /** The name under which its system looks for it. */
  readonly fileName: string;
  readonly needs: SnippetNeeds;
  readonly emit: (config: Config, options: SnippetOptions) => Snippet;
  /** For a config that holds several jobs: a matrix over them and a step that joins, or one run of all. */
  readonly emitJobs: (jobs: SnippetJobs, options: SnippetOptions) => Snippet;
}

/** The snippet of a format that cannot say something. */
export function refused(
  refusals: readonly Problem[],
  { notes = [], environment = [] }: Partial<Pick<Snippet, 'notes' | 'environment'>> = {},
): Snippet {
  return { text: '', refusals, notes, environment };
}
