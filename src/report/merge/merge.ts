import { PcError } from '../../errors.js';
import type { Result } from '../../workflow/results/result.js';
import type { ReportInput } from '../report-input.js';
import { mergeFacts } from './merge-facts.js';
import { mergeGroups } from './merge-groups.js';
import { mergePolicies, mergeTotals } from './merge-policies.js';
import { checkTogether, nameMissingUnits, naturally, withDistinctUnits } from './merge-units.js';
import { joinedWords, joinVerdicts } from './merge-verdict.js';

/**
 * One result of many: what `report` makes of several files. Names every unit that is missing; without it a part
 * of the target was not read, so the verdict is inconclusive unless something worse is known.
 * @throws PcError of kind `usage` for results that do not belong together.
 */
export function mergeResults(results: readonly [Result, ...Result[]]): Result {
  const units = withDistinctUnits(results);
  const inOrder = units.toSorted((a, b) => naturally(a.units.present[0] ?? '', b.units.present[0] ?? ''));
  checkTogether(inOrder);
  const joined = inOrder.reduce(joinResults);
  const words = inOrder.length === 1 ? {} : joinedWords(joined, inOrder);
  return nameMissingUnits({ ...joined, verdict: { ...joined.verdict, ...words } });
}

/** The rows of all inputs, one after the other; compared with what came before when all of them have that. */
export function mergeInputs(inputs: readonly [ReportInput, ...ReportInput[]]): ReportInput {
  const [first, ...others] = inputs;
  const previous = previousOf(inputs);
  return {
    result: mergeResults([first.result, ...others.map(({ result }) => result)]),
    previous,
    rows: async function* () {
      for (const { rows } of inputs) yield* rows();
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
