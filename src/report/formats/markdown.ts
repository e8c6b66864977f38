import type { ErrorText } from '../../errors.js';
import { took } from '../../text/elapsed.js';
import { logSafe } from '../../text/log-safe.js';
import { cutMark, printable } from '../../text/printable.js';
import type { Reason, Result } from '../../workflow/results/result.js';
import { type Change, type Comparison, compareResults, comparisonWords } from '../compare.js';
import {
  failingGroups,
  groupPlace,
  groupValues,
  hostsAndAddresses,
  moreWords,
  type NamedGroup,
  policyNames,
  statementWords,
  warningGroups,
} from '../failing-groups.js';
import { capped, MOST_LISTED, worstJobsFirst, worstPoliciesFirst } from '../listed.js';
import { isWebAddress } from '../markup.js';
import type { ReportInput } from '../report-input.js';
import { criticalityWord } from '../row-words.js';
import { exclusionWords, scanFacts } from '../scan-facts.js';
import { gateSentence, reasonWords, remedySentence, rowCount, verdictWords } from '../verdict-words.js';

export const readsRows = false;

const LONGEST_PARAGRAPH = 2_000;
const LONGEST_CELL = 300;

/** A page of GitHub-flavoured Markdown: for step summaries and comments. */
export async function* render({ result, previous }: ReportInput): AsyncGenerator<string> {
  const { symbol, word, sentence, decisive, reasons } = verdictWords(result);
  yield* opening(`${symbol} ${word}`, sentence, decisive);
  if (result.verdict.gate) yield `${text(gateSentence(result))}\n\n`;
  yield* firstReasons(reasons, 'reason');
  yield* jobTable(result);
  yield* policyTable(result);
  yield* groupTable(result, 'fail');
  yield* groupTable(result, 'warn');
  yield* comparisonPart(compareResults(result, previous));
  yield* firstReasons(result.verdict.notes, 'note');
  yield* exclusionList(result);
  yield '<details><summary>The scan</summary>\n\n';
  yield* table(
    ['', ''],
    scanFacts(result).map(([name, value]) => [name, name === 'Portal' ? link(value) : text(value)]),
  );
  yield '</details>\n';
}

/** An error that ended a run before there was a result to speak of, for the step summary. */
export function errorSummary({ what, why, next }: ErrorText): string {
  return logSafe(`${[...opening('✗ ERROR', what, { what, why, next })].join('').trimEnd()}\n`);
}

/** The heading with what happened; why, and the way out, stand below it, as no heading has room for them. */
function* opening(
  word: string,
  sentence: string,
  reason: Partial<Pick<ErrorText, 'what' | 'why' | 'next'>> | undefined,
): Generator<string> {
  const { what = '', why = '', next = '' } = reason ?? {};
  const whole = reasonWords({ code: '', what, why, next });
  yield `## ${word}: ${text(whole === '' ? sentence : sentence.replace(whole, () => reasonWords({ code: '', what })))}\n\n`;
  for (const line of [why, next].flatMap((part) => part.split('\n')))
    if (line !== '') yield `${text(line, LONGEST_PARAGRAPH)}\n\n`;
}

function* firstReasons(reasons: readonly Reason[], one: string): Generator<string> {
  const { shown, more } = capped(reasons, one);
  yield* list([...shown.map((reason) => text(reasonWords(reason))), ...more]);
}

/** Those that exclude nothing come first, as somebody has to look at them. */
function* exclusionList({ exclusions }: Result): Generator<string> {
  if (exclusions.length === 0) return;
  const rank = ({ expired, matched }: Result['exclusions'][number]) => (expired ? 0 : matched === 0 ? 1 : 2);
  const { shown, more } = capped(
    exclusions.toSorted((a, b) => rank(a) - rank(b)),
    'exclusion',
  );
  yield '**Exclusions**\n\n';
  yield* list([...shown.map((entry) => text(exclusionWords(entry))), ...more]);
}

/** The jobs of a joined result, the worst first. */
function* jobTable({ jobs }: Result): Generator<string> {
  if (jobs === undefined) return;
  const { shown, more } = capped(worstJobsFirst(jobs), 'job');
  yield* table(
    ['Job', 'Verdict', 'Failing', 'Hosts', 'Time', 'Why'],
    shown.map(({ name, outcome, failing, hosts, durationSeconds, reason }) => [
      text(name),
      outcome,
      String(failing),
      String(hosts),
      durationSeconds === null ? '' : took(durationSeconds * 1000),
      text(reason ?? ''),
    ]),
  );
  yield* paragraphs(more);
}

function* policyTable(result: Result): Generator<string> {
  const { policies, totals } = result;
  const names = policyNames(result);
  if (policies.length === 0) return;
  const { shown, more } = capped(worstPoliciesFirst(policies), 'policy', 'policies');
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
      ...shown.map((policy) => [
        text(names.get(policy.id) ?? policy.title),
        ...numbers({ ...policy.totals, ...policy }),
      ]),
      ...(policies.length === 1 ? [] : [['**All**', ...numbers(totals)]]),
    ],
  );
  yield* paragraphs(more);
}

const headings = { fail: 'What fails the build', warn: 'What warns' } as const;

function* groupTable(result: Result, counts: 'fail' | 'warn'): Generator<string> {
  const groups = counts === 'fail' ? failingGroups(result) : warningGroups(result);
  const omitted = result.controlsOmittedBy[counts];
  if (groups.length + omitted === 0) return;
  const shown = groups.slice(0, MOST_LISTED);
  const namesPolicy = result.policies.length > 1;
  yield `**${headings[counts]}**\n\n`;
  if (shown.length > 0)
    yield* table(
      ['CID', 'Criticality', 'Hosts', ...(namesPolicy ? ['Policy'] : []), 'Control', 'Expected and found'],
      shown.map((group) => groupCells(group, namesPolicy)),
    );
  const rows = counts === 'fail' ? result.totals.failing : result.totals.warning;
  const more = moreWords(shown, { groups: groups.length, omitted, rows });
  if (more !== '') yield `${shown.length === 0 ? '' : 'and '}${more}: controls.jsonl has them all.\n\n`;
  const remedy = counts === 'fail' ? remedySentence(result) : '';
  if (remedy !== '') yield `${text(remedy)}\n\n`;
}

function groupCells(group: NamedGroup, namesPolicy: boolean): string[] {
  const inside = groupPlace(group);
  return [
    String(group.cid),
    text(criticalityWord(group.criticality)),
    text(`${hostsAndAddresses(group)}${inside === '' ? '' : ` (${inside})`}`),
    ...(namesPolicy ? [text(group.policyTitle)] : []),
    text(statementWords(group)),
    text(groupValues(group) ?? ''),
  ];
}

function* comparisonPart(comparison: Comparison | undefined): Generator<string> {
  if (comparison === undefined) return;
  const { previousBuild, added, fixed, noLongerCounted, limits } = comparison;
  yield `**Since build ${text(previousBuild)}**: ${comparisonWords(comparison)}\n\n`;
  yield* list(limits.map((limit) => text(limit)));
  yield* list([
    ...named('new', added),
    ...named('fixed', fixed),
    ...named('no longer counted', noLongerCounted),
  ]);
}

function* named(word: string, changes: readonly Change[]): Generator<string> {
  for (const change of changes.slice(0, MOST_LISTED))
    yield `${word}: ${change.cid} on ${text(hostsAndAddresses(change))}: ${text(statementWords(change))} ${text(`(${change.policyTitle})`)}`;
  const more = changes.length - MOST_LISTED;
  if (more > 0) yield `${word}: ${more} more ${more === 1 ? 'control' : 'controls'}`;
}

/** Text from anywhere as Markdown that shows it and does nothing else. */
function text(value: string, longest = LONGEST_CELL): string {
  const safe = printable(value);
  const cut = safe.length > longest ? `${safe.slice(0, longest).toWellFormed()}${cutMark.unicode}` : safe;
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

/** Each text as a paragraph. */
function* paragraphs(texts: readonly string[]): Generator<string> {
  for (const paragraph of texts) yield `${paragraph}\n\n`;
}

/** A list of Markdown; nothing of none. */
function* list(items: readonly string[]): Generator<string> {
  if (items.length > 0) yield `${items.map((item) => `- ${item}`).join('\n')}\n\n`;
}

/** A table of cells that are Markdown already. */
function* table(head: readonly string[], rows: readonly (readonly string[])[]): Generator<string> {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  yield line(head) + line(head.map(() => '---'));
  for (const row of rows) yield line(row);
  yield '\n';
}
