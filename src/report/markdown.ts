import { printable } from '../text/printable.js';
import type { Result } from '../workflow/result.js';
import { worstFirst } from '../workflow/tally.js';
import { type Comparison, compareResults, type FailingRow, failingRows } from './compare.js';
import type { ReportInput } from './report-input.js';
import { criticalityWord, expectedAndFound, placeOf } from './row-words.js';
import { exclusionWords, scanFacts } from './scan-facts.js';
import { gateSentence, rowCount, verdictWords } from './verdict-words.js';

/** A step summary may be 1 MiB, and nobody reads more in it. */
const MOST_LISTED = 50;
const LONGEST_CELL = 300;

/** A page of GitHub-flavoured Markdown: for step summaries and comments. */
export async function* markdownReport({ result, previous }: ReportInput): AsyncGenerator<string> {
  const { symbol, word, sentence, reasons } = verdictWords(result);
  yield `## ${symbol} ${word}: ${text(sentence)}\n\n`;
  if (result.verdict.gate) yield `${text(gateSentence(result))}\n\n`;
  yield* list(reasons.map(({ message }) => text(message)));
  yield* policyTable(result);
  yield* failingTable(result);
  yield* comparisonPart(compareResults(result, previous));
  yield* list(result.verdict.notes.map(({ message }) => text(message)));
  if (result.exclusions.length > 0) {
    yield '**Exclusions**\n\n';
    yield* list(result.exclusions.map((entry) => text(exclusionWords(entry))));
  }
  yield '<details><summary>The scan</summary>\n\n';
  yield* table(
    ['', ''],
    scanFacts(result).map(([name, value]) => [name, text(value)]),
  );
  yield '</details>\n';
}

/** Text from anywhere as Markdown that shows it and does nothing else. */
function text(value: string): string {
  const safe = printable(value);
  const cut = safe.length > LONGEST_CELL ? `${safe.slice(0, LONGEST_CELL).toWellFormed()}…` : safe;
  return cut
    .replace(/[\\`*_{}[\]<>()#~|&$:@!^]/g, '\\$&')
    .replace(/www\./gi, (match) => `${match.slice(0, 3)}\\.`);
}

function* policyTable({ policies, totals }: Result): Generator<string> {
  if (policies.length === 0) return;
  const numbers = (
    row: Pick<
      Result['totals'],
      'passed' | 'failed' | 'error' | 'exceptions' | 'failing' | 'warning' | 'excluded' | 'baselined'
    >,
  ) =>
    [
      rowCount(row),
      row.passed,
      row.failed,
      row.error,
      row.exceptions,
      row.failing,
      row.warning,
      row.excluded,
      row.baselined,
    ].map(String);
  yield* table(
    [
      'Policy',
      'Postures',
      'Passed',
      'Failed',
      'Error',
      'Exceptions',
      'Fail the build',
      'Warn',
      'Excluded',
      'Baselined',
    ],
    [
      ...policies.map((policy) => [text(policy.title), ...numbers({ ...policy.totals, ...policy })]),
      ...(policies.length === 1 ? [] : [['**All**', ...numbers(totals)]]),
    ],
  );
}

function* failingTable(result: Result): Generator<string> {
  const failing = failingRows(result).sort(worstFirst);
  if (failing.length === 0) return;
  yield '**What fails the build**\n\n';
  yield* table(
    ['CID', 'Criticality', 'Host', 'Control', 'Expected and found'],
    failing.slice(0, MOST_LISTED).map(failingCells),
  );
  const more = result.totals.failing - Math.min(failing.length, MOST_LISTED);
  if (more > 0) yield `and ${more} more: report.html and controls.jsonl have them all.\n\n`;
}

function failingCells(row: FailingRow): string[] {
  return [
    String(row.cid),
    text(criticalityWord(row.criticality)),
    text(placeOf(row)),
    text(row.statement),
    text(expectedAndFound(row) ?? ''),
  ];
}

function* comparisonPart(comparison: Comparison | undefined): Generator<string> {
  if (comparison === undefined) return;
  const { previousBuild, added, fixed, unchanged, limits } = comparison;
  yield `**Since build ${text(previousBuild)}**: ${added.length} new, ${fixed.length} fixed, ${unchanged} unchanged\n\n`;
  yield* list(limits.map(text));
  yield* list([...named('new', added), ...named('fixed', fixed)]);
}

function* named(word: string, rows: readonly FailingRow[]): Generator<string> {
  for (const row of rows.slice(0, MOST_LISTED))
    yield `${word}: ${row.cid} on ${text(placeOf(row))}: ${text(row.statement)}`;
  if (rows.length > MOST_LISTED) yield `${word}: ${rows.length - MOST_LISTED} more`;
}

function* list(items: readonly string[]): Generator<string> {
  if (items.length > 0) yield `${items.map((item) => `- ${item}`).join('\n')}\n\n`;
}

function* table(head: readonly string[], rows: readonly (readonly string[])[]): Generator<string> {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  yield line(head) + line(head.map(() => '---'));
  for (const row of rows) yield line(row);
  yield '\n';
}
