import { exitCode } from '../../errors.js';
import { nameList } from '../../text/counted.js';
import {
  baselineNotes,
  exclusionNotes,
  type GivenReason,
  isWarning,
  noApplicableNote,
} from '../../workflow/judge/verdict-notes.js';
import type { Outcome } from '../../workflow/results/job-line.js';
import type { Reason, Result } from '../../workflow/results/result.js';
import { rowCount } from '../verdict-words.js';
import { pieceWord, unitWords } from './merge-units.js';

type Verdict = Result['verdict'];

/** Strongest first (design, section 2). */
const exitsByStrength: readonly number[] = [
  exitCode.bug,
  exitCode.failed,
  exitCode.usage,
  exitCode.refused,
  exitCode.interrupted,
  exitCode.terminated,
  exitCode.inconclusive,
  exitCode.unfinished,
  exitCode.warned,
  exitCode.passed,
];
/** Among equal exits: a shard that read rows decides before one that had none to read. */
const outcomesByStrength: readonly Outcome[] = [
  'failed',
  'error',
  'interrupted',
  'inconclusive',
  'unfinished',
  'passed',
  'not-evaluated',
];

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
export function strength({ exitCode, outcome }: Pick<Verdict, 'exitCode' | 'outcome'>): number {
  return exitsByStrength.indexOf(exitCode) * outcomesByStrength.length + outcomesByStrength.indexOf(outcome);
}

/** A result of one unit gets its name once; a joined one has its labels already. */
function labelled({ units: { expected, present } }: Result, reasons: readonly Reason[]): readonly Reason[] {
  const [unit, ...others] = present;
  if (expected.length === 1 || unit === undefined || others.length > 0) return reasons;
  return reasons.map((reason) => ({ ...reason, what: `${unitWords([unit])}: ${reason.what}` }));
}

function union(a: readonly Reason[], b: readonly Reason[]): Reason[] {
  const known = new Set(a.map(keyOf));
  return [...a, ...b.filter((reason) => !known.has(keyOf(reason)))];
}

function keyOf({ code, what, why, next }: Reason): string {
  return JSON.stringify([code, what, why, next]);
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
    ...notCheckedNotes(shards),
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
  const said = new Map<string, { reason: Reason; by: string[] }>();
  for (const shard of shards) {
    for (const reason of of(shard)) {
      const known = said.get(keyOf(reason));
      if (known === undefined) said.set(keyOf(reason), { reason, by: [...shard.units.present] });
      else known.by.push(...shard.units.present);
    }
  }
  return [...said.values()].map(({ reason, by }) =>
    by.length < shards.length ? { ...reason, what: `${unitWords(by)}: ${reason.what}` } : reason,
  );
}

/** Units whose hosts refused every login. A shard that had nothing to scan is none of them. */
function notCheckedNotes(units: readonly Result[]): GivenReason[] {
  const unchecked = units.filter(
    ({ verdict }) =>
      verdict.outcome === 'not-evaluated' && !verdict.reasons.some(({ code }) => code === 'empty-shard'),
  );
  if (unchecked.length === 0 || unchecked.length === units.length) return [];
  const names = unchecked.flatMap(({ units: { present } }) => present);
  const isOfOneJob = new Set(units.map(({ jobName }) => jobName)).size === 1;
  const one = unchecked.length === 1;
  const what = `${unchecked.length} of ${units.length} ${isOfOneJob ? `${pieceWord(names)}s` : 'jobs'} ${one ? 'was' : 'were'} not checked: ${nameList(names)}.`;
  return [{ code: 'units-not-checked', what }];
}
