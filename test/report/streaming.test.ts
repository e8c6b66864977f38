import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reportFormats } from '../../src/config/names.js';
import { PackedTexts } from '../../src/report/formats/hdf-results.js';
import { loadFormat } from '../../src/report/formats.js';
import { groupedRows } from '../../src/report/grouped-rows.js';
import type { ControlLine } from '../../src/workflow/results/control-line.js';
import { inputOf, resultOf, row } from '../support/result-of-rows.js';
import { anyRows } from './support/hostile.js';

test('rows come group by group, each once, however few may be held', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyRows,
      fc.integer({ min: 1, max: 50 }),
      fc.boolean(),
      async (rows, mostHeld, weighs) => {
        const seen: [number, ControlLine[]][] = [];
        const grouping = {
          keyOf: (line: ControlLine) => line.cid,
          order: (a: number, b: number) => a - b,
          keep: (line: ControlLine) => line,
          ...(weighs ? { weigh: (line: ControlLine) => line.cid % 7 } : {}),
          mostHeld,
        };
        for await (const { key, count, rows: own } of groupedRows(inputOf(rows), grouping)) {
          const group: ControlLine[] = [];
          for await (const line of own) group.push(line);
          expect(group).toHaveLength(count);
          seen.push([key, group]);
        }
        const cids = [...new Set(rows.map(({ cid }) => cid))].sort((a, b) => a - b);
        const expected = cids.map((cid) => [cid, rows.filter((line) => line.cid === cid)]);
        expect(seen).toEqual(expected);
      },
    ),
  );
});

test('packed texts come back as they were, in their order', () => {
  const text = fc
    .string({ unit: 'grapheme', maxLength: 3000 })
    .filter((one) => !one.includes('\n') && one.isWellFormed());
  fc.assert(
    fc.property(fc.array(text), (texts) => {
      const packed = new PackedTexts();
      for (const one of texts) packed.push(one);
      expect([...packed]).toEqual(texts);
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
      for (let index = 0; index < count; index++) {
        made += 1;
        yield sample[index % 50] ?? row();
      }
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
