import { PcError } from '../../errors.js';
import { nearest } from '../../text/nearest.js';
import { printable } from '../../text/printable.js';
import { checkConfig } from '../check-config.js';
import type { ConfigDraft } from '../flag-kinds.js';
import { applyFlags } from '../flags.js';
import {
  type ConfigAnswers,
  configOf,
  flagBehind,
  invalidConfig,
  type LoadedConfig,
  loadConfig,
  readAnswers,
} from '../load-config.js';
import { keysOf, type Problem, pathText } from '../problem.js';
import type { WrittenConfig } from '../schema.js';
import type { LocatedProblem } from '../schema-problems.js';
import { frameProblems, holdsJobs, jobNames, mergedJob, placeInFile } from './merge-jobs.js';
import { overlay } from './overlay.js';
import { sharedProblems } from './shared-objects.js';

/** A job as a config that can be run. */
export interface LoadedJob extends LoadedConfig {
  /** Its name in the file; undefined where the file has one `scan`. */
  readonly job: string | undefined;
}

export interface LoadedJobs {
  /** Those that were picked, in the order of the file. */
  readonly jobs: readonly [LoadedJob, ...LoadedJob[]];
  /** Whether the file has `jobs`, however many were picked: then each has a folder of its own. */
  readonly hasJobs: boolean;
}

/**
 * Reads every job of a config: of a file with `jobs` each of them, else the one `scan`. All jobs are checked, also
 * those that are not picked: what is wrong in the file stops everything.
 * @param picked - Names given by `--job`; empty for all.
 * @throws PcError of kind `usage`, listing every problem with its place; or naming the job nearest to an unknown one.
 */
export function loadJobs(answers: ConfigAnswers, picked: readonly string[] = []): LoadedJobs {
  const { document } = readAnswers({ ...answers, flags: {} });
  const file = document?.value;
  if (!holdsJobs(file)) {
    if (picked.length > 0) throw noJobs(picked);
    return { jobs: [{ ...loadConfig(answers), job: undefined }], hasJobs: false };
  }
  if (answers.flags.jobName !== undefined) throw jobNameFlag();
  const names = pickedNames(jobNames(file), picked);
  const frame = frameProblems(file);
  const checked = jobNames(file).map((name) => checkJob(file, name, answers.flags));
  const usable = checked.flatMap(({ loaded }) => loaded ?? []);
  const problems = [
    ...frame,
    ...checked.flatMap((job) => job.problems),
    ...(frame.length === 0 ? sharedProblems(usable.map(({ job, config }) => ({ name: job, config }))) : []),
  ];
  if (problems.length > 0) throw invalidConfig(distinct(problems), { document, flags: answers.flags });
  const [first, ...others] = usable.filter(({ job }) => names.has(job));
  if (first === undefined) throw new TypeError('A picked job was not loaded');
  return { jobs: [first, ...others], hasJobs: true };
}

/** A valid scan in place of what the defaults leave open. */
const anyScan = { target: { type: 'host', ips: ['127.0.0.1'] }, optionProfile: { id: '1' } };

/** What a new job of a file begins with. */
export interface NewJob {
  /** Account and defaults of the file, with {@link anyScan} where they say nothing. */
  readonly written: WrittenConfig;
  /** The defaults alone, below the groups of a job. */
  readonly defaults: ConfigDraft;
}

/** @throws PcError of kind `usage` when account or defaults are no config. */
export function newJobOf(answers: ConfigAnswers): NewJob {
  const { document } = readAnswers({ ...answers, flags: {} });
  const file = document?.value;
  if (!holdsJobs(file)) throw noJobs([]);
  const { scan, ...merged } = mergedJob({ ...file, jobs: {} }, '');
  const { jobName: _, ...own } = { ...(scan as ConfigDraft) };
  const defaults = { ...merged, scan: own };
  const whole = { ...merged, scan: overlay(anyScan, own) };
  return {
    written: configOf(whole as WrittenConfig, 'The defaults of the config').written,
    defaults,
  };
}

function checkJob(
  file: ConfigDraft,
  job: string,
  flags: ConfigAnswers['flags'],
): { readonly loaded?: LoadedJob & { readonly job: string }; readonly problems: readonly LocatedProblem[] } {
  const checked = checkConfig(applyFlags(mergedJob(file, job), flags));
  const inFile = (problem: Problem | LocatedProblem) => located(problem, { file, job, flags });
  if (!checked.usable) {
    return { problems: checked.problems.filter(({ level }) => level === 'error').map(inFile) };
  }
  const { config, written, notes } = checked;
  return { loaded: { job, config, written, notes: notes.map(inFile) }, problems: [] };
}

/** A problem of a merged job at its place in the file; one that a flag made stays as it is. */
function located(
  problem: Problem | LocatedProblem,
  { file, job, flags }: { file: ConfigDraft; job: string; flags: ConfigAnswers['flags'] },
): LocatedProblem {
  const keys = 'keys' in problem ? problem.keys : keysOf(problem);
  if (flagBehind(keys, flags) !== undefined) return { ...problem, keys };
  const place = placeInFile(file, job, keys);
  return { ...problem, keys: place, path: printable(pathText(place)) };
}

/** What is wrong in the defaults or the account is said once, not for each job. */
function distinct(problems: readonly LocatedProblem[]): LocatedProblem[] {
  const seen = new Map(problems.map((problem) => [`${problem.path} ${problem.problem}`, problem]));
  return [...seen.values()];
}

function pickedNames(known: readonly string[], picked: readonly string[]): ReadonlySet<string> {
  if (picked.length === 0) return new Set(known);
  const unknown = picked.filter((name) => !known.includes(name));
  if (unknown.length === 0) return new Set(picked);
  throw new PcError(`The config has no job ${unknown.map((name) => `"${printable(name)}"`).join(', ')}`, {
    kind: 'usage',
    code: 'job-unknown',
    why: unknown.map((name) => nearWords(name, known)).join('\n'),
    next: 'See qualys-pc list jobs.',
  });
}

function nearWords(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return near === undefined
    ? `Jobs of the config: ${known.slice(0, 20).map(printable).join(', ')}${known.length > 20 ? ' ...' : ''}.`
    : `Did you mean ${printable(near)}?`;
}

function noJobs(picked: readonly string[]): PcError {
  return new PcError('--job picks jobs of a config, and this one has none', {
    kind: 'usage',
    code: 'job-unknown',
    why: `--job ${printable(picked.join(','))} was given; the config has one scan.`,
    next: 'Leave --job out, or name a config with jobs.',
  });
}

function jobNameFlag(): PcError {
  return new PcError('--job-name names one job, and the config has several', {
    kind: 'usage',
    code: 'flags-conflict',
    next: 'Leave it out: a job is called by its name in the config. --job picks jobs.',
  });
}
