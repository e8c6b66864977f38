import { exitCode, PcError } from '../../errors.js';
import type { Result } from '../../workflow/results/result.js';
import type { ReportInput } from '../report-input.js';
import { mergeFacts } from './merge-facts.js';
import { mergePolicies, mergeTotals } from './merge-policies.js';
import { joinedWords, joinVerdicts } from './merge-verdict.js';

/**
 * One result of many: what `report` makes of several files. Names every shard that is missing; without it a part
 * of the target was not read, so the verdict is inconclusive unless something worse is known.
 * @throws PcError of kind `usage` for results that do not belong together.
 */
export function mergeResults(results: readonly [Result, ...Result[]]): Result {
  const inOrder = results.toSorted((a, b) => (a.shards.present[0] ?? 0) - (b.shards.present[0] ?? 0));
  const joined = inOrder.reduce(joinResults);
  const words = inOrder.length === 1 ? {} : joinedWords(joined, inOrder);
  return nameMissingShards({ ...joined, verdict: { ...joined.verdict, ...words } });
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

/** What the same shards said before; undefined when they do not make a whole. */
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

/**
 * Joins two results into what one run over both targets would have said; associative.
 * @throws PcError of kind `usage` when the two differ in config, or report on the same part of the target.
 */
export function joinResults(a: Result, b: Result): Result {
  checkTogether(a, b);
  return {
    ...a,
    ...mergeFacts(a, b),
    verdict: joinVerdicts(a, b),
    policies: mergePolicies(a.policies, b.policies),
    totals: mergeTotals(a.totals, b.totals),
  };
}

/** Makes a result that lacks shards inconclusive, unless it is worse already. */
export function nameMissingShards(result: Result): Result {
  const { total, present } = result.shards;
  const missing = Array.from({ length: total }, (_, index) => index + 1).filter(
    (shard) => !present.includes(shard),
  );
  if (missing.length === 0) return result;
  const names =
    missing.length === 1
      ? `Shard ${missing[0]} of ${total} is`
      : `Shards ${missing.join(', ')} of ${total} are`;
  const reason = {
    code: 'missing-shard',
    message: `${names} missing: nobody looked at that part of the target.`,
  };
  const { verdict } = result;
  const [decisive, ...others] = verdict.reasons;
  const worse =
    verdict.outcome === 'failed' ||
    verdict.exitCode === exitCode.bug ||
    verdict.exitCode === exitCode.refused;
  return {
    ...result,
    verdict: worse
      ? { ...verdict, reasons: [...(decisive === undefined ? [] : [decisive]), reason, ...others] }
      : {
          ...verdict,
          outcome: 'inconclusive',
          exitCode: exitCode.inconclusive,
          reasons: [reason, ...verdict.reasons],
        },
  };
}

function checkTogether(a: Result, b: Result): void {
  if (a.configDigest !== b.configDigest) {
    throw refusal('The results are of different configs and cannot be one verdict.', {
      why: `Config digests: ${a.configDigest} (${a.jobName}, build ${a.build}) and ${b.configDigest} (${b.jobName}, build ${b.build}).`,
      next: 'Merge the shards of one run, or report each result by itself.',
    });
  }
  if (a.build !== b.build || a.shards.total !== b.shards.total) {
    throw refusal('The results are of different runs and cannot be one verdict.', {
      why: `One is of build ${a.build} in ${a.shards.total} shards, the other of build ${b.build} in ${b.shards.total}.`,
      next: 'Clear the report directories before a build, and merge the shards of one run.',
    });
  }
  const twice = overlap(a, b);
  if (twice === undefined) return;
  throw refusal('The same part of the target is there twice.', {
    why: twice,
    next: 'Give each result once.',
  });
}

function overlap(a: Result, b: Result): string | undefined {
  if (a.shards.total > 1) {
    const shard = a.shards.present.find((index) => b.shards.present.includes(index));
    return shard === undefined ? undefined : `Both hold shard ${shard} of ${a.shards.total}.`;
  }
  const names = new Set(targetNames(b));
  const name = targetNames(a).find((candidate) => names.has(candidate));
  return name === undefined ? undefined : `Both are of ${name}.`;
}

function targetNames({ target }: Result): string[] {
  return target.type === 'host' ? target.ips : target.instances.map(({ id }) => id);
}

function refusal(what: string, { why, next }: { why: string; next: string }): PcError {
  return new PcError(what, { kind: 'usage', code: 'results-do-not-match', why, next });
}
