import { printable } from '../text/printable.js';
import type { PolicyResult, Result } from '../workflow/result.js';
import { worstFirst } from '../workflow/tally.js';
import { type Comparison, compareResults, failingRows } from './compare.js';
import { column, fitted, wrapped } from './fit-text.js';
import { type Palette, paletteOf } from './palette.js';
import { criticalityWord, expectedAndFound } from './row-words.js';
import { gateSentence, rowCount, verdictWords } from './verdict-words.js';

const WORST_SHOWN = 10;
const NARROW = 60;
const INDENT = '   ';

export interface VerdictLinesOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly unicode: boolean;
  readonly color: boolean;
  /** Paths to name at the end. */
  readonly files?: readonly string[];
  readonly previous?: Result | undefined;
  /** The command that runs the same scan again. */
  readonly again?: string;
}

interface Drawing {
  readonly width: number;
  readonly unicode: boolean;
  readonly paint: Palette;
}

/** The verdict block of a terminal or a build log: verdict, a bar per policy, the worst ten controls, what else to know. */
export function verdictLines(result: Result, options: VerdictLinesOptions): string[] {
  const drawing: Drawing = {
    width: Math.max(options.width, 40),
    unicode: options.unicode,
    paint: paletteOf(options.color),
  };
  const blocks = [
    headline(result, drawing),
    result.policies.flatMap((policy) => policyLines(policy, result.policies, drawing)),
    worstControls(result, drawing),
    comparisonLines(compareResults(result, options.previous), drawing),
    [
      ...verdictWords(result).reasons.flatMap(({ message }) => paragraph(message, drawing)),
      ...result.verdict.notes.flatMap(({ message }) => paragraph(message, drawing).map(drawing.paint.dim)),
    ],
    lastLines(options, drawing),
  ];
  return blocks
    .filter((block) => block.length > 0)
    .flatMap((block, index) => (index === 0 ? block : ['', ...block]));
}

function headline(result: Result, { width, unicode, paint }: Drawing): string[] {
  const { word, sentence, symbol, plain, tone } = verdictWords(result);
  const mark = `${unicode ? symbol : plain} ${word}`;
  const room = mark.length + 3;
  const beside = width - room >= 30;
  const [first = '', ...more] = wrapped(sentence, beside ? width - room : width - INDENT.length, unicode);
  const painted = ` ${paint[tone](paint.bold(mark))}`;
  return [
    ...(beside ? [`${painted}  ${first}`] : [painted, INDENT + first]),
    ...more.map((line) => ' '.repeat(beside ? room : INDENT.length) + line),
    ...(result.verdict.gate ? paragraph(gateSentence(result), { width, unicode, paint }).map(paint.dim) : []),
  ];
}

function policyLines(policy: PolicyResult, all: readonly PolicyResult[], drawing: Drawing): string[] {
  const { width, unicode, paint } = drawing;
  const rows = rowCount(policy.totals);
  const numbers =
    rows === 0
      ? 'no rows'
      : `${String(policy.totals.passed).padStart(digits(all, (p) => p.totals.passed))} passed  ${String(policy.failing).padStart(digits(all, (p) => p.failing))} failing`;
  if (width < NARROW) return [INDENT + fitted(policy.title, width - 3, unicode), `${INDENT}  ${numbers}`];
  const longest = Math.max(...all.map(({ title }) => printable(title).length));
  const title = column(policy.title, Math.min(longest, Math.floor(width / 3)), unicode);
  const barWidth = Math.min(40, Math.max(8, width - title.length - numbers.length - 8));
  return [
    `${INDENT}${title}  ${bar(policy, barWidth, drawing)}  ${policy.failing > 0 ? paint.bold(numbers) : numbers}`,
  ];
}

function bar(policy: PolicyResult, width: number, { unicode, paint }: Drawing): string {
  const rows = rowCount(policy.totals);
  if (rows === 0) return paint.dim((unicode ? '─' : '-').repeat(width));
  const share = (count: number) => (count === 0 ? 0 : Math.max(1, Math.round((count / rows) * width)));
  const failing = share(policy.failing);
  const other = Math.min(share(rows - policy.totals.passed - policy.failing), width - failing);
  const passed = width - failing - other;
  const [full, dark, light] = unicode ? ['█', '▓', '▒'] : ['#', 'x', '.'];
  return (
    paint.good(`${full}`.repeat(passed)) +
    paint.bad(`${dark}`.repeat(failing)) +
    paint.dim(`${light}`.repeat(other))
  );
}

function worstControls(result: Result, drawing: Drawing): string[] {
  const { totals } = result;
  const counts = [
    `${totals.failing} failing`,
    ...(totals.warning > 0 ? [`${totals.warning} warning`] : []),
    ...(totals.excluded > 0 ? [`${totals.excluded} excluded`] : []),
    ...(totals.exceptions > 0 ? [`${totals.exceptions} excepted`] : []),
    ...(totals.baselined > 0 ? [`${totals.baselined} in the baseline`] : []),
  ];
  if (rowCount(totals) === 0) return [];
  const { unicode, paint, width } = drawing;
  const summary = fitted(counts.join(unicode ? ' · ' : ', '), width - 3, unicode);
  const failing = failingRows(result).sort(worstFirst).slice(0, WORST_SHOWN);
  if (failing.length === 0) return [INDENT + summary];
  const hosts = Math.min(
    Math.max(4, ...failing.map(({ host }) => printable(host.ip).length)),
    Math.floor(width / 4),
  );
  const cids = Math.max(3, ...failing.map(({ cid }) => String(cid).length));
  const labels = Math.min(
    Math.max(11, ...failing.map(({ criticality }) => printable(criticalityWord(criticality)).length)),
    12,
  );
  const lines = failing.flatMap((row) => {
    const values = expectedAndFound(row);
    const control = [row.statement, row.instance].filter((part) => part !== '').join(unicode ? ' · ' : ', ');
    const under = INDENT + ' '.repeat(cids + 2);
    const valueLine =
      values === undefined ? [] : [under + paint.dim(fitted(values, width - under.length, unicode))];
    const cid = String(row.cid).padEnd(cids);
    const label = paint.bad(column(criticalityWord(row.criticality), labels, unicode));
    if (width < NARROW) {
      return [
        `${INDENT}${cid}  ${label}`,
        `${under}${fitted(row.host.ip, width - under.length, unicode)}`,
        `${under}${fitted(control, width - under.length, unicode)}`,
        ...valueLine,
      ];
    }
    const before = cids + labels + hosts + 6 + INDENT.length;
    return [
      `${INDENT}${cid}  ${label}  ${column(row.host.ip, hosts, unicode)}  ${fitted(control, Math.max(10, width - before), unicode)}`,
      ...valueLine,
    ];
  });
  const more = totals.failing - failing.length;
  const head = `${INDENT}${'CID'.padEnd(cids)}  ${'Criticality'.padEnd(labels)}  ${'Host'.padEnd(hosts)}  Control`;
  return [
    INDENT + summary,
    ...(width < NARROW ? [] : [paint.dim(head)]),
    ...lines,
    ...(more > 0 ? [INDENT + paint.dim(`${unicode ? '↓' : '+'} ${more} more`)] : []),
  ];
}

function comparisonLines(comparison: Comparison | undefined, drawing: Drawing): string[] {
  if (comparison === undefined) return [];
  const { previousBuild, added, fixed, unchanged, limits } = comparison;
  return [
    ...paragraph(
      `Since build ${previousBuild}: ${added.length} new, ${fixed.length} fixed, ${unchanged} unchanged.`,
      drawing,
    ),
    ...limits.flatMap((limit) => paragraph(limit, drawing).map(drawing.paint.dim)),
  ];
}

function lastLines({ files = [], again }: VerdictLinesOptions, { width, unicode, paint }: Drawing): string[] {
  const names = files.map((file, index) => (index === 0 ? file : (file.split(/[/\\]/).at(-1) ?? file)));
  return [
    ...(names.length === 0 ? [] : [INDENT + fitted(names.join(unicode ? ' · ' : ', '), width - 3, unicode)]),
    ...(again === undefined ? [] : [INDENT + paint.dim(fitted(`Again: ${again}`, width - 3, unicode))]),
  ];
}

function paragraph(text: string, { width, unicode }: Drawing): string[] {
  return wrapped(text, width - INDENT.length, unicode).map((line) => INDENT + line);
}

function digits(policies: readonly PolicyResult[], count: (policy: PolicyResult) => number): number {
  return Math.max(...policies.map((policy) => String(count(policy)).length));
}
