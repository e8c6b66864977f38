import type { FailingControl, Result } from '../workflow/result.js';

/** A failing control with the policy it belongs to. */
export interface FailingRow extends FailingControl {
  readonly policyId: string;
  readonly policyTitle: string;
}

/** What changed since the last result of the same job. */
export interface Comparison {
  readonly previousBuild: string;
  /** ISO; when the last run ended. */
  readonly previousAt: string;
  readonly added: readonly FailingRow[];
  readonly fixed: readonly FailingRow[];
  readonly unchanged: number;
  /** What makes the comparison less than exact; empty when it is exact. */
  readonly limits: readonly string[];
}

/** All failing controls that a result carries, policy by policy. */
export function failingRows(result: Result): FailingRow[] {
  return result.policies.flatMap(({ id, title, failingControls }) =>
    failingControls.map((control) => ({ ...control, policyId: id, policyTitle: title })),
  );
}

/**
 * New, fixed and unchanged failures. Undefined when there is nothing to compare with: another job, or a run that
 * reached no verdict, where a missing failure would look like a fixed one.
 */
export function compareResults(result: Result, previous: Result | undefined): Comparison | undefined {
  if (previous === undefined || previous.jobName !== result.jobName) return undefined;
  if (!reachedVerdict(result) || !reachedVerdict(previous)) return undefined;
  const now = keyed(result);
  const before = keyed(previous);
  const added = [...now].filter(([key]) => !before.has(key)).map(([, row]) => row);
  const fixed = [...before].filter(([key]) => !now.has(key)).map(([, row]) => row);
  return {
    previousBuild: previous.build,
    previousAt: previous.finishedAt,
    added,
    fixed,
    unchanged: now.size - added.length,
    limits: [
      ...(result.configDigest === previous.configDigest ? [] : ['The config changed since then.']),
      ...[omission(result, 'this result'), omission(previous, 'the last one')].flat(),
    ],
  };
}

function reachedVerdict({ verdict }: Result): boolean {
  return verdict.outcome === 'passed' || verdict.outcome === 'failed';
}

function keyed(result: Result): Map<string, FailingRow> {
  return new Map(failingRows(result).map((row) => [failureKey(row, result), row]));
}

function failureKey({ policyId, cid, technology, instance, host }: FailingRow, result: Result): string {
  return JSON.stringify([policyId, cid, technology, instance, hostKey(host.ip, result.target.type)]);
}

/** What names a host from run to run: its address, or `*` for EC2, whose addresses change. */
export function hostKey(ip: string, target: Result['target']['type']): string {
  return target === 'ec2' ? '*' : ip;
}

function omission({ policies }: Result, which: string): string[] {
  const omitted = policies.reduce((sum, { failingControlsOmitted }) => sum + failingControlsOmitted, 0);
  return omitted === 0
    ? []
    : [`${omitted} failing controls are not listed in ${which}, so some may be missing here.`];
}
