import { counted } from '../../text/counted.js';
import { wrap } from '../../text/wrap.js';
import { type Change, compareResults } from '../compare.js';
import { hostsAndAddresses, statementWords } from '../failing-groups.js';
import { MOST_LISTED } from '../listed.js';
import type { ReportInput } from '../report-input.js';
import { scanFacts } from '../scan-facts.js';
import { fitted, keptWord } from '../terminal/drawing.js';
import { type VerdictLinesOptions, verdictLines } from '../terminal/verdict-lines.js';

export const readsRows = false;

const WIDTH = 100;

/** How text looks in a file. */
const fileLook = { width: WIDTH, unicode: true, color: false } as const;

/** The terminal's verdict block, the facts of the scan, and by name what is new and what is fixed. */
export async function* render(
  { result, previous }: ReportInput,
  look: Pick<VerdictLinesOptions, 'width' | 'unicode' | 'color'> = fileLook,
): AsyncGenerator<string> {
  const { width, unicode } = look;
  for (const line of verdictLines(result, { ...look, previous, isWhole: true })) yield `${line}\n`;
  const comparison = compareResults(result, previous);
  if (comparison !== undefined) {
    yield* named({ heading: 'New since then', rows: comparison.added, width, unicode });
    yield* named({ heading: 'Fixed since then', rows: comparison.fixed, width, unicode });
    yield* named({
      heading: 'No longer counted: excluded, excepted, in the baseline or below the gate',
      rows: comparison.noLongerCounted,
      width,
      unicode,
    });
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
  readonly rows: readonly Change[];
  readonly width: number;
  readonly unicode: boolean;
}

function* named({ heading, rows, width, unicode }: NamedRows): Generator<string> {
  if (rows.length === 0) return;
  yield `\n   ${heading}\n`;
  for (const change of rows.slice(0, MOST_LISTED)) {
    yield `     ${fitted(`${change.cid}  ${statementWords(change)}`, width - 5, unicode)}\n`;
    const place = `${hostsAndAddresses(change)}, ${change.policyTitle}`;
    yield `       ${fitted(place, width - 7, unicode)}\n`;
  }
  if (rows.length > MOST_LISTED) yield `     and ${counted(rows.length - MOST_LISTED, 'more control')}\n`;
}
