import fc from 'fast-check';
import { expect, test } from 'vitest';
import { criticalityNames } from '../../src/config/names.js';
import { annotationsOf } from '../../src/report/ci-places.js';
import { compareResults, comparisonWords } from '../../src/report/compare.js';
import {
  failingGroups,
  hostsAndAddresses,
  hostsWord,
  warningGroups,
} from '../../src/report/failing-groups.js';
import { joinInputs } from '../../src/report/merge/merge.js';
import type { ReportInput } from '../../src/report/report-input.js';
import { explainCid, rowsOfControl } from '../../src/report/terminal/explain.js';
import { verdictLines } from '../../src/report/terminal/verdict-lines.js';
import { widthOf } from '../../src/text/width.js';
import type { ControlLine } from '../../src/workflow/results/control-line.js';
import type { Result } from '../../src/workflow/results/result.js';
import { inputOf, textOf } from '../support/result-of-rows.js';
import { anyRows } from './support/hostile.js';
import { render } from './support/render.js';

// Where numbers.test.ts reads the formats, these are the outputs beside them: the terminal in three widths, the first
// text of the page and its filters, annotations, what was merged, --explain, and the comparison with the last build.

interface Numbers {
  readonly rows: number;
  readonly passed: number;
  readonly failed: number;
  readonly error: number;
  readonly exceptions: number;
  readonly failing: number;
  readonly warning: number;
  readonly excluded: number;
  readonly baselined: number;
}

/** Counted row by row. */
function numbersOf(rows: readonly ControlLine[]): Numbers {
  const of = (holds: (row: ControlLine) => boolean) => rows.filter(holds).length;
  return {
    rows: rows.length,
    passed: of(({ state }) => state === 'passed'),
    failed: of(({ state }) => state === 'failed'),
    error: of(({ state }) => state === 'error'),
    exceptions: of(({ state }) => state === 'exception'),
    failing: of(({ counts }) => counts === 'fail'),
    warning: of(({ counts }) => counts === 'warn'),
    excluded: of(({ why }) => why === 'excluded'),
    baselined: of(({ why }) => why === 'baseline'),
  };
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ');

/** What the headline says: "3 of 12 postures fail the build", "None of 12 postures fails the build. 2 warn". */
function headlineNumbers(text: string): Partial<Numbers> {
  const [, failing, rows] = /(\d+|None) of (\d+) postures? fails? the build/.exec(oneLine(text)) ?? [];
  return { rows: Number(rows), failing: failing === 'None' ? 0 : Number(failing) };
}

const terminal = (width: number) => async (input: ReportInput) => {
  const text = verdictLines(input.result, { width, unicode: false, color: false }).join('\n');
  expect(text.split('\n').filter((line) => widthOf(line) > width)).toEqual([]);
  const summary = oneLine(text.slice(text.search(/^ {3}\d+ failing/m))).trim();
  const [, failing, warning = 0, excluded = 0, , baselined = 0] =
    /^(\d+) failing(?:, (\d+) warning)?(?:, (\d+) excluded)?(?:, (\d+) excepted)?(?:, (\d+) in the baseline)?/.exec(
      summary,
    ) ?? [];
  const headline = headlineNumbers(text);
  expect(headline.failing).toBe(Number(failing));
  return {
    ...headline,
    warning: Number(warning),
    excluded: Number(excluded),
    baselined: Number(baselined),
  };
};

const readers: Record<string, (input: ReportInput) => Promise<Partial<Numbers>>> = {
  'terminal, 40 columns': terminal(40),
  'terminal, 80 columns': terminal(80),
  'terminal, 160 columns': terminal(160),
  'result.json': async ({ result: { totals } }) => {
    const { byStateAndCriticality: cells, ...numbers } = JSON.parse(JSON.stringify(totals));
    const sum = (cell: Record<string, number>) => Object.values(cell).reduce((all, one) => all + one, 0);
    expect(sum(cells.failed)).toBe(numbers.failed);
    return {
      ...numbers,
      rows: sum(cells.passed) + sum(cells.failed) + sum(cells.error) + sum(cells.exception),
    };
  },
  'summary.md': async (input) => headlineNumbers(await render('markdown', input)),
  'the first text of the page': async (input) => {
    const page = await render('html', input);
    const headline = /<h1>(.*?)<\/h1>/s.exec(page)?.[1] ?? '';
    const [, rows, passed, failed, error, exceptions] =
      /aria-label="Of (\d+) postures: Passed (\d+), Failed (\d+), Error (\d+), Exception (\d+)"/.exec(page) ??
      [];
    const read = headlineNumbers(headline.replace(/<[^>]*>/g, ''));
    expect(Number(rows)).toBe(read.rows);
    return {
      ...read,
      passed: Number(passed),
      failed: Number(failed),
      error: Number(error),
      exceptions: Number(exceptions),
    };
  },
  'the filters of the page': async (input) => {
    const page = await render('html', input);
    const after = (id: string) =>
      Number(new RegExp(`id="${id}"[^>]*/?>[^<]*<span class="dim">(\\d+)`).exec(page)?.[1]);
    return {
      passed: after('state-passed'),
      failed: after('state-failed'),
      error: after('state-error'),
      exceptions: after('state-exception'),
      failing: after('only-failing'),
    };
  },
  explain: async (input) => {
    const cids = new Set(input.result.controls.map(({ cid }) => cid));
    for await (const rows of input.rows()) for (const { cid } of rows) cids.add(cid);
    const sums = { rows: 0, failing: 0, warning: 0 };
    for (const cid of cids) {
      const text = await textOf(explainCid(input, cid));
      const [, rows, failing, warning, no] =
        /(\d+) rows?: (\d+) fails? the build, (\d+) warns?, (\d+) do(?:es)? not count\.$/.exec(text) ?? [];
      expect(Number(failing) + Number(warning) + Number(no)).toBe(Number(rows));
      expect(await rowsOfControl(input, cid)).toHaveLength(Number(rows));
      sums.rows += Number(rows);
      sums.failing += Number(failing);
      sums.warning += Number(warning);
    }
    return sums;
  },
};

/** Hosts of a control that counts so, row by row. */
const hostsOf = (rows: readonly ControlLine[], like: Pick<ControlLine, 'policyId' | 'cid' | 'counts'>) =>
  new Set(
    rows
      .filter((row) => row.policyId === like.policyId && row.cid === like.cid && row.counts === like.counts)
      .map(({ host }) => host.ip),
  ).size;

/** Annotations and code quality: an entry per control, with as many hosts as rows name. */
async function checkEntries(input: ReportInput, rows: readonly ControlLine[]): Promise<void> {
  const { result } = input;
  const failing = failingGroups(result);
  const groups = [...failing, ...warningGroups(result)];
  const distinct = new Set(
    rows
      .filter(({ counts }) => counts !== 'no')
      .map(({ policyId, cid, counts }) => `${policyId} ${cid} ${counts}`),
  );
  expect(groups).toHaveLength(distinct.size);
  expect(groups.map(({ hosts }) => hosts)).toEqual(groups.map((group) => hostsOf(rows, group)));
  const all = annotationsOf(result, 'qualys-pc-results');
  expect(all).toHaveLength(Math.min(10, failing.length));
  const annotations = failing.length > 10 ? all.slice(0, 9) : all;
  if (failing.length > 10) {
    const left = failing.slice(9);
    const postures = left.reduce((sum, { rows: own }) => sum + own, 0);
    expect(all.at(-1)?.message).toContain(
      `${left.length} more controls with ${postures} ${postures === 1 ? 'posture' : 'postures'}: `,
    );
  }
  for (const [index, { title, message }] of annotations.entries()) {
    const group = failing[index];
    if (group === undefined) throw new TypeError('More annotations than failing controls');
    expect(title).toContain(`CID ${group.cid},`);
    expect(message).toContain(`fails on ${hostsAndAddresses(group)}`);
    expect(hostsWord(group)).toBe(group.hosts === 1 ? group.hostRanges : `${hostsOf(rows, group)} hosts`);
  }
  const entries: { description: string }[] = JSON.parse(await render('codequality', input));
  expect(entries).toHaveLength(groups.length);
  for (const [index, { description }] of entries.entries())
    expect(description).toContain(
      ` on ${groups[index] === undefined ? '' : hostsAndAddresses(groups[index])}`,
    );
}

const units = (index: number) => ({
  units: { job: 'payments-api', expected: ['shard-1', 'shard-2'], present: [`shard-${index}`] },
});

test('Numbers agree in every output of one run, on random results: terminal, page, annotations, --explain, and the same merged from shards', async () => {
  await fc.assert(
    fc.asyncProperty(anyRows, fc.nat(), async (rows, cut) => {
      fc.pre(rows.length > 0);
      const middle = cut % rows.length;
      const merged = await joinInputs([
        inputOf(rows.slice(0, middle), units(1)),
        inputOf(rows.slice(middle), units(2)),
      ]);
      const expected = numbersOf(rows);
      for (const [kind, input] of Object.entries({ 'one run': inputOf(rows), merged })) {
        await checkEntries(input, rows);
        for (const [output, read] of Object.entries(readers)) {
          const found = await read(input);
          expect({ kind, output, ...found }).toMatchObject({
            kind,
            output,
            ...Object.fromEntries(
              Object.keys(found)
                .filter((key) => key in expected)
                .map((key) => [key, expected[key as keyof Numbers]]),
            ),
          });
        }
      }
    }),
    { numRuns: 30 },
  );
});

/** A gate that selects whatever a row may say that it fails by. */
const everything: Partial<Result> = {
  criteria: {
    failOn: { states: ['fail', 'error', 'exceptions'], criticalities: [...criticalityNames] },
    warnOn: null,
    failOnAuthFailure: false,
    sentence: 'The build fails when a control is (Fail, Error or Exceptions) and (any criticality).',
  },
};

const failures = (rows: readonly ControlLine[], counted: boolean) =>
  new Set(
    rows
      .filter(({ counts, why, state }) =>
        counted
          ? counts === 'fail'
          : counts === 'fail' ||
            why === 'exception' ||
            ((why === 'excluded' || why === 'baseline') && (state === 'failed' || state === 'error')),
      )
      .map(({ policyId, cid, host }) => `${policyId} ${cid} ${host.ip}`),
  );

test('Numbers agree: what is new, fixed, no longer counted and unchanged since the last build adds up on random results', async () => {
  await fc.assert(
    fc.asyncProperty(anyRows, anyRows, async (beforeRows, rows) => {
      const previous = { ...inputOf(beforeRows, everything).result, build: '41' };
      const input = { ...inputOf(rows, everything), previous };
      const comparison = compareResults(input.result, previous);
      if (comparison === undefined) throw new TypeError('Both were judged');
      const now = failures(rows, true);
      const before = failures(beforeRows, true);
      const acceptedNow = failures(rows, false);
      const knownBefore = failures(beforeRows, false);
      const sum = (changes: readonly { readonly hosts: number }[]) =>
        changes.reduce((all, { hosts }) => all + hosts, 0);
      const added = [...now].filter((key) => !knownBefore.has(key)).length;
      const gone = [...before].filter((key) => !now.has(key));
      expect(sum(comparison.added)).toBe(added);
      expect(comparison.unchanged).toBe(now.size - added);
      expect(sum(comparison.noLongerCounted)).toBe(gone.filter((key) => acceptedNow.has(key)).length);
      const unseen = Number(/(\d+) earlier failure/.exec(comparison.limits.join(' '))?.[1] ?? 0);
      expect(sum(comparison.fixed) + unseen).toBe(gone.filter((key) => !acceptedNow.has(key)).length);
      const words = comparisonWords(comparison);
      for (const format of ['text', 'markdown'] as const)
        expect(oneLine(await render(format, input))).toContain(words);
      const page = oneLine((await render('html', input)).replace(/<[^>]*>/g, ' '));
      for (const part of words.split(', ')) expect(page).toContain(part);
    }),
    { numRuns: 60 },
  );
});
