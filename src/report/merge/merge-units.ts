import { exitCode, PcError } from '../../errors.js';
import { IpSet } from '../../net/ip-set.js';
import { nameList } from '../../text/counted.js';
import { naturally } from '../../text/naturally.js';
import type { GivenReason } from '../../workflow/judge/verdict-notes.js';
import type { Result } from '../../workflow/results/result.js';

/** Results with units that are distinguished by job. */
export function withDistinctUnits(results: readonly [Result, ...Result[]]): [Result, ...Result[]] {
  const [first, ...others] = results;
  const distinct = (result: Result): Result => {
    const { job, expected, present } = result.units;
    const named = (unit: string) => (unit === job || result.jobs !== undefined ? unit : `${job}/${unit}`);
    const controls = result.controls.map((group) => ({ ...group, jobs: group.jobs ?? [job] }));
    return {
      ...result,
      controls,
      units: { job, expected: expected.map(named), present: present.map(named) },
    };
  };
  return [distinct(first), ...others.map(distinct)];
}

/** Units with others that there must be. */
export function withExpected(units: Result['units'], others: readonly string[]): Result['units'] {
  return { ...units, expected: union(units.expected, others).sort(naturally) };
}

/**
 * Units as one list; of one job as they are, of several all of them.
 */
export function mergeUnits(a: Result['units'], b: Result['units']): Result['units'] {
  return {
    job: joinNames(a.job, b.job),
    expected: union(a.expected, b.expected).sort(naturally),
    present: union(a.present, b.present).sort(naturally),
  };
}

/** "a, b" of two lists written so, each name once. */
export function joinNames(a: string, b: string): string {
  return union(a.split(', '), b.split(', ')).sort(naturally).join(', ');
}

function union<T>(a: readonly T[], b: readonly T[]): T[] {
  return [...new Set([...a, ...b])];
}

/** Makes a result that lacks units inconclusive, unless it is worse already. */
export function nameMissingUnits(result: Result): Result {
  const { expected, present } = result.units;
  const there = new Set(present);
  const missing = expected.filter((unit) => !there.has(unit));
  if (missing.length === 0) return result;
  const what = `${unitWords(missing)} of ${expected.length} ${missing.length === 1 ? 'is' : 'are'} missing: nobody looked at that part of the target.`;
  return inconclusiveBy(result, { code: 'missing-shard', what });
}

/**
 * Names each address that one shard read and no shard scanned: the asset groups changed between the agents.
 * @param shards - results of one job.
 */
export function nameUnscanned(result: Result, shards: readonly Result[]): Result {
  const missed = unscannedInstances(shards);
  if (missed.length > 0) {
    const what = `No shard scanned ${missed.join(', ')}: what runs changed between the shards.`;
    return inconclusiveBy(result, { code: 'address-not-scanned', what });
  }
  const hosts = shards.flatMap(({ target }) => (target.type === 'host' ? [target] : []));
  const setOf = (lists: readonly string[]) => IpSet.parse(lists.join(','));
  const told = setOf(hosts.flatMap(({ resolved }) => resolved ?? []));
  const unscanned = told.without(setOf(hosts.flatMap(({ ips }) => ips)));
  if (unscanned.isEmpty) return result;
  const what = `No shard scanned ${unscanned.toString()}: the asset groups of the target changed between the shards.`;
  return inconclusiveBy(result, { code: 'address-not-scanned', what });
}

function unscannedInstances(shards: readonly Result[]): string[] {
  const targets = shards.flatMap(({ target }) => (target.type === 'ec2' ? [target] : []));
  const scanned = new Set(targets.flatMap(({ instances }) => instances.map(({ id }) => id)));
  return [...new Set(targets.flatMap(({ resolved }) => resolved ?? []))]
    .filter((id) => !scanned.has(id))
    .sort();
}

/** A result that lacks something is inconclusive, unless it is worse already. */
function inconclusiveBy(result: Result, reason: GivenReason): Result {
  const { verdict } = result;
  const [decisive, ...others] = verdict.reasons;
  const worse: readonly number[] = [exitCode.bug, exitCode.failed, exitCode.usage, exitCode.refused];
  return {
    ...result,
    verdict: worse.includes(verdict.exitCode)
      ? { ...verdict, reasons: [...(decisive === undefined ? [] : [decisive]), reason, ...others] }
      : {
          ...verdict,
          outcome: 'inconclusive',
          exitCode: exitCode.inconclusive,
          reasons: [reason, ...verdict.reasons],
        },
  };
}

/** What a job was cut into, by the names of its units. */
export function pieceWord(units: readonly string[]): 'part' | 'shard' {
  return units.every((unit) => unit.startsWith('part-')) ? 'part' : 'shard';
}

/** "Shard 3", "Shards 1 to 3, 5", "Part 2", "Jobs ledger, payments-api/shard-2". */
export function unitWords(units: readonly string[]): string {
  const kind = pieceWord(units);
  const numbers = units.map((unit) => Number(new RegExp(`^${kind}-(\\d+)$`).exec(unit)?.[1]));
  const isPlural = new Set(units).size > 1;
  if (numbers.some(Number.isNaN))
    return `${isPlural ? 'Jobs' : 'Job'} ${nameList([...new Set(units)].sort(naturally))}`;
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
  const word = kind === 'part' ? 'Part' : 'Shard';
  return `${word}${isPlural ? 's' : ''} ${nameList(words)}`;
}

/**
 * @throws PcError of kind `usage` when results differ in build, those of one job in config or cut, or when two report
 * on the same unit.
 */
export function checkTogether(results: readonly Result[]): void {
  const byJob = new Map<string, Result>();
  const seen = new Map<string, Result>();
  const [first] = results;
  for (const result of results) {
    const same = byJob.get(result.jobName) ?? result;
    byJob.set(result.jobName, same);
    if (same.configDigest !== result.configDigest) throw differentConfigs(same, result);
    if (first !== undefined && first.build !== result.build)
      throw differentRuns(`One is of build ${first.build}, another of build ${result.build}.`);
    if (same.units.expected.join() !== result.units.expected.join())
      throw differentRuns(
        `One is of ${same.units.expected.length} shards, another of ${result.units.expected.length}.`,
      );
    for (const unit of result.units.present) {
      if (seen.has(unit))
        throw refusal('The same part of the target is there twice.', {
          why: `Two results hold ${unit} of ${result.jobName}.`,
          next: 'Give each result once.',
        });
      seen.set(unit, result);
    }
  }
}

function differentConfigs(a: Result, b: Result): PcError {
  return refusal('The results are of different configs and cannot be one verdict.', {
    why: `Config digests: ${a.configDigest} (${a.jobName}, build ${a.build}) and ${b.configDigest} (${b.jobName}, build ${b.build}).`,
    next: 'Merge the shards of one run, or report each result by itself.',
  });
}

function differentRuns(why: string): PcError {
  return refusal('The results are of different runs and cannot be one verdict.', {
    why,
    next: 'Clear the report directories before a build, and merge the shards of one run.',
  });
}

function refusal(what: string, { why, next }: { why: string; next: string }): PcError {
  return new PcError(what, { kind: 'usage', code: 'results-do-not-match', why, next });
}
