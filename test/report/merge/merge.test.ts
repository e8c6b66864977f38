import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PcError } from '../../../src/errors.js';
import { joinResults, mergeInputs, mergeResults } from '../../../src/report/merge/merge.js';
import type { ControlLine } from '../../../src/workflow/results/control-line.js';
import { type Result, resultSchema } from '../../../src/workflow/results/result.js';
import { inputOf, resultOf, row } from '../../support/result-of-rows.js';
import { anyRows } from '../support/hostile.js';

const verdicts = [
  { outcome: 'inconclusive', exitCode: 70 },
  { outcome: 'failed', exitCode: 1 },
  { outcome: 'inconclusive', exitCode: 3 },
  { outcome: 'inconclusive', exitCode: 4 },
  { outcome: 'inconclusive', exitCode: 5 },
  { outcome: 'passed', exitCode: 6 },
  { outcome: 'passed', exitCode: 0 },
  { outcome: 'not-evaluated', exitCode: 0 },
] as const;
const strengths = verdicts.map(({ outcome, exitCode }) => `${exitCode} ${outcome}`);

function shard(
  index: number,
  total: number,
  rows: readonly ControlLine[],
  verdict: (typeof verdicts)[number] = verdicts[6],
): Result {
  const result = resultOf(rows);
  return {
    ...result,
    units: {
      job: result.jobName,
      expected: Array.from({ length: total }, (_, at) => `shard-${at + 1}`),
      present: [`shard-${index}`],
    },
    verdict: { ...result.verdict, ...verdict, reasons: [{ code: 'word', what: `of ${index}` }] },
  };
}

const threeShards = fc
  .array(fc.tuple(anyRows, fc.constantFrom(...verdicts)), { minLength: 3, maxLength: 3 })
  .map(
    (shards) =>
      shards.map(([rows, verdict], index) => shard(index + 1, 3, rows, verdict)) as [Result, Result, Result],
  );

const totalsOf = ({ totals }: Result) => totals;

describe('merging the results of shards', () => {
  test('Merging results of shards is associative', () => {
    fc.assert(
      fc.property(threeShards, ([a, b, c]) => {
        expect(joinResults(joinResults(a, b), c)).toEqual(joinResults(a, joinResults(b, c)));
      }),
    );
  });

  test('the order in which they are named makes no difference', () => {
    fc.assert(
      fc.property(threeShards, ([a, b, c]) => {
        expect(mergeResults([c, a, b])).toEqual(mergeResults([a, b, c]));
      }),
    );
  });

  test('Merging keeps the worst outcome: 70, 1, 3, 4, 5, 6, 0', () => {
    fc.assert(
      fc.property(threeShards, (shards) => {
        const { verdict } = mergeResults(shards);
        const worst = Math.min(
          ...shards.map(({ verdict: { outcome, exitCode } }) => strengths.indexOf(`${exitCode} ${outcome}`)),
        );
        expect(`${verdict.exitCode} ${verdict.outcome}`).toBe(strengths[worst]);
      }),
    );
  });

  test('the totals are those of all rows, and the merged result is a valid one', () => {
    fc.assert(
      fc.property(fc.array(anyRows, { minLength: 3, maxLength: 3 }), (rows) => {
        const merged = mergeResults(
          rows.map((own, index) => shard(index + 1, 3, own)) as [Result, Result, Result],
        );
        expect(totalsOf(merged)).toEqual(totalsOf(resultOf(rows.flat())));
        expect(resultSchema.safeParse(merged).error).toBeUndefined();
      }),
    );
  });

  test('Merging names a missing shard, and is inconclusive with exit 4', () => {
    const { verdict } = mergeResults([shard(1, 4, [row()]), shard(3, 4, [row()])]);
    expect(verdict).toMatchObject({ outcome: 'inconclusive', exitCode: 4 });
    expect(verdict.reasons[0]).toEqual({
      code: 'missing-shard',
      what: 'Shards 2, 4 of 4 are missing: nobody looked at that part of the target.',
    });
  });

  test('a failed shard stays failed when another one is missing, and the missing one is named too', () => {
    const { verdict } = mergeResults([shard(1, 2, [row()], verdicts[1])]);
    expect(verdict).toMatchObject({ outcome: 'failed', exitCode: 1 });
    expect(verdict.reasons.map(({ code }) => code)).toEqual(['word', 'missing-shard']);
  });

  test('an empty shard counts as present', () => {
    const { verdict } = mergeResults([shard(1, 2, [row()]), shard(2, 2, [], verdicts[7])]);
    expect(verdict).toMatchObject({ outcome: 'passed', exitCode: 0 });
    expect(verdict.reasons).toEqual([
      { code: 'word', what: 'Shard 1: of 1' },
      { code: 'word', what: 'Shard 2: of 2' },
    ]);
  });

  const saying = (index: number, changes: Partial<Result['verdict']>, rows = [row()]) => {
    const result = shard(index, 3, rows);
    return { ...result, verdict: { ...result.verdict, ...changes } };
  };
  const said = (code: string, what: string) => [{ code, what }];

  test('the reason of the worst shard comes first, and that others passed is none for an inconclusive whole', () => {
    const { verdict } = mergeResults([
      saying(1, { reasons: said('criteria-not-met', 'No posture meets the criteria.') }),
      saying(2, { reasons: said('empty-shard', 'Nothing to scan.'), outcome: 'not-evaluated' }, []),
      saying(3, { reasons: said('scan-canceled', 'Cancelled.'), outcome: 'inconclusive', exitCode: 4 }, []),
    ]);
    expect(verdict.outcome).toBe('inconclusive');
    expect(verdict.reasons.map(({ what }) => what)).toEqual([
      'Shard 3: Cancelled.',
      'Shard 2: Nothing to scan.',
    ]);
  });

  test('what several shards say alike stands there once, with their numbers or, when all say it, without', () => {
    const late = said('not-processed', 'Not processed.');
    const { notes } = mergeResults([
      saying(1, { notes: [...late, ...said('not-alive', 'Not alive: a.')] }),
      saying(2, { notes: late }),
      saying(3, { notes: [...late, ...said('not-alive', 'Not alive: a.')] }),
    ]).verdict;
    expect(notes.map(({ what }) => what)).toEqual(['Not processed.', 'Shards 1, 3: Not alive: a.']);
  });

  test('what one shard lacks and another has is no note of the whole', () => {
    const exclusion = (matched: number) => ({
      cids: '7',
      reason: null,
      expires: null,
      matched,
      expired: false,
    });
    const unused = { cids: '8', reason: null, expires: null, matched: 0, expired: false };
    const without = said(
      'no-applicable-control',
      'Policy "Policy 11" (11) has no control that applies to the hosts.',
    );
    const [first, second] = [
      saying(1, { notes: [...without, ...said('exclusion-unused', 'The exclusion of 7 matched nothing.')] }),
      saying(2, {}),
    ];
    const none = { kind: 'no-applicable-control' as const, detail: 'no rows' };
    const empty = resultOf([row()]).policies.map((policy) => ({
      ...policy,
      evidence: none,
      totals: { passed: 0, failed: 0, error: 0, exceptions: 0 },
    }));
    const merged = mergeResults([
      { ...first, policies: empty, exclusions: [exclusion(0), unused] },
      { ...second, exclusions: [exclusion(2), unused] },
      saying(3, {}),
    ]);
    expect(merged.verdict.notes).toEqual(said('exclusion-unused', 'The exclusion of 8 matched nothing.'));
    expect(merged.verdict.warnings).toBe(0);
    expect(merged.policies[0]?.evidence.kind).toBe('host-scanned');
  });

  test.each<[string, Partial<Result>, string]>([
    [
      'Merging refuses results of different digests with a clear reason',
      { configDigest: 'sha256:other' },
      'The results are of different configs and cannot be one verdict.',
    ],
    [
      'results of two builds are refused: an old shard would vouch for a new build',
      { build: '41' },
      'The results are of different runs and cannot be one verdict.',
    ],
    [
      'the same shard twice is refused: its rows would count twice',
      { units: { job: 'payments-api', expected: ['shard-1', 'shard-2'], present: ['shard-1'] } },
      'The same part of the target is there twice.',
    ],
  ])('%s', (_name, changes, what) => {
    const refused = () => mergeResults([shard(1, 2, [row()]), { ...shard(2, 2, [row()]), ...changes }]);
    expect(refused).toThrow(
      expect.objectContaining({ what, kind: 'usage', code: 'results-do-not-match' }) as PcError,
    );
  });

  test('the whole is compared with what came before when every shard has that, and it makes a whole', () => {
    const earlier = (index: number, build = '41') => ({ ...shard(index, 2, [row()]), build });
    const joined = (...previous: (Result | undefined)[]) => {
      const [first, second] = previous.map((one, index) => ({
        ...inputOf([]),
        result: shard(index + 1, 2, []),
        ...(one === undefined ? {} : { previous: one }),
      }));
      if (first === undefined || second === undefined) throw new Error('There are two.');
      return mergeInputs([first, second]).previous;
    };
    expect(joined(earlier(1), earlier(2))).toEqual(mergeResults([earlier(1), earlier(2)]));
    expect(joined(earlier(1), undefined)).toBeUndefined();
    expect(joined(earlier(1), earlier(2, '40'))).toBeUndefined();
  });

  test('the rows of all shards follow each other', async () => {
    const inputs = [1, 2].map((index) => ({
      ...inputOf([row({ cid: index })]),
      result: shard(index, 2, [row({ cid: index })]),
    }));
    const [first, ...others] = inputs;
    if (first === undefined) throw new Error('There are two.');
    const cids: number[] = [];
    for await (const rows of mergeInputs([first, ...others]).rows()) cids.push(...rows.map(({ cid }) => cid));
    expect(cids).toEqual([1, 2]);
  });
});
