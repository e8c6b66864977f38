import { jobFolder } from '../config/jobs/shared-objects.js';
import { type ReportFormatName, usualJobs } from '../config/names.js';
import { type Problem, refusal } from '../config/problem.js';
import type { Config } from '../config/schema.js';
import { resultFiles } from '../workflow/results/result-files.js';
import type { ImageOptions } from './container-image.js';
import { type Pipeline, pipelineOf } from './pipeline.js';
import { shellCommand, shellWord } from './quote.js';
import { joinCommand } from './shards.js';
import { keepingLines, keptDirectory } from './shell-lines.js';
import type { SnippetJobs } from './snippet-format.js';

/** The variable of a matrix over jobs: the folder of the job's results, which every system takes as it is. */
export const cellVariable = 'SCAN_JOB';

/** How many cells of a matrix run at a time: as many scans as the config allows. */
export function cellsAtATime([{ config }]: SnippetJobs): number {
  return config.concurrency?.jobs ?? usualJobs;
}

/** The values of a matrix over the jobs, in the order of the file. */
export function jobFolders(jobs: SnippetJobs): string[] {
  return jobs.map(({ name }) => jobFolder(name));
}

/** {@link pipelineOf} for the jobs of a config; its run words lack the job. */
export function pipelineOfJobs(
  jobs: SnippetJobs,
  options: ImageOptions,
  wanted: readonly ReportFormatName[],
): Pipeline {
  const [first, ...others] = jobs;
  const configs: [Config, ...Config[]] = [first.config, ...others.map(({ config }) => config)];
  const pipeline = pipelineOf(configs, options, wanted);
  return { ...pipeline, refusals: [...pipeline.refusals, ...jobs.flatMap(({ name }) => nameProblems(name))] };
}

/** {@link pipelineOfJobs} for formats in which one machine runs all jobs: its time is that of all. */
export function pipelineOfPlainRun(
  jobs: SnippetJobs,
  options: ImageOptions,
  wanted: readonly ReportFormatName[],
): Pipeline {
  const pipeline = pipelineOfJobs(jobs, options, wanted);
  return { ...pipeline, minutes: pipeline.minutes * Math.ceil(jobs.length / cellsAtATime(jobs)) };
}

/** Refuses more jobs than the matrix of a system takes. */
export function countProblems(jobs: SnippetJobs, { most, of }: { most: number; of: string }): Problem[] {
  if (jobs.length <= most) return [];
  return [
    refusal(
      'jobs',
      `${of} takes ${most} cells in a matrix, and there are ${jobs.length} jobs`,
      'Spread them over several configs, or choose the format shell, which runs all on one machine.',
    ),
  ];
}

/** Characters that the languages of pipelines read in different ways, or not at all. */
function nameProblems(name: string): Problem[] {
  if (!/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/u.test(name)) return [];
  return [
    refusal('jobs', 'A name of a job holds a character that cannot be seen', 'Rename the job without it.'),
  ];
}

/** Words of a shell that no system takes for an expression of its own, such as `$(NAME)` in Azure. */
function literalWord(text: string): string {
  return shellWord(text).replaceAll('$', () => "$''");
}

/** The name of a cell's job: the variable itself where names are folders, else a table. */
function nameLines(jobs: SnippetJobs): { readonly lines: readonly string[]; readonly word: string } {
  const renamed = jobs.filter(({ name }) => jobFolder(name) !== name);
  if (renamed.length === 0) return { lines: [], word: `"$${cellVariable}"` };
  return {
    lines: [
      `case $${cellVariable} in`,
      ...renamed.map(({ name }) => `  ${jobFolder(name)}) job=${literalWord(name)} ;;`),
      `  *) job=$${cellVariable} ;;`,
      'esac',
    ],
    word: '"$job"',
  };
}

/** The script around the scan of one job, whose folder stands in the variable of the matrix. */
export function cellLines(
  jobs: SnippetJobs,
  pipeline: Pipeline,
  runLines: (command: string) => readonly string[],
): {
  readonly before: readonly string[];
  readonly run: readonly string[];
  readonly after: readonly string[];
} {
  const { lines, word } = nameLines(jobs);
  const { before, after } = keepingLines(pipeline, {
    results: `${shellWord(pipeline.directory)}/"$${cellVariable}"`,
    kept: `${shellWord(keptDirectory(pipeline))}/"$${cellVariable}"`,
  });
  return {
    before: [...before, ...lines],
    run: runLines(`${shellCommand(pipeline.runWords)} --job=${word}`),
    after,
  };
}

/**
 * The command that joins the results of the jobs, which lie in `<directory>/<job>/`, and writes the joined ones above
 * them. It knows the jobs from the config, and names each that left no result. Its exit code is the joined verdict's.
 */
export function joinJobsCommand(pipeline: Pipeline, directory = pipeline.directory): string {
  return joinCommand({
    pattern: `${directory}/*/${resultFiles.result}`,
    formats: pipeline.formats,
    out: `${directory}/`,
    config: pipeline.configPath,
  });
}
