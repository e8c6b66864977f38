import { useMemo, useState } from 'react';
import { hostsWord } from '../../report/failing-groups.js';
import { criticalityWord } from '../../report/row-words.js';
import { wrap } from '../../text/wrap.js';
import { fit } from '../../ui/fit.js';
import { type Ui, useUi } from '../../ui/frame/ui-context.js';
import { isCommand } from '../../ui/keys/keys.js';
import { Table, type TableColumn } from '../../ui/lists/table.js';
import type { Result } from '../../workflow/results/result.js';
import {
  controlWords,
  detailOf,
  type FailingTableRow,
  failingSummary,
  failingTableRows,
  type RowOrder,
  rowOrders,
} from './failing-table-rows.js';

interface FailingTableProps {
  readonly result: Result;
  readonly lines: number;
  readonly isFocused: boolean;
  /** The frame scrolls: its pages come first. */
  readonly leavesPages: boolean;
  /** The control under the pointer is to be excluded from the verdict. */
  readonly onExclude: (row: FailingTableRow) => void;
}

/** Filter and titles. */
const headLines = 2;
/** Of the control under the pointer, where there is room. */
const mostDetailLines = 6;

/** Lines in which a table shows all of so many rows, with the details of one. */
export function wholeTableLines(rows: number): number {
  return headLines + rows + mostDetailLines;
}

/** Every control that fails the build: filtered by any word, sorted by `s`, with what was expected and found. */
export function FailingTable({ result, lines, isFocused, leavesPages, onExclude }: FailingTableProps) {
  const ui = useUi();
  const [order, setOrder] = useState<RowOrder>('criticality');
  const items = useMemo(() => failingTableRows(result, order), [result, order]);
  // What the rows leave free is for the details.
  const spare = lines - headLines - items.length;
  const detailLines = Math.max(
    lines < 9 ? 2 : lines < 12 ? 4 : mostDetailLines,
    Math.min(mostDetailLines, spare),
  );
  return (
    <Table
      columns={columnsOf(order, ui)}
      items={items}
      isFocused={isFocused}
      lines={lines}
      width={ui.contentWidth}
      summary={failingSummary(result)}
      emptyText="No control fails."
      // The whole statement first: the row has room for its beginning only.
      detail={(row) => [
        ...statementLines(row.statement, ui.contentWidth - 4, detailLines - 1),
        ...detailOf(row),
      ]}
      detailLines={detailLines}
      isOpenAtFirst
      leavesPages={leavesPages}
      onPress={(press, row) => {
        if (isCommand(press, 'exclude') && row !== undefined) {
          onExclude(row);
          return true;
        }
        if (!isCommand(press, 'sort')) return false;
        const next = (rowOrders.indexOf(order) + 1) % rowOrders.length;
        setOrder(rowOrders[next] ?? 'criticality');
        return true;
      }}
    />
  );
}

/** A statement in at most so many lines; the last one shows where it is longer. */
function statementLines(statement: string, columns: number, most: number): readonly string[] {
  const all = wrap(statement, columns);
  if (all.length <= most) return all;
  return [...all.slice(0, most - 1), fit(all.slice(most - 1).join(' '), columns)];
}

function columnsOf(order: RowOrder, { styles, isNarrow }: Ui): readonly TableColumn<FailingTableRow>[] {
  const criticalityStyle = ({ criticality }: FailingTableRow) =>
    criticality.value >= 4 ? styles.bad : criticality.value === 3 ? styles.warn : styles.plain;
  return [
    { title: 'CID', width: 6, align: 'right', text: ({ cid }) => String(cid), isSorted: order === 'cid' },
    {
      title: isNarrow ? 'Crit.' : 'Criticality',
      width: isNarrow ? 8 : 13,
      text: ({ criticality }) => criticalityWord(criticality),
      style: criticalityStyle,
      isSorted: order === 'criticality',
    },
    { title: 'Hosts', width: 15, text: hostsWord, isWideOnly: true, isSorted: order === 'host' },
    {
      title: order === 'policy' ? 'Policy and control' : 'Control',
      width: 'rest',
      text: (row) => `${order === 'policy' ? `${row.policyTitle}: ` : ''}${controlWords(row)}`,
      isSorted: order === 'policy',
    },
  ];
}
