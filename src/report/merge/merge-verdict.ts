import { exitCode } from '../../errors.js';
import {
  baselineNotes,
  exclusionNotes,
  isWarning,
  noApplicableNote,
} from '../../workflow/judge/verdict-notes.js';
import type { Outcome, Result } from '../../workflow/results/result.js';
import { rowCount } from '../verdict-words.js';

type Verdict = Result['verdict'];
type Reason = Verdict['reasons'][number];

/** Strongest first (design, section 2). */
const exitsByStrength: readonly number[] = [
  exitCode.bug,
  exitCode.failed,
  exitCode.usage,
  exitCode.refused,
  exitCode.inconclusive,
  exitCode.unfinished,
  exitCode.warned,
  exitCode.passed,
];
/** Among equal exits: a shard that read rows decides before one that had none to read. */
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
function strength({ exitCode, outcome }: Verdict): number {
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

/** Notes about a whole that a part cannot write: another shard may have what this one lacks. */
const ofTheWhole = new Set([
  'no-applicable-control',
  'exclusion-unused',
  'exclusion-expired',
  'baseline-fixed',
]);
/** Reasons of a pass, which are none for anything else. */
const ofAPass = new Set(['criteria-not-met', 'no-gate']);

/**
 * The reasons and notes of a joined result: those of the worst shard first, as they decided; what several shards say
 * alike once, with their numbers; and what concerns the whole as one run over it would have said it.
 */
export function joinedWords(
  joined: Result,
  shards: readonly Result[],
): Pick<Result['verdict'], 'reasons' | 'notes' | 'warnings'> {
  const worstFirst = shards.toSorted((a, b) => strength(a.verdict) - strength(b.verdict));
  const hasPassed = joined.verdict.outcome === 'passed';
  const reasons = saidOnce(worstFirst, ({ verdict }) =>
    verdict.reasons.filter(({ code }) => hasPassed || !ofAPass.has(code)),
  );
  const notes = [
    ...saidOnce(shards, ({ verdict }) => verdict.notes.filter(({ code }) => !ofTheWhole.has(code))),
    ...joined.policies
      .filter(({ totals, evidence }) => rowCount(totals) === 0 && evidence.kind === 'no-applicable-control')
      .map(noApplicableNote),
    ...exclusionNotes(joined.exclusions),
    ...baselineNotes(joined.baseline?.fixed.length ?? 0),
  ];
  return { reasons, notes, warnings: joined.totals.warning + notes.filter(isWarning).length };
}

function saidOnce(shards: readonly Result[], of: (shard: Result) => readonly Reason[]): Reason[] {
  const areShards = shards.every(({ shards: { total } }) => total > 1);
  const said = new Map<string, { reason: Reason; by: number[] }>();
  for (const shard of shards) {
    for (const reason of of(shard)) {
      const key = JSON.stringify([reason.code, reason.message]);
      const known = said.get(key);
      if (known === undefined) said.set(key, { reason, by: [...shard.shards.present] });
      else known.by.push(...shard.shards.present);
    }
  }
  return [...said.values()].map(({ reason: { code, message }, by }) => ({
    code,
    message: areShards && by.length < shards.length ? `${shardWords(by)}: ${message}` : message,
  }));
}

/** "Shard 3", "Shards 1 to 3, 5". */
function shardWords(numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const runs: [first: number, last: number][] = [];
  for (const number of sorted) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === number - 1) run[1] = number;
    else runs.push([number, number]);
  }
  const words = runs.flatMap(([first, last]) =>
    last - first < 2 ? [...new Set([first, last])].map(String) : [`${first} to ${last}`],
  );
  return `${sorted.length === 1 ? 'Shard' : 'Shards'} ${words.join(', ')}`;
}
