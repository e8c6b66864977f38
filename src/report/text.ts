import { compareResults, type FailingRow } from './compare.js';
import { fitted } from './fit-text.js';
import type { ReportInput } from './report-input.js';
import { placeOf } from './row-words.js';
import { scanFacts } from './scan-facts.js';
import { verdictLines } from './verdict-lines.js';

const WIDTH = 100;
const MOST_LISTED = 50;

/** The terminal's verdict block as a file, with the facts of the scan, and what is new and what is fixed by name. */
export async function* textReport({ result, previous }: ReportInput): AsyncGenerator<string> {
  for (const line of verdictLines(result, { width: WIDTH, unicode: true, color: false, previous }))
    yield `${line}\n`;
  const comparison = compareResults(result, previous);
  if (comparison !== undefined) {
    yield* named('New since then', comparison.added);
    yield* named('Fixed since then', comparison.fixed);
  }
  yield '\n';
  for (const [name, value] of scanFacts(result))
    yield `   ${name.padEnd(16)}${fitted(value, WIDTH - 19, true)}\n`;
}

function* named(heading: string, rows: readonly FailingRow[]): Generator<string> {
  if (rows.length === 0) return;
  yield `\n   ${heading}\n`;
  for (const row of rows.slice(0, MOST_LISTED)) {
    yield `     ${fitted(`${row.cid}  ${placeOf(row)}  ${row.statement}`, WIDTH - 5, true)}\n`;
  }
  if (rows.length > MOST_LISTED) yield `     and ${rows.length - MOST_LISTED} more\n`;
}
