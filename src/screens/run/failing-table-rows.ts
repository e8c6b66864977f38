import {
  failingGroups,
  groupPlace,
  groupValues,
  hostsAndAddresses,
  hostsWord,
  type NamedGroup,
  onlyInstance,
  statementWords,
} from '../../report/failing-groups.js';
import { naturally } from '../../text/naturally.js';
import type { ListItem } from '../../ui/lists/use-list.js';
import { worstFirst } from '../../workflow/judge/group-order.js';
import type { Result } from '../../workflow/results/result.js';

/** A failing control with the policy it fails under and the hosts it fails on. */
export type FailingTableRow = NamedGroup;

/** Orders of the table, in the order that one key goes through them. */
export const rowOrders = ['criticality', 'cid', 'host', 'policy'] as const;
export type RowOrder = (typeof rowOrders)[number];

type Comparison = (a: FailingTableRow, b: FailingTableRow) => number;
const byCid: Comparison = (a, b) => a.cid - b.cid;
/** Controls that fail on most hosts first; those of one host by its address. */
const byHost: Comparison = (a, b) => b.hosts - a.hosts || naturally(hostsWord(a), hostsWord(b));
const byPolicy: Comparison = (a, b) => naturally(a.policyTitle, b.policyTitle);

/** What decides first, then what decides among equals. */
const comparisons: Readonly<Record<RowOrder, readonly Comparison[]>> = {
  criticality: [worstFirst],
  cid: [byCid, byPolicy],
  host: [byHost, worstFirst],
  policy: [byPolicy, worstFirst],
};

/** Every failing control of a result in an order; the worst first unless asked otherwise. */
export function failingTableRows(result: Result, order: RowOrder): readonly ListItem<FailingTableRow>[] {
  const compare = comparisons[order];
  return failingGroups(result)
    .map((row, place) => ({ key: `${row.policyId} ${row.cid} ${place}`, value: row, label: searchText(row) }))
    .sort((a, b) => compare.reduce((sofar, next) => sofar || next(a.value, b.value), 0));
}

function searchText(row: FailingTableRow): string {
  const { cid, criticality, hostRanges, statement, technologies, examples, policyTitle } = row;
  const hosts = examples.map(({ host, instance }) => [host.ip, host.dns, instance].join(' '));
  return [cid, criticality.label, hostRanges, statement, technologies.join(' '), policyTitle, ...hosts].join(
    ' ',
  );
}

/** What the control expected and what the scanner found, then where. */
export function detailOf(row: FailingTableRow): readonly string[] {
  const [first] = row.examples;
  const dns = row.hosts === 1 ? (first?.host.dns ?? '') : '';
  const where = [hostsAndAddresses(row), dns, groupPlace(row)].filter((part) => part !== '');
  return [groupValues(row) ?? 'Qualys tells no values', where.join(' · '), row.policyTitle];
}

/** The control as one line of the table says it. */
export function controlWords(row: FailingTableRow): string {
  return [statementWords(row), onlyInstance(row)].filter((part) => part !== '').join(' · ');
}

/** `13 failing · 7 excluded`, and how many controls the table does not list. */
export function failingSummary({ totals, controlsOmitted }: Result): string {
  const counts = [
    [totals.failing, 'failing'],
    [totals.warning, 'warning'],
    [totals.excluded, 'excluded'],
    [totals.exceptions, 'excepted'],
    [totals.baselined, 'baselined'],
  ] as const;
  const told = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return [...(controlsOmitted === 0 ? [] : [`${controlsOmitted} controls not listed`]), ...told].join(' · ');
}

/** What did not pass and fails nothing, when nothing fails; undefined when everything passed. */
export function harmlessSummary(result: Result): string | undefined {
  const { failed, error } = result.totals;
  const counts = failingSummary(result);
  const others = failed + error === 0 ? '' : `${failed + error} failed or in error, none of them counts`;
  return [others, counts].filter((part) => part !== '').join(' · ') || undefined;
}
