import { exitCode } from '../../errors.js';
import { IpSet } from '../../net/ip-set.js';
import type { JobLine } from '../../workflow/results/job-line.js';
import type { Result } from '../../workflow/results/result.js';
import { naturally } from './merge-units.js';

/** The line of one job. */
export function jobLine({
  jobName,
  verdict,
  totals,
  authentication,
  startedAt,
  finishedAt,
}: Result): JobLine {
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
  };
}

/** The line of a job that left no result. */
export function missingLine(name: string): JobLine {
  return {
    name,
    outcome: 'inconclusive',
    exitCode: exitCode.inconclusive,
    failing: 0,
    warning: 0,
    hosts: 0,
    durationSeconds: null,
    reason: 'There is no result of it.',
  };
}

/** Lines in the order of the names, each job once. */
export function sortedLines(lines: readonly JobLine[]): JobLine[] {
  const byName = new Map(lines.map((line) => [line.name, line]));
  return [...byName.values()].sort((a, b) => naturally(a.name, b.name));
}
