import type { Outcome, Result } from '../workflow/result.js';

type Verdict = Result['verdict'];
type Reason = Verdict['reasons'][number];

/** Strongest first (design, section 2). */
const exitsByStrength = [70, 1, 3, 4, 5, 6, 0];
/** Among equal exits: a shard that looked speaks for the whole before one that had nothing to look at. */
const outcomesByStrength: readonly Outcome[] = ['failed', 'inconclusive', 'passed', 'not-evaluated'];

/** The worse of two verdicts with the reasons of both, each naming its shard. */
export function joinVerdicts(a: Result, b: Result): Verdict {
  const worse = strength(a.verdict) <= strength(b.verdict) ? a.verdict : b.verdict;
  return {
    outcome: worse.outcome,
    exitCode: worse.exitCode,
    gate: a.verdict.gate || b.verdict.gate,
    warnings: a.verdict.warnings + b.verdict.warnings,
    reasons: union(labelled(a, a.verdict.reasons), labelled(b, b.verdict.reasons)),
    notes: union(labelled(a, a.verdict.notes), labelled(b, b.verdict.notes)),
  };
}

/** How bad a verdict is; the lower, the worse. */
export function strength({ exitCode, outcome }: Verdict): number {
  return exitsByStrength.indexOf(exitCode) * outcomesByStrength.length + outcomesByStrength.indexOf(outcome);
}

/** A result of one shard gets its number once; a joined one has its labels already. */
function labelled({ shards: { total, present } }: Result, reasons: readonly Reason[]): readonly Reason[] {
  const [shard, ...others] = present;
  if (total === 1 || shard === undefined || others.length > 0) return reasons;
  return reasons.map(({ code, message }) => ({ code, message: `Shard ${shard}: ${message}` }));
}

function union(a: readonly Reason[], b: readonly Reason[]): Reason[] {
  const known = new Set(a.map(({ code, message }) => `${code} ${message}`));
  return [...a, ...b.filter(({ code, message }) => !known.has(`${code} ${message}`))];
}
