import { reportFileNames } from '../names.js';
import { assetGroupTitle, authRecordTitle, scanTitle } from '../object-titles.js';
import type { Config } from '../schema.js';
import type { LocatedProblem } from '../schema-problems.js';
import { fileProblem } from './merge-jobs.js';

interface NamedJob {
  readonly name: string;
  readonly config: Config;
}

/** The folder of a job below the report directory: what is no plain character becomes `-`. */
export function jobFolder(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]/g, '-').replace(/^\.+$/, (dots) => '-'.repeat(dots.length));
}

/** Files of a run that lie beside the folders of its jobs. */
const filesBeside: ReadonlySet<string> = new Set([
  'result.json',
  'previous-result.json',
  'controls.jsonl',
  'state.json',
  'units.json',
  'report.css',
  ...Object.values(reportFileNames),
]);

/** Characters: file systems take 255 bytes for a name. */
const longestFolder = 200;

/** A job whose results could not be written: better said before its scan than after it. */
function folderProblem({ name }: NamedJob): LocatedProblem[] {
  const folder = jobFolder(name);
  if (folder.length > longestFolder)
    return [
      fileProblem(
        ['jobs', name],
        `is too long for the name of a folder: ${folder.length} characters`,
        `Write at most ${longestFolder}.`,
      ),
    ];
  return filesBeside.has(folder.toLowerCase())
    ? [fileProblem(['jobs', name], 'is the name of a file of the results', 'Give the job another name.')]
    : [];
}

/** What two jobs may not have in common, and how a message says it. */
const objects: readonly {
  readonly of: (job: NamedJob) => string | undefined;
  readonly path: readonly string[];
  readonly words: (value: string) => string;
  readonly fix: string;
}[] = [
  {
    of: ({ name }) => assetGroupTitle(name).toLowerCase(),
    path: [],
    words: () => 'the asset group',
    fix: 'Give the jobs names that differ by more than upper and lower case.',
  },
  {
    of: ({ name, config: { scan } }) => {
      const { existing, platform } = scan.authRecord ?? {};
      return existing !== undefined || platform === undefined
        ? undefined
        : authRecordTitle(platform, name).toLowerCase();
    },
    path: [],
    words: () => 'the auth record',
    fix: 'Give the jobs names that differ by more than upper and lower case.',
  },
  {
    of: ({ name }) => jobFolder(name).toLowerCase(),
    path: [],
    words: (folder) => `the folder ${folder}`,
    fix: 'Give the jobs names that differ in letters, digits, dots, dashes or underscores.',
  },
  {
    of: ({ name, config: { scan } }) =>
      scanTitle({ template: scan.title, jobName: name, build: 'build', nowMs: 0 }),
    path: ['scan', 'title'],
    words: () => 'the title of the scan',
    fix: 'Put [job_name] into the title.',
  },
];

/**
 * Two jobs that would write the same object of Qualys, or the same files, would undo each other's work. Their results
 * lie below one directory, which is named once.
 */
export function sharedProblems(jobs: readonly NamedJob[]): LocatedProblem[] {
  const problems = objects.flatMap(({ of, path, words, fix }) => {
    const owners = new Map<string, string>();
    return jobs.flatMap((job) => {
      const value = of(job);
      if (value === undefined) return [];
      const owner = owners.get(value);
      if (owner === undefined) {
        owners.set(value, job.name);
        return [];
      }
      return [fileProblem(['jobs', job.name, ...path], `would share ${words(value)} with ${owner}`, fix)];
    });
  });
  const [first] = jobs;
  const elsewhere = jobs.filter(({ config }) => config.reports.directory !== first?.config.reports.directory);
  return [
    ...withoutRepetition(problems),
    ...jobs.flatMap(folderProblem),
    ...elsewhere.map(({ name }) =>
      fileProblem(
        ['jobs', name, 'reports', 'directory'],
        'differs from that of the other jobs, and their results are joined in one',
        'Set it below defaults; each job has a folder of its own in it.',
      ),
    ),
  ];
}

/** One line for each job is enough: the same name is behind group, record and folder. */
function withoutRepetition(problems: readonly LocatedProblem[]): LocatedProblem[] {
  const seen = new Set<string>();
  return problems.filter(({ path }) => !seen.has(path) && seen.add(path));
}
