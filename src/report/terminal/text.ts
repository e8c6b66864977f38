import { wrap } from '../../text/wrap.js';
import { compareResults, type FailingRow } from '../compare.js';
import { addressWords, grouped } from '../failing-groups.js';
import type { ReportInput } from '../report-input.js';
import { scanFacts } from '../scan-facts.js';
import { fitted, keptWord } from './fit-text.js';
import { type VerdictLinesOptions, verdictLines } from './verdict-lines.js';

const WIDTH = 100;
const MOST_LISTED = 50;

/** How text looks in a file. */
const fileLook = { width: WIDTH, unicode: true, color: false } as const;

/** The terminal's verdict block, the facts of the scan, and by name what is new and what is fixed. */
export async function* textReport(
  { result, previous }: ReportInput,
  look: Pick<VerdictLinesOptions, 'width' | 'unicode' | 'color'> = fileLook,
): AsyncGenerator<string> {
  const { width, unicode } = look;
  for (const line of verdictLines(result, { ...look, previous })) yield `${line}\n`;
  const comparison = compareResults(result, previous);
  if (comparison !== undefined) {
    yield* named({ heading: 'New since then', rows: comparison.added, width, unicode });
    yield* named({ heading: 'Fixed since then', rows: comparison.fixed, width, unicode });
  }
  yield '\n';
  for (const [name, value] of scanFacts(result)) {
    const [first = '', ...more] = wrap(value, Math.max(10, width - 19), keptWord);
    yield `   ${name.padEnd(16)}${first}\n`;
    for (const line of more) yield `${' '.repeat(19)}${line}\n`;
  }
}

interface NamedRows {
  readonly heading: string;
  readonly rows: readonly FailingRow[];
  readonly width: number;
  readonly unicode: boolean;
}

function* named({ heading, rows, width, unicode }: NamedRows): Generator<string> {
  if (rows.length === 0) return;
  yield `\n   ${heading}\n`;
  const groups = grouped(rows);
  for (const { cid, hosts, statement } of groups.slice(0, MOST_LISTED)) {
    yield `     ${fitted(`${cid}  ${statement}`, width - 5, unicode)}\n`;
    yield `       ${fitted(`on ${addressWords(hosts)}`, width - 7, unicode)}\n`;
  }
  if (groups.length > MOST_LISTED) yield `     and ${groups.length - MOST_LISTED} more controls\n`;
}
