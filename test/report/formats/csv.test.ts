import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanText } from '../../../src/report/markup.js';
import type { ControlLine } from '../../../src/workflow/results/control-line.js';
import { inputOf, row } from '../../support/result-of-rows.js';
import { anyRows, hostileInput } from '../support/hostile.js';
import { render } from '../support/render.js';

const armed = (cell: string) => (cell.startsWith("'") ? cell.slice(1) : cell);
const values = (cell: string) =>
  cell === ''
    ? []
    : cell
        .split('\n')
        .map((line) =>
          line.replace(/\\([\\n0])/g, (_match, letter) =>
            letter === 'n' ? '\n' : letter === '0' ? '' : '\\',
          ),
        );

/** A row as the documentation of the format says to read it back. */
function readBack(cells: Record<string, string>): ControlLine {
  const cell = (name: string) => armed(cells[name] ?? '');
  const orNull = (name: string) => (cell(name) === '' ? null : cell(name));
  return {
    policyId: cell('policyId'),
    cid: Number(cell('cid')),
    statement: cell('statement'),
    criticality: { value: Number(cell('criticality')), label: cell('criticalityLabel') },
    host: { id: cell('hostId'), ip: cell('ip'), ...(cell('dns') === '' ? {} : { dns: cell('dns') }) },
    technology: cell('technology'),
    instance: cell('instance'),
    state: cell('state') as ControlLine['state'],
    missing: values(cell('missing')),
    unexpected: values(cell('unexpected')),
    evaluatedAt: orNull('evaluatedAt'),
    exception: null,
    counts: cell('counts') as ControlLine['counts'],
    why: cell('why') as ControlLine['why'],
    exclusion:
      cell('exclusionCids') === ''
        ? null
        : {
            cids: cell('exclusionCids'),
            reason: orNull('exclusionReason'),
            expires: orNull('exclusionExpires'),
          },
  };
}

/** The row as a file can hold it. */
function clean(line: ControlLine): ControlLine {
  return JSON.parse(JSON.stringify(line), (_key, value) =>
    typeof value === 'string' ? cleanText(value) : value,
  );
}

test('CSV parses back to the same rows', async () => {
  await fc.assert(
    fc.asyncProperty(anyRows, async (rows) => {
      const cells: Record<string, string>[] = parse(await render('csv', inputOf(rows)), {
        columns: true,
        bom: true,
      });
      const expected = rows.map(clean).map((line) => ({
        ...line,
        exclusion:
          line.exclusion === null ? null : { ...line.exclusion, reason: line.exclusion.reason || null },
      }));
      expect(cells.map(readBack)).toEqual(expected);
    }),
  );
});

test('no cell starts as a formula, with hostile text from Qualys in every field', async () => {
  const rows: string[][] = parse(await render('csv', hostileInput()), { bom: true });
  expect(rows.flat().filter((cell) => /^[=+\-@\t\r\n|%]/.test(cell))).toEqual([]);
  expect(rows.flat()).toContain("'=cmd()|calc!A1");
});

test('CSV starts with a byte order mark, once, so that a spreadsheet reads it as UTF-8', async () => {
  const text = await render('csv', inputOf([row({ statement: 'Grüße, 東京' })]));
  expect(text.lastIndexOf('\ufeff')).toBe(0);
  expect(text).toContain('Grüße, 東京');
});
