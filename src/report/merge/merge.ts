import { exitCode, PcError } from '../../errors.js';
import { IpSet } from '../../net/ip-set.js';
import { naturally } from '../../text/naturally.js';
import { ControlGroups } from '../../workflow/judge/control-groups.js';
import type { JobLine } from '../../workflow/results/job-line.js';
import type { Result } from '../../workflow/results/result.js';
import type { ReportInput } from '../report-input.js';
import { mergeFacts } from './merge-facts.js';
import { mergeGroups, mergePolicies, mergeTotals } from './merge-policies.js';
import {
  checkTogether,
  nameMissingUnits,
  nameUnscanned,
  withDistinctUnits,
  withExpected,
} from './merge-units.js';
import { joinedWords, joinVerdicts } from './merge-verdict.js';

/** What must be there beyond the results themselves. */
export interface MergeTerms {
  /** Jobs of the config: each without a result is named. */
  readonly jobs?: readonly string[] | undefined;
}

/**
 * One result of many: what `report` makes of several files. Names every unit that is missing; without it a part
 * of the target was not read, so the verdict is inconclusive unless something worse is known.
 * @throws PcError of kind `usage` for results that do not belong together.
 */
export function mergeResults(
  results: readonly [Result, ...Result[]],
  { jobs: askedJobs = [] }: MergeTerms = {},
): Result {
  const jobs = jobsOf(results);
  const isSeveral = new Set([...jobs, ...askedJobs]).size > 1;
  const units = isSeveral ? withDistinctUnits(results) : results;
  const inOrder = units.toSorted((a, b) => naturally(a.units.present[0] ?? '', b.units.present[0] ?? ''));
  checkTogether(inOrder);
  const joined = inOrder.reduce(joinResults);
  const words = inOrder.length === 1 ? {} : joinedWords(joined, inOrder);
  const missing = askedJobs.filter((job) => !jobs.includes(job));
  const whole = nameMissingUnits({
    ...joined,
    units: withExpected(joined.units, missing),
    ...(isSeveral ? { jobs: sortedLines([...linesOf(results), ...missing.map(missingLine)]) } : {}),
    verdict: { ...joined.verdict, ...words },
  });
  return byJob(results).reduce(nameUnscanned, whole);
}

/** Names of the jobs, those of joined results one by one. */
function jobsOf(results: readonly Result[]): string[] {
  return [...new Set(results.flatMap(({ jobs, jobName }) => jobs?.map(({ name }) => name) ?? [jobName]))];
}

/** A line for each job, whatever units it was cut into. */
function linesOf(results: readonly Result[]): JobLine[] {
  return byJob(results).flatMap(
    (units) => units[0].jobs ?? [jobLine(units.length === 1 ? units[0] : mergeResults(units))],
  );
}

function byJob(results: readonly Result[]): [Result, ...Result[]][] {
  const jobs = new Map<string, [Result, ...Result[]]>();
  for (const result of results) {
    const others = jobs.get(result.jobName);
    if (others === undefined) jobs.set(result.jobName, [result]);
    else others.push(result);
  }
  return [...jobs.values()];
}

/** The rows of all inputs, one after the other; compared with what came before when all of them have that. */
export function mergeInputs(
  inputs: readonly [ReportInput, ...ReportInput[]],
  terms: MergeTerms = {},
): ReportInput {
  const [first, ...others] = inputs;
  const result = mergeResults([first.result, ...others.map((input) => input.result)], terms);
  return {
    result,
    previous: previousOf(inputs),
    rows: async function* () {
      for (const { rows, result: of } of inputs) {
        if (result.jobs === undefined || of.jobs !== undefined) yield* rows();
        else for await (const some of rows()) yield some.map((row) => ({ ...row, job: of.jobName }));
      }
    },
  };
}

/** What the same units said before; undefined when they do not make a whole. */
function previousOf(inputs: readonly ReportInput[]): Result | undefined {
  const [first, ...others] = inputs.flatMap(({ previous }) => previous ?? []);
  if (first === undefined || others.length + 1 < inputs.length) return undefined;
  try {
    return mergeResults([first, ...others]);
  } catch (error) {
    if (error instanceof PcError) return undefined;
    throw error;
  }
}

/** Joins two results into what one run over both targets would have said; associative. */
export function joinResults(a: Result, b: Result): Result {
  return {
    ...a,
    ...mergeFacts(a, b),
    ...mergeGroups(a, b),
    verdict: joinVerdicts(a, b),
    policies: mergePolicies(a.policies, b.policies),
    totals: mergeTotals(a.totals, b.totals),
  };
}

/**
 * Inputs as one, with true counts. What a list of one leaves out may stand in that of another, or be left out there too,
 * so that no sum of the lists is true: where one is cut, the controls that count are grouped again, from all rows.
 */
export async function joinInputs(
  inputs: readonly [ReportInput, ...ReportInput[]],
  terms?: MergeTerms,
): Promise<ReportInput> {
  const joined = mergeInputs(inputs, terms);
  if (inputs.every(({ result }) => result.controlsOmitted === 0)) return joined;
  const groups = new ControlGroups();
  for await (const rows of joined.rows()) for (const row of rows) groups.add(row, false);
  const { controls, controlsOmitted, controlsOmittedBy } = groups.result;
  return { ...joined, result: { ...joined.result, controls, controlsOmitted, controlsOmittedBy } };
}

/** The line of one job. */
function jobLine({ jobName, verdict, totals, authentication, startedAt, finishedAt }: Result): JobLine {
  const { outcome, reasons } = verdict;
  return {
    name: jobName,
    outcome,
    exitCode: verdict.exitCode,
    failing: totals.failing,
    warning: totals.warning,
    hosts: Number(IpSet.parse(authentication.succeeded.join(',')).count),
    durationSeconds: Math.max(0, Math.round((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000)),
    reason: outcome === 'passed' ? null : (reasons[0]?.what ?? null),
    reasons,
  };
}

/** The line of a job that left no result. */
function missingLine(name: string): JobLine {
  const what = 'There is no result of it.';
  return {
    name,
    outcome: 'inconclusive',
    exitCode: exitCode.inconclusive,
    failing: 0,
    warning: 0,
    hosts: 0,
    durationSeconds: null,
    reason: what,
    reasons: [{ code: 'missing-shard', what, next: 'Look in the log of the agent that was to scan it.' }],
  };
}

/** Lines in the order of the names, each job once. */
function sortedLines(lines: readonly JobLine[]): JobLine[] {
  const byName = new Map(lines.map((line) => [line.name, line]));
  return [...byName.values()].sort((a, b) => naturally(a.name, b.name));
}
