import type { Result } from '../workflow/result.js';
import { baselineNotes, exclusionNotes, isWarning, noApplicableNote } from '../workflow/verdict-notes.js';
import { strength } from './merge-verdict.js';
import { rowCount } from './verdict-words.js';

type Reason = Result['verdict']['reasons'][number];

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
