import { printable, withCutMark } from '../../text/printable.js';
import { widthOf } from '../../text/width.js';
import { wrap } from '../../text/wrap.js';
import type { Result } from '../../workflow/results/result.js';
import {
  failingGroups,
  groupValues,
  hostsWord,
  moreWords,
  type NamedGroup,
  onlyInstance,
  shortAddresses,
  statementWords,
  warningGroups,
} from '../failing-groups.js';
import { criticalityWord } from '../row-words.js';
import { rowCount } from '../verdict-words.js';
import { column, cutWord, type Drawing, fitted, fittedLines, INDENT, NARROW, paragraph } from './drawing.js';

const WORST_SHOWN = 10;
const STATEMENT_LINES = 2;

interface Columns {
  readonly cid: number;
  readonly label: number;
  readonly host: number;
  /** False where the whole result is of one policy. */
  readonly namesPolicy: boolean;
}

/** How many fail, and the worst ten controls that fail and that warn, with hosts and what was expected and found. */
export function worstControls(result: Result, drawing: Drawing): string[] {
  const { totals } = result;
  if (rowCount(totals) === 0) return [];
  const summary = paragraph(countsWords(totals).join(drawing.unicode ? ' · ' : ', '), drawing);
  const warnings = groupList(warningGroups(result), { result, counts: 'warn' }, drawing);
  const heading =
    totals.failing > 0 && warnings.length > 0 ? [`${INDENT}${drawing.paint.unsure('Warnings')}`] : [];
  return [
    ...summary,
    ...groupList(failingGroups(result), { result, counts: 'fail' }, drawing),
    ...heading,
    ...warnings,
  ];
}

function groupList(
  groups: readonly NamedGroup[],
  { result, counts }: { readonly result: Result; readonly counts: 'fail' | 'warn' },
  drawing: Drawing,
): string[] {
  const { unicode, paint, width } = drawing;
  const shown = groups.slice(0, WORST_SHOWN);
  const omitted = result.controlsOmittedBy[counts];
  if (shown.length + omitted === 0) return [];
  const columns = { ...columnsFor(shown, width), namesPolicy: result.policies.length > 1 };
  const head = `${'CID'.padEnd(columns.cid)}  ${'Criticality'.padEnd(columns.label)}  ${'Hosts'.padEnd(columns.host)}  Control`;
  const rows = counts === 'fail' ? result.totals.failing : result.totals.warning;
  const more = moreWords(shown, { groups: groups.length, omitted, rows });
  return [
    ...(width < NARROW || shown.length === 0 ? [] : [INDENT + paint.dim(head)]),
    ...shown.flatMap((group) => groupLines(group, columns, drawing)),
    // Numbers are never cut: a narrow terminal has them over several lines.
    ...(more === '' ? [] : fittedLines(`${unicode ? '↓' : '+'} ${more}`, width - 4, unicode)).map(
      (line) => INDENT + paint.dim(line),
    ),
  ];
}

function countsWords(totals: Result['totals']): string[] {
  const { failing, warning, error, excluded, exceptions, baselined } = totals;
  return [
    `${failing} failing`,
    ...(warning > 0 ? [`${warning} warning`] : []),
    ...(excluded > 0 ? [`${excluded} excluded`] : []),
    ...(exceptions > 0 ? [`${exceptions} excepted`] : []),
    ...(baselined > 0 ? [`${baselined} in the baseline`] : []),
    // Whether they count or not: Qualys has no result there, and "passed" says nothing of them.
    ...(error > 0 ? [`${error} in error`] : []),
  ];
}

function columnsFor(groups: readonly NamedGroup[], width: number): Omit<Columns, 'namesPolicy'> {
  const longest = (word: (group: NamedGroup) => string) =>
    Math.max(...groups.map((group) => widthOf(printable(word(group)))));
  const cid = longest(({ cid }) => String(cid));
  const label = longest(({ criticality }) => criticalityWord(criticality));
  return {
    cid: Math.max(3, cid),
    label: Math.min(12, Math.max(11, label)),
    host: Math.min(Math.max(5, longest(hostsWord)), Math.floor(width / 4)),
  };
}

function groupLines(group: NamedGroup, columns: Columns, { width, unicode, paint }: Drawing): string[] {
  const under = INDENT + ' '.repeat(columns.cid + 2);
  const room = width - 1 - under.length;
  const cid = String(group.cid).padEnd(columns.cid);
  const tone = group.counts === 'fail' ? paint.bad : paint.unsure;
  const label = tone(column(criticalityWord(group.criticality), columns.label, unicode));
  const control = [statementWords(group), onlyInstance(group)]
    .filter((part) => part !== '')
    .join(unicode ? ' · ' : ', ');
  const values = groupValues(group);
  const details = [
    ...(columns.namesPolicy ? [group.policyTitle] : []),
    ...(group.hosts === 1 ? [] : [`on ${shortAddresses(group.hostRanges)}`]),
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
  const [first = '', ...more] = few(control, Math.max(10, width - 1 - before), unicode);
  return [
    `${INDENT}${cid}  ${label}  ${column(hostsWord(group), columns.host, unicode)}  ${first}`,
    ...more.map((line) => ' '.repeat(before) + line),
    ...details,
  ];
}

/** The first lines of a text; the last of them is cut when there would be more. */
function few(text: string, columns: number, unicode: boolean): string[] {
  const lines = wrap(withCutMark(text, unicode), columns, cutWord(unicode));
  if (lines.length <= STATEMENT_LINES) return lines;
  const kept = lines.slice(0, STATEMENT_LINES - 1);
  return [...kept, fitted(lines.slice(kept.length).join(' '), columns, unicode)];
}
