import { counted } from '../../text/counted.js';
import type { ReportInput } from '../report-input.js';
import { RowLines } from './csv-lines.js';

export const readsRows = true;

/** Without it, spreadsheets on Windows read UTF-8 as Latin-1. */
const BYTE_ORDER_MARK = '\ufeff';

/** What a spreadsheet opens, the heading and the line about the rest aside. */
const MOST_ROWS = 1_048_574;

/**
 * All rows as RFC 4180 CSV in UTF-8 with a byte order mark; every cell quoted, formulas disarmed. Beyond what a
 * spreadsheet opens, rows that do not count are left out first, and the last line says how many are.
 */
export async function* render(
  { result, rows }: ReportInput,
  { most = MOST_ROWS }: { readonly most?: number } = {},
): AsyncGenerator<string> {
  const lines = new RowLines(result);
  yield BYTE_ORDER_MARK + lines.heading;
  const { failing, warning } = result.totals;
  const room = { fail: most, warn: Math.max(0, most - failing), no: Math.max(0, most - failing - warning) };
  let left = 0;
  for await (const some of rows()) {
    let text = '';
    for (const row of some) {
      if (room[row.counts] === 0) {
        left += 1;
        continue;
      }
      room[row.counts] -= 1;
      text += lines.of(row);
    }
    yield text;
  }
  if (left === 0) return;
  const words = `${counted(left, 'more row', 'more rows')}: controls.jsonl has them all.`;
  yield lines.withWords(words);
}
