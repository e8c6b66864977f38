import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReportInput } from '../../src/report/report-input.js';
import { inputOf } from '../support/result-of-rows.js';
import { anyRows, hostileInput } from './support/hostile.js';
import { render } from './support/render.js';

interface Numbers {
  readonly rows: number;
  readonly failing: number;
  readonly excluded: number;
  readonly baselined: number;
}

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

/** The same four numbers, read out of each format as its reader would. */
const readers: Record<string, (input: ReportInput) => Promise<Partial<Numbers>>> = {
  csv: async (input) => {
    const rows: Record<string, string>[] = parse(await render('csv', input), {
      columns: true,
      bom: true,
    });
    return {
      rows: rows.length,
      failing: rows.filter(({ counts }) => counts === 'fail').length,
      excluded: rows.filter(({ why }) => why === 'excluded').length,
      baselined: rows.filter(({ why }) => why === 'baseline').length,
    };
  },
  junit: async (input) => {
    const xml = await render('junit', input);
    const announced = /<testsuites [^>]* tests="(\d+)" failures="(\d+)"/.exec(xml);
    expect(count(xml, /<testcase /g)).toBe(Number(announced?.[1]));
    expect(count(xml, /<failure /g)).toBe(Number(announced?.[2]));
    return {
      rows: Number(announced?.[1]),
      failing: Number(announced?.[2]),
      excluded: count(xml, /<skipped>excluded by the config/g),
      baselined: count(xml, /<skipped>in the baseline/g),
    };
  },
  sarif: async (input) => {
    const { results, properties } = JSON.parse(await render('sarif', input)).runs[0];
    expect(properties.omittedResults).toBe(0);
    return {
      failing: results
        .filter(({ level }: { level: string }) => level === 'error')
        .reduce((sum: number, { properties: { rows } }: { properties: { rows: number } }) => sum + rows, 0),
      // What does not count is no finding: code scanning would open an alert for it.
      excluded: properties.totals.excluded,
      baselined: properties.totals.baselined,
    };
  },
  hdf: async (input) => {
    const { profiles, passthrough } = JSON.parse(await render('hdf', input));
    const results = profiles.flatMap(
      ({ controls }: { controls: { results: { skip_message?: string }[] }[] }) =>
        controls.flatMap((control) => control.results),
    );
    return {
      rows: results.length,
      failing: passthrough.totals.failing,
      excluded: results.filter((result: { skip_message?: string }) =>
        result.skip_message?.startsWith('excluded'),
      ).length,
      baselined: results.filter((result: { skip_message?: string }) =>
        result.skip_message?.startsWith('in the baseline'),
      ).length,
    };
  },
  html: async (input) => {
    const page = await render('html', input);
    return {
      rows: count(page, /^<tr class="row /gm),
      failing: count(page, /<td>Fails the build<\/td>/g),
      excluded: count(page, /<td>(?:<details[^>]*><summary><span>)?Excluded by the config/g),
      baselined: count(page, /<td>In the baseline/g),
    };
  },
  text: async (input) => {
    const text = await render('text', input);
    const summary = /^ {3}(\d+) failing(?: ·|$).*/m.exec(text);
    const named = (words: string) => Number(new RegExp(`(\\d+) ${words}`).exec(summary?.[0] ?? '')?.[1] ?? 0);
    return {
      rows: Number(/of (\d+) postures?/.exec(text)?.[1]),
      failing: Number(summary?.[1]),
      excluded: named('excluded'),
      baselined: named('in the baseline'),
    };
  },
  markdown: async (input) => {
    const page = await render('markdown', input);
    const lines = page.split('\n').filter((line) => /^\| Policy 1\d \|/.test(line));
    const sum = (column: number) =>
      lines.reduce((total, line) => total + Number.parseInt(line.split(' | ')[column] ?? '', 10), 0);
    return { rows: sum(1), failing: sum(6), excluded: sum(8), baselined: sum(9) };
  },
};

test('Numbers agree: every report of one run shows the same totals', async () => {
  await fc.assert(
    fc.asyncProperty(fc.tuple(anyRows), async ([rows]) => {
      fc.pre(rows.length > 0);
      const input = inputOf(rows);
      const { totals, controls } = input.result;
      const rowsOf = (kind: string) =>
        controls.filter(({ counts }) => counts === kind).reduce((sum, group) => sum + group.rows, 0);
      expect([rowsOf('fail'), rowsOf('warn')]).toEqual([totals.failing, totals.warning]);
      expect(JSON.parse(await render('codequality', input))).toHaveLength(controls.length);
      const expected: Numbers = {
        rows: rows.length,
        failing: totals.failing,
        excluded: totals.excluded,
        baselined: totals.baselined,
      };
      for (const [format, read] of Object.entries(readers)) {
        const found = Object.entries(await read(input));
        expect({ format, ...Object.fromEntries(found) }).toEqual({
          format,
          ...Object.fromEntries(found.map(([key]) => [key, expected[key as keyof Numbers]])),
        });
      }
    }),
    { numRuns: 60 },
  );
});

test('the totals of a page are those of its rows with hostile text too', async () => {
  const input = hostileInput();
  const page = await render('html', input);
  expect(count(page, /<td>Fails the build<\/td>/g)).toBe(input.result.totals.failing);
});
