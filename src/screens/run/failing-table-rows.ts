import { expectedAndFound, stateWords } from '../../report/row-words.js';
import type { ListItem } from '../../ui/lists/use-list.js';
import { worstFirst } from '../../workflow/judge/tally.js';
import type { FailingControl, Result } from '../../workflow/results/result.js';

/** A failing control with the policy it fails under. */
export interface FailingTableRow extends FailingControl {
  readonly policy: string;
}

/** Orders of the table, in the order that one key goes through them. */
export const rowOrders = ['criticality', 'cid', 'host', 'policy'] as const;
export type RowOrder = (typeof rowOrders)[number];

const naturally = new Intl.Collator('en', { numeric: true }).compare;

type Comparison = (a: FailingTableRow, b: FailingTableRow) => number;
const byCid: Comparison = (a, b) => a.cid - b.cid;
const byHost: Comparison = (a, b) => naturally(a.host.ip, b.host.ip);
const byPolicy: Comparison = (a, b) => naturally(a.policy, b.policy);

/** What decides first, then what decides among equals. */
const comparisons: Readonly<Record<RowOrder, readonly Comparison[]>> = {
  criticality: [worstFirst],
  cid: [byCid, byHost],
  host: [byHost, worstFirst],
  policy: [byPolicy, worstFirst],
};

/** Every failing control of a result in an order; the worst first unless asked otherwise. */
export function failingTableRows(result: Result, order: RowOrder): readonly ListItem<FailingTableRow>[] {
  const rows = result.policies.flatMap(({ id, title, failingControls }) =>
    failingControls.map((control, index) => ({ key: `${id} ${index}`, row: { ...control, policy: title } })),
  );
  const compare = comparisons[order];
  return rows
    .sort((a, b) => compare.reduce((sofar, next) => sofar || next(a.row, b.row), 0))
    .map(({ key, row }) => ({ key, value: row, label: searchText(row) }));
}

function searchText({
  cid,
  criticality,
  host,
  statement,
  technology,
  instance,
  policy,
}: FailingTableRow): string {
  return [cid, criticality.label, host.ip, host.dns, statement, technology, instance, policy].join(' ');
}

/** What the control expected and what the scanner found, then where. */
export function detailOf(row: FailingTableRow): readonly string[] {
  const { host, technology, instance, policy } = row;
  const where = [host.ip, host.dns ?? '', technology, instance].filter((part) => part !== '');
  return [
    expectedAndFound(row) ?? `${stateWords[row.state]}; Qualys tells no values`,
    where.join(' · '),
    policy,
  ];
}

/** `13 failing · 7 excluded`, and what of it the table does not list. */
export function failingSummary({ totals, policies }: Result): string {
  const omitted = policies.reduce((sum, policy) => sum + policy.failingControlsOmitted, 0);
  const counts = [
    [totals.failing, 'failing'],
    [totals.warning, 'warning'],
    [totals.excluded, 'excluded'],
    [totals.exceptions, 'excepted'],
    [totals.baselined, 'baselined'],
  ] as const;
  const told = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return [...(omitted === 0 ? [] : [`${omitted} not listed`]), ...told].join(' · ');
}

/** What did not pass and fails nothing, when nothing fails; undefined when everything passed. */
export function harmlessSummary(result: Result): string | undefined {
  const { failed, error } = result.totals;
  const counts = failingSummary(result);
  const others = failed + error === 0 ? '' : `${failed + error} failed or in error, none of them counts`;
  return [others, counts].filter((part) => part !== '').join(' · ') || undefined;
}
