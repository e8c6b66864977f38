import { printable } from '../../text/printable.js';
import { wrap } from '../../text/wrap.js';
import type { Result } from '../../workflow/results/result.js';
import { addressWords, type FailingGroup, failingGroups, hostsWord } from '../failing-groups.js';
import { criticalityWord, expectedAndFound } from '../row-words.js';
import { rowCount } from '../verdict-words.js';
import { type Drawing, INDENT, NARROW } from './drawing.js';
import { column, cutWord, fitted } from './fit-text.js';

const WORST_SHOWN = 10;
const STATEMENT_LINES = 2;

interface Columns {
  readonly cid: number;
  readonly label: number;
  readonly host: number;
}

/** How many fail, and the worst ten controls with their hosts and what was expected and found. */
export function worstControls(result: Result, drawing: Drawing): string[] {
  const { totals } = result;
  if (rowCount(totals) === 0) return [];
  const { unicode, paint, width } = drawing;
  const summary = INDENT + fitted(countsWords(totals).join(unicode ? ' · ' : ', '), width - 3, unicode);
  const shown = failingGroups(result).slice(0, WORST_SHOWN);
  if (shown.length === 0) return [summary];
  const columns = columnsFor(shown, width);
  const head = `${'CID'.padEnd(columns.cid)}  ${'Criticality'.padEnd(columns.label)}  ${'Host'.padEnd(columns.host)}  Control`;
  const more = totals.failing - shown.reduce((sum, { count }) => sum + count, 0);
  return [
    summary,
    ...(width < NARROW ? [] : [INDENT + paint.dim(head)]),
    ...shown.flatMap((group) => groupLines(group, columns, drawing)),
    ...(more > 0 ? [INDENT + paint.dim(`${unicode ? '↓' : '+'} ${more} more`)] : []),
  ];
}

function countsWords({ failing, warning, excluded, exceptions, baselined }: Result['totals']): string[] {
  return [
    `${failing} failing`,
    ...(warning > 0 ? [`${warning} warning`] : []),
    ...(excluded > 0 ? [`${excluded} excluded`] : []),
    ...(exceptions > 0 ? [`${exceptions} excepted`] : []),
    ...(baselined > 0 ? [`${baselined} in the baseline`] : []),
  ];
}

function columnsFor(groups: readonly FailingGroup[], width: number): Columns {
  const longest = (word: (group: FailingGroup) => string) =>
    Math.max(...groups.map((group) => printable(word(group)).length));
  return {
    cid: Math.max(
      3,
      longest(({ cid }) => String(cid)),
    ),
    label: Math.min(
      12,
      Math.max(
        11,
        longest(({ criticality }) => criticalityWord(criticality)),
      ),
    ),
    host: Math.min(Math.max(4, longest(hostsWord)), Math.floor(width / 4)),
  };
}

function groupLines(group: FailingGroup, columns: Columns, { width, unicode, paint }: Drawing): string[] {
  const under = INDENT + ' '.repeat(columns.cid + 2);
  const room = width - under.length;
  const cid = String(group.cid).padEnd(columns.cid);
  const label = paint.bad(column(criticalityWord(group.criticality), columns.label, unicode));
  const control = [group.statement, group.instance]
    .filter((part) => part !== '')
    .join(unicode ? ' · ' : ', ');
  const values = expectedAndFound(group);
  const details = [
    ...(group.hosts.length === 1 ? [] : [`on ${addressWords(group.hosts)}`]),
    ...(values === undefined ? [] : [values]),
  ].map((text) => under + paint.dim(fitted(text, room, unicode)));
  if (width < NARROW) {
    return [
      `${INDENT}${cid}  ${label}`,
      under + fitted(hostsWord(group), room, unicode),
      ...few(control, room, unicode).map((line) => under + line),
      ...details,
    ];
  }
  const before = columns.cid + columns.label + columns.host + 6 + INDENT.length;
  const [first = '', ...more] = few(control, Math.max(10, width - before), unicode);
  return [
    `${INDENT}${cid}  ${label}  ${column(hostsWord(group), columns.host, unicode)}  ${first}`,
    ...more.map((line) => ' '.repeat(before) + line),
    ...details,
  ];
}

/** The first lines of a text; the last of them is cut when there would be more. */
function few(text: string, columns: number, unicode: boolean): string[] {
  const lines = wrap(text, columns, cutWord(unicode));
  if (lines.length <= STATEMENT_LINES) return lines;
  const kept = lines.slice(0, STATEMENT_LINES - 1);
  return [...kept, fitted(lines.slice(kept.length).join(' '), columns, unicode)];
}
