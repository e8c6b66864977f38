import { type CountedGroups, omittedGroups } from '../../workflow/judge/control-groups.js';
import { compareExamples, compareText, worstFirst } from '../../workflow/judge/group-order.js';
import { joinHosts } from '../../workflow/judge/host-runs.js';
import {
  type AcceptedGroup,
  type ControlGroup,
  MOST_EXAMPLES,
  MOST_GROUPS,
  MOST_VALUES,
} from '../../workflow/results/control-group.js';
import {
  type EvidenceKind,
  evidenceKinds,
  type PolicyResult,
  type Result,
} from '../../workflow/results/result.js';

/** Policies of both, those of the first in their order, then those that only the second has. */
export function mergePolicies(a: readonly PolicyResult[], b: readonly PolicyResult[]): PolicyResult[] {
  const others = new Map(b.map((policy) => [policy.id, policy]));
  const merged = a.map((policy) => {
    const other = others.get(policy.id);
    others.delete(policy.id);
    return other === undefined ? policy : mergePolicy(policy, other);
  });
  return [...merged, ...others.values()];
}

function mergePolicy(a: PolicyResult, b: PolicyResult): PolicyResult {
  return {
    id: a.id,
    title: a.title,
    evaluatedAt: earliest(a.evaluatedAt, b.evaluatedAt),
    evidence: mergeEvidence(a.evidence, b.evidence),
    totals: {
      passed: a.totals.passed + b.totals.passed,
      failed: a.totals.failed + b.totals.failed,
      error: a.totals.error + b.totals.error,
      exceptions: a.totals.exceptions + b.totals.exceptions,
    },
    failing: a.failing + b.failing,
    warning: a.warning + b.warning,
    excluded: a.excluded + b.excluded,
    baselined: a.baselined + b.baselined,
  };
}

/** Evidence is as strong as its weakest part; a part without rows has none to vouch for. */
function mergeEvidence(a: PolicyResult['evidence'], b: PolicyResult['evidence']): PolicyResult['evidence'] {
  const strength = (kind: EvidenceKind) =>
    kind === 'no-applicable-control' ? -1 : evidenceKinds.indexOf(kind);
  const { kind, detail } = strength(a.kind) >= strength(b.kind) ? a : b;
  return { kind, detail, hosts: [...(a.hosts ?? []), ...(b.hosts ?? [])] };
}

/** The older of two times, so that nothing looks fresher than it is. */
export function earliest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

/** Sums of both. */
export function mergeTotals(a: Result['totals'], b: Result['totals']): Result['totals'] {
  const sum = (key: Exclude<keyof Result['totals'], 'byStateAndCriticality'>) => a[key] + b[key];
  return {
    passed: sum('passed'),
    failed: sum('failed'),
    error: sum('error'),
    exceptions: sum('exceptions'),
    failing: sum('failing'),
    warning: sum('warning'),
    excluded: sum('excluded'),
    baselined: sum('baselined'),
    byStateAndCriticality: {
      passed: addCounts(a.byStateAndCriticality.passed, b.byStateAndCriticality.passed),
      failed: addCounts(a.byStateAndCriticality.failed, b.byStateAndCriticality.failed),
      error: addCounts(a.byStateAndCriticality.error, b.byStateAndCriticality.error),
      exception: addCounts(a.byStateAndCriticality.exception, b.byStateAndCriticality.exception),
    },
  };
}

function addCounts(
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): Record<string, number> {
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return Object.fromEntries(keys.map((key) => [key, (a[key] ?? 0) + (b[key] ?? 0)]));
}

/** What counts in both, and what is accepted in both, cut as one run over both would have cut it. */
export function mergeGroups(a: Result, b: Result): CountedGroups {
  const controls = joined(a.controls, b.controls, controlKey, mergeControl).sort(worstFirst);
  const accepted = joined(a.accepted, b.accepted, acceptedKey, mergeAccepted);
  accepted.sort((one, other) => compareText(one.policyId, other.policyId) || one.cid - other.cid);
  return {
    controls: controls.slice(0, MOST_GROUPS),
    ...omittedGroups(
      {
        fail: a.controlsOmittedBy.fail + b.controlsOmittedBy.fail,
        warn: a.controlsOmittedBy.warn + b.controlsOmittedBy.warn,
      },
      controls.slice(MOST_GROUPS),
    ),
    accepted: accepted.slice(0, MOST_GROUPS),
    acceptedOmitted: a.acceptedOmitted + b.acceptedOmitted + Math.max(0, accepted.length - MOST_GROUPS),
  };
}

const controlKey = ({ policyId, cid, counts }: ControlGroup) => `${counts} ${cid} ${policyId}`;
const acceptedKey = ({ policyId, cid }: AcceptedGroup) => `${cid} ${policyId}`;

function joined<Group>(
  a: readonly Group[],
  b: readonly Group[],
  keyOf: (group: Group) => string,
  merge: (a: Group, b: Group) => Group,
): Group[] {
  const groups = new Map(a.map((group) => [keyOf(group), group]));
  for (const group of b) {
    const known = groups.get(keyOf(group));
    groups.set(keyOf(group), known === undefined ? group : merge(known, group));
  }
  return [...groups.values()];
}

function mergeAccepted(a: AcceptedGroup, b: AcceptedGroup): AcceptedGroup {
  return { ...a, ...joinHosts(a.hostRanges, b.hostRanges) };
}

function mergeControl(a: ControlGroup, b: ControlGroup): ControlGroup {
  const rows = a.rows + b.rows;
  const examples = [...a.examples, ...b.examples].sort(compareExamples).slice(0, MOST_EXAMPLES);
  const expected = [...new Set([...a.expected, ...b.expected])];
  const found = mergeFound(a.found, b.found);
  return {
    ...a,
    technologies: [...new Set([...a.technologies, ...b.technologies])].sort(),
    rows,
    ...(a.jobs === undefined && b.jobs === undefined
      ? {}
      : { jobs: [...new Set([...(a.jobs ?? []), ...(b.jobs ?? [])])].sort() }),
    ...joinHosts(a.hostRanges, b.hostRanges),
    expected: expected.slice(0, MOST_VALUES),
    found: found.slice(0, MOST_VALUES),
    valuesCut: a.valuesCut || b.valuesCut || expected.length > MOST_VALUES || found.length > MOST_VALUES,
    examples,
    examplesOmitted: rows - examples.length,
  };
}

function mergeFound(a: ControlGroup['found'], b: ControlGroup['found']): ControlGroup['found'] {
  const hosts = new Map(a.map(({ value, hosts: count }) => [value, count]));
  for (const { value, hosts: count } of b) hosts.set(value, (hosts.get(value) ?? 0) + count);
  return [...hosts]
    .map(([value, count]) => ({ value, hosts: count }))
    .sort((one, other) => other.hosts - one.hosts || compareText(one.value, other.value));
}
