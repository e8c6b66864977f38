import { printable } from '../../text/printable.js';
import type { Result } from '../../workflow/results/result.js';
import { type Comparison, compareResults, type FailingRow } from '../compare.js';
import { type FailingGroup, failingGroups, grouped, shortAddresses } from '../failing-groups.js';
import { isWebAddress } from '../markup.js';
import type { ReportInput } from '../report-input.js';
import { criticalityWord, expectedAndFound, insideWords } from '../row-words.js';
import { exclusionWords, scanFacts } from '../scan-facts.js';
import { gateSentence, remedySentence, rowCount, verdictWords } from '../verdict-words.js';

/** A step summary may be 1 MiB, and more than that is not read there. */
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
    scanFacts(result).map(([name, value]) => [name, name === 'Portal' ? link(value) : text(value)]),
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

/** The way to the scan; only a web address becomes a link. */
function link(address: string): string {
  return isWebAddress(address)
    ? `[Open the scan in Qualys](<${new URL(address).href.replaceAll('|', '%7C')}>)`
    : text(address);
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
  const groups = failingGroups(result);
  if (groups.length === 0) return;
  const shown = groups.slice(0, MOST_LISTED);
  yield '**What fails the build**\n\n';
  yield* table(['CID', 'Criticality', 'Hosts', 'Control', 'Expected and found'], shown.map(failingCells));
  const more = result.totals.failing - shown.reduce((sum, { count }) => sum + count, 0);
  if (more > 0) yield `and ${more} more: report.html and controls.jsonl have them all.\n\n`;
  const remedy = remedySentence(result);
  if (remedy !== '') yield `${text(remedy)}\n\n`;
}

function failingCells(group: FailingGroup): string[] {
  const inside = insideWords(group);
  return [
    String(group.cid),
    text(criticalityWord(group.criticality)),
    text(`${hostsOf(group)}${inside === '' ? '' : ` (${inside})`}`),
    text(group.statement),
    text(expectedAndFound(group) ?? ''),
  ];
}

function hostsOf({ hosts }: FailingGroup): string {
  return hosts.length === 1 ? shortAddresses(hosts) : `${hosts.length} hosts: ${shortAddresses(hosts)}`;
}

function* comparisonPart(comparison: Comparison | undefined): Generator<string> {
  if (comparison === undefined) return;
  const { previousBuild, added, fixed, unchanged, limits } = comparison;
  yield `**Since build ${text(previousBuild)}**: ${added.length} new, ${fixed.length} fixed, ${unchanged} unchanged\n\n`;
  yield* list(limits.map(text));
  yield* list([...named('new', added), ...named('fixed', fixed)]);
}

function* named(word: string, rows: readonly FailingRow[]): Generator<string> {
  const groups = grouped(rows);
  for (const group of groups.slice(0, MOST_LISTED))
    yield `${word}: ${group.cid} on ${text(hostsOf(group))}: ${text(group.statement)}`;
  if (groups.length > MOST_LISTED) yield `${word}: ${groups.length - MOST_LISTED} more controls`;
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
