import { IpSet } from '../net/ip-set.js';
import { counted } from '../text/counted.js';
import { worstFirst } from '../workflow/judge/tally.js';
import type { FailingControl, Result } from '../workflow/results/result.js';
import { rowCount } from './verdict-words.js';

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
 * reached no verdict, where a missing failure would look like a fixed one. A failure that is not there any more is
 * fixed only when this run has read its host and policy.
 */
export function compareResults(result: Result, previous: Result | undefined): Comparison | undefined {
  if (previous === undefined || previous.jobName !== result.jobName) return undefined;
  if (!reachedVerdict(result) || !reachedVerdict(previous)) return undefined;
  const now = keyed(result);
  const before = keyed(previous);
  const appeared = [...now].filter(([key]) => !before.has(key)).map(([, row]) => row);
  const gone = [...before].filter(([key]) => !now.has(key)).map(([, row]) => row);
  const wasListed = listedBy(previous);
  const wouldBeListed = listedBy(result);
  const wasLookedAt = readBy(result);
  const added = appeared.filter(wasListed);
  const fixed = gone.filter((row) => wouldBeListed(row) && wasLookedAt(row));
  const unlisted = appeared.length - added.length + gone.filter((row) => !wouldBeListed(row)).length;
  const unseen = gone.filter((row) => wouldBeListed(row) && !wasLookedAt(row)).length;
  return {
    previousBuild: previous.build,
    previousAt: previous.finishedAt,
    added,
    fixed,
    unchanged: now.size - appeared.length,
    limits: [
      ...(result.configDigest === previous.configDigest ? [] : ['The config changed since then.']),
      ...(unseen === 0
        ? []
        : [`${unseen} earlier ${unseen === 1 ? 'failure was' : 'failures were'} not looked at this time.`]),
      ...(unlisted === 0
        ? []
        : [
            `${counted(unlisted, 'failure')} cannot be compared: a result lists the worst 1,000 of a policy.`,
          ]),
    ],
  };
}

/** True for a row that a result would list if it failed: where a list is full, those before its end. */
function listedBy({ policies }: Result): (row: FailingRow) => boolean {
  const ends = new Map(
    policies.map(({ id, failingControls, failingControlsOmitted }) => [
      id,
      failingControlsOmitted === 0 ? undefined : failingControls.at(-1),
    ]),
  );
  return (row) => {
    const end = ends.get(row.policyId);
    return end === undefined || worstFirst(row, end) < 0;
  };
}

/** True for a row whose policy and host a run has read. */
function readBy({ policies, target, authentication }: Result): (row: FailingRow) => boolean {
  const seenPolicies = new Set(policies.filter(({ totals }) => rowCount(totals) > 0).map(({ id }) => id));
  if (target.type === 'ec2') return ({ policyId }) => seenPolicies.has(policyId);
  const { failed, insufficient, notAttempted } = authentication;
  const asked = IpSet.findIn(target.ips.join(' '));
  const unseen = [...target.notAlive, ...target.uncovered, ...failed, ...insufficient, ...notAttempted];
  const looked = asked.without(IpSet.findIn(unseen.join(' ')));
  return ({ policyId, host }) => seenPolicies.has(policyId) && looked.has(host.ip);
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
