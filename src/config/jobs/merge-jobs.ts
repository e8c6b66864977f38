import { nearest } from '../../text/nearest.js';
import { printable } from '../../text/printable.js';
import type { ConfigDraft } from '../flag-kinds.js';
import { valueAt } from '../flag-kinds.js';
import { pathText } from '../problem.js';
import type { LocatedProblem } from '../schema-problems.js';
import { isMapping, overlay } from './overlay.js';

/** Groups of the config that belong to a job; in a file with several they stand below `defaults` and each job. */
export const jobGroups = ['scan', 'criteria', 'timeouts', 'reports'] as const;

const isJobGroup = (key: PropertyKey | undefined) => jobGroups.some((group) => group === key);

/** Whether a config file holds `jobs` in place of one `scan`. */
export function holdsJobs(value: unknown): value is ConfigDraft {
  return valueAt(value, 'jobs') !== undefined;
}

/** Names of the jobs of a config file, in its order. */
export function jobNames(value: unknown): string[] {
  const jobs = valueAt(value, 'jobs');
  return isMapping(jobs) ? Object.keys(jobs) : [];
}

/** One job as a config with a `scan` of its own: the account, the defaults, the job over them, and its name. */
export function mergedJob(file: ConfigDraft, name: string): ConfigDraft {
  const { defaults, jobs, ...account } = file;
  const groups = [defaults, valueAt(jobs, name)]
    .filter(isMapping)
    .map((value) => Object.fromEntries(Object.entries(value).filter(([key]) => isJobGroup(key))))
    .reduce<ConfigDraft>(overlay, {});
  const scan = isMapping(groups.scan) ? groups.scan : {};
  return { ...account, ...groups, scan: { ...scan, jobName: name } };
}

/** Where a setting of a merged job stands in the file: at the job, else in the defaults, else where it is missing. */
export function placeInFile(file: unknown, name: string, keys: readonly PropertyKey[]): PropertyKey[] {
  if (!isJobGroup(keys[0])) return [...keys];
  const own: PropertyKey[] = ['jobs', name, ...keys];
  const isThere = (path: readonly PropertyKey[]) => path.reduce(valueAt, file) !== undefined;
  return !isThere(own) && isThere(['defaults', ...keys]) ? ['defaults', ...keys] : own;
}

export function fileProblem(keys: readonly PropertyKey[], problem: string, fix: string): LocatedProblem {
  return { keys, path: printable(pathText(keys)), problem, fix, level: 'error' };
}

/** What is wrong with the frame around the jobs; the jobs themselves are checked as configs. */
export function frameProblems(file: ConfigDraft): LocatedProblem[] {
  const beside = jobGroups.filter((group) => file[group] !== undefined);
  const names = jobNames(file);
  return [
    ...beside.map((group) =>
      group === 'scan'
        ? fileProblem([group], 'stands beside jobs', 'Make it a job of its own, or put it below defaults.')
        : fileProblem([group], 'stands beside jobs', 'Put it below defaults, or below each job.'),
    ),
    ...(names.length === 0
      ? [fileProblem(['jobs'], 'holds no job', 'Name at least one job, with its settings below it.')]
      : []),
    ...(file.defaults === undefined ? [] : groupProblems(['defaults'], file.defaults)),
    ...names.flatMap((name) => jobProblems(file, name)),
  ];
}

function jobProblems(file: ConfigDraft, name: string): LocatedProblem[] {
  const keys = ['jobs', name];
  const named = valueAt(valueAt(valueAt(file.jobs, name), 'scan'), 'jobName');
  return [
    ...(name !== name.trim() || name === '' || name.includes(',')
      ? [
          fileProblem(
            keys,
            'is no name of a job',
            'Write a name without commas and without spaces around it.',
          ),
        ]
      : []),
    ...groupProblems(keys, valueAt(file.jobs, name)),
    ...(named === undefined
      ? []
      : [
          fileProblem(
            [...keys, 'scan', 'jobName'],
            'is not needed: a job is called by its name',
            'Remove it, or rename the job.',
          ),
        ]),
  ];
}

/** An empty job takes everything from the defaults. */
function groupProblems(keys: readonly PropertyKey[], value: unknown): LocatedProblem[] {
  if (value === null) return [];
  if (!isMapping(value))
    return [fileProblem(keys, 'is not a group of settings', 'Write its settings below it.')];
  const known: readonly string[] = jobGroups;
  return Object.keys(value)
    .filter((key) => !known.includes(key))
    .map((key) => {
      const near = nearest(key, known);
      const fix =
        near === undefined ? `Remove it; known here: ${known.join(', ')}.` : `Did you mean "${near}"?`;
      return fileProblem([...keys, key], 'is not a setting', fix);
    });
}
