import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reportFormats } from '../../src/config/names.js';
import { loadFormat } from '../../src/report/formats.js';
import { WorstRows } from '../../src/report/html/worst-rows.js';
import { TextsByKey } from '../../src/report/texts-by-key.js';
import type { ControlLine } from '../../src/workflow/results/control-line.js';
import { resultOf, row, textOf } from '../support/result-of-rows.js';
import { anyRows } from './support/hostile.js';

test('texts come back key by key, each once, however few may be held', async () => {
  const text = fc
    .string({ unit: 'grapheme', maxLength: 300 })
    .filter((one) => !one.includes('\n') && one.isWellFormed());
  const entries = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', ''), text), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(entries, fc.integer({ min: 0, max: 1_000 }), async (added, mostHeld) => {
      const held = new TextsByKey((a, b) => (a < b ? 1 : -1), { mostHeld });
      for (const [key, one] of added) {
        held.add(key, `${one}\n`);
        if (held.isFull) await held.spill();
      }
      const seen: [string, readonly string[]][] = [];
      for (const { key, pieces } of held.sorted())
        seen.push([key, (await textOf(pieces)).split('\n').slice(0, -1)]);
      await held.remove();
      const keys = [...new Set(added.map(([key]) => key))].sort().reverse();
      expect(seen).toEqual(
        keys.map((key) => [key, added.filter(([of]) => of === key).map(([, one]) => one)]),
      );
    }),
  );
});

test('the page keeps the worst rows, of equally bad ones the first, in whatever order they came', () => {
  fc.assert(
    fc.property(anyRows, fc.integer({ min: 1, max: 30 }), (rows, most) => {
      const written = (lines: readonly ControlLine[], limit: number) => {
        const notPassed = lines.filter(({ counts, state }) => counts !== 'no' || state !== 'passed').length;
        const write = (line: ControlLine) => String(lines.indexOf(line));
        const worst = new WorstRows({ most: limit, notPassed, write });
        for (const line of lines) worst.add(line);
        return [...worst.texts()].map((index) => lines[Number(index)]);
      };
      const badness = (line: ControlLine | undefined) => {
        if (line === undefined) return -1;
        const kind =
          line.counts === 'fail' ? 0 : line.counts === 'warn' ? 1 : line.state !== 'passed' ? 2 : 3;
        return kind * 6 + 5 - line.criticality.value;
      };
      const kept = rows
        .map((line, index) => ({ line, index }))
        .sort((a, b) => badness(a.line) - badness(b.line) || a.index - b.index)
        .slice(0, most);
      const shown = written(rows, most);
      expect(new Set(shown)).toEqual(new Set(kept.map(({ line }) => line)));
      expect(shown.map(badness)).toEqual(kept.map(({ line }) => badness(line)));
      expect(shown).toEqual(
        written(
          kept.map(({ line }) => line),
          rows.length,
        ),
      );
    }),
  );
});

test.each(reportFormats)(
  '200,000 rows: every format in bounded memory, so %s comes in small pieces',
  async (format) => {
    const sample = Array.from({ length: 50 }, (_, index) => row({ cid: index + 1 }));
    const count = 60_000;
    let made = 0;
    const rows = async function* () {
      for (; made < count; made += sample.length) yield sample;
    };
    let largest = 0;
    for (const { render } of await loadFormat(format)) {
      for await (const piece of render({ result: resultOf(sample), rows }))
        largest = Math.max(largest, piece.length);
    }
    expect(largest).toBeLessThan(100_000);
    if (['junit', 'csv', 'hdf'].includes(format)) expect(made).toBeGreaterThanOrEqual(count);
  },
);
