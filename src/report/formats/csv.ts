import { counted } from '../../text/counted.js';
import type { ControlLine } from '../../workflow/results/control-line.js';
import { cleanText } from '../markup.js';
import type { ReportInput } from '../report-input.js';
import { whyWords } from '../row-words.js';

export const readsRows = true;

type Cell = (row: ControlLine, policyTitle: string) => string;

const columns = {
  policyId: (row) => row.policyId,
  policy: (_row, title) => title,
  cid: (row) => String(row.cid),
  statement: (row) => row.statement,
  criticality: (row) => String(row.criticality.value),
  criticalityLabel: (row) => row.criticality.label,
  hostId: (row) => row.host.id,
  ip: (row) => row.host.ip,
  dns: (row) => row.host.dns ?? '',
  technology: (row) => row.technology,
  instance: (row) => row.instance,
  state: (row) => row.state,
  missing: (row) => listCell(row.missing),
  unexpected: (row) => listCell(row.unexpected),
  evaluatedAt: (row) => row.evaluatedAt ?? '',
  exceptionStatus: (row) => row.exception?.status ?? '',
  exceptionEndsAt: (row) => row.exception?.endsAt ?? '',
  counts: (row) => row.counts,
  why: (row) => row.why,
  whyInWords: (row) => whyWords(row),
  exclusionCids: (row) => row.exclusion?.cids ?? '',
  exclusionReason: (row) => row.exclusion?.reason ?? '',
  exclusionExpires: (row) => row.exclusion?.expires ?? '',
} as const satisfies Record<string, Cell>;

const ofJob: Cell = (row) => row.job ?? '';

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
  const titles = new Map(result.policies.map(({ id, title }) => [id, title]));
  // Rows of several jobs name theirs.
  const shown: Record<string, Cell> = result.jobs === undefined ? columns : { job: ofJob, ...columns };
  const cells = Object.values(shown);
  yield BYTE_ORDER_MARK + line(Object.keys(shown));
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
      const title = titles.get(row.policyId) ?? '';
      text += line(cells.map((cell) => cell(row, title)));
    }
    yield text;
  }
  if (left === 0) return;
  const words = `${counted(left, 'more row', 'more rows')}: controls.jsonl has them all.`;
  yield line(Object.keys(shown).map((name) => (name === 'statement' ? words : '')));
}

function line(cells: readonly string[]): string {
  return `"${cells.map(quoted).join('","')}"\r\n`;
}

/** Most cells: empty, or a letter or digit and then nothing that needs care. */
const plain = /^(?:[\dA-Za-z][\n !#-~]*)?$/;

function quoted(cell: string): string {
  return plain.test(cell) ? cell : disarmed(cleanText(cell)).replaceAll('"', '""');
}

/**
 * A spreadsheet runs a cell that starts with one of these as a formula; an apostrophe before it makes it text. One
 * that starts with an apostrophe gets a second, so that taking one off gives back every cell.
 */
function disarmed(cell: string): string {
  return /^[=+\-@\t\r\n'|%]/.test(cell) ? `'${cell}` : cell;
}

/** One value a line; backslash, line end and the empty value are written `\\`, `\n` and `\0`. */
function listCell(values: readonly string[]): string {
  return values
    .map((value) =>
      value === '' ? '\\0' : cleanText(value).replaceAll('\\', '\\\\').replaceAll('\n', '\\n'),
    )
    .join('\n');
}
