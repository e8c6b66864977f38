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
