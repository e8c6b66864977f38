import { Box, type DOMElement, Text } from 'ink';
import { useMemo, useRef } from 'react';
import { FilterLine } from './filter-line.js';
import { fit, widthOf } from './fit.js';
import type { ListItem } from './list-filter.js';
import { type ListMark, ListRowView } from './list-row-view.js';
import { useReveal } from './reveal.js';
import { useUi } from './ui-context.js';
import type { List } from './use-list.js';

export interface ListViewProps<T> {
  readonly list: List<T>;
  readonly items: readonly ListItem<T>[];
  readonly isFocused: boolean;
  readonly lines: number;
  readonly columns: number;
  readonly markOf?: (item: ListItem<T>) => ListMark;
  /** Beside the filter instead of the count, such as `2 of 2 selected`. */
  readonly summary?: string;
  readonly emptyText: string;
}

const whole = new Intl.NumberFormat('en');

/** `3 of 41`, or `41` while nothing is filtered. */
function countText(shown: number, all: number, isFiltered: boolean): string {
  return isFiltered ? `${whole.format(shown)} of ${whole.format(all)}` : whole.format(all);
}

/** Columns for the labels, from all entries, so that they stand still while the list is filtered or moved. */
function labelColumns<T>(items: readonly ListItem<T>[], columns: number): number {
  const hasDetails = items.some((item) => item.detail !== undefined || item.disabledReason !== undefined);
  if (!hasDetails) return columns;
  const details = widest(items, ({ detail, disabledReason }) => disabledReason ?? detail ?? '', columns);
  const limit = Math.max(Math.floor(columns * 0.5), columns - details - 2);
  return widest(items, ({ label }) => label, limit);
}

const beyondLatin = /[\u0300-\uffff]/;

/** Columns that a text cannot exceed, for nearly nothing: beyond Latin letters each unit counts double. */
function mostColumns(text: string): number {
  let columns = text.length;
  if (!beyondLatin.test(text)) return columns;
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) >= 0x300) columns += 1;
  return columns;
}

/** The widest text in columns, up to a limit. Measuring thousands of long texts would be felt. */
function widest<T>(
  items: readonly ListItem<T>[],
  textOf: (item: ListItem<T>) => string,
  limit: number,
): number {
  let most = 0;
  for (const item of items) {
    const text = textOf(item);
    if (text.length * 2 > most && mostColumns(text) > most)
      most = Math.max(most, Math.min(limit, widthOf(text)));
    if (most === limit) break;
  }
  return most;
}

/** Draws a list: a line with filter and count, then a fixed number of lines, only those that can be seen. */
export function ListView<T>({ list, items, isFocused, lines, columns, ...rest }: ListViewProps<T>) {
  const { markOf, summary, emptyText } = rest;
  const { styles, symbols } = useUi();
  const box = useRef<DOMElement>(null);
  useReveal(box, isFocused);
  const { shown, rows, window, filter, isFiltering, at } = list;
  const count = countText(shown.length, items.length, filter.text !== '');
  const signColumns = markOf === undefined ? 0 : widthOf(symbols.radioOff) + 1;
  const labelWidth = useMemo(
    () => labelColumns(items, columns - 4 - signColumns),
    [items, columns, signColumns],
  );
  const visible = rows.slice(window.from, window.to);
  const nothing = items.length === 0 ? emptyText : 'Nothing matches. esc clears the filter.';
  return (
    <Box ref={box} flexDirection="column" flexShrink={0} width={columns}>
      <FilterLine
        filter={filter}
        isTyping={isFiltering && isFocused}
        columns={columns}
        summary={summary === undefined ? count : filter.text === '' ? summary : `${count}, ${summary}`}
      />
      <Box flexDirection="column" height={lines} overflow="hidden">
        {shown.length === 0 && <Text {...styles.dim}>{`  ${fit(nothing, columns - 2)}`}</Text>}
        {visible.map((row, index) => {
          const isFirst = index === 0 && window.from > 0;
          const isLast = index === visible.length - 1 && window.to < rows.count;
          const edge = isFirst ? symbols.up : isLast ? symbols.down : '';
          return (
            <ListRowView
              key={'heading' in row ? `heading ${row.heading}` : row.item.key}
              row={row}
              isHighlighted={'index' in row && row.index === at}
              isFocused={isFocused}
              columns={columns}
              labelWidth={labelWidth}
              mark={'item' in row ? markOf?.(row.item) : undefined}
              edge={edge}
            />
          );
        })}
      </Box>
    </Box>
  );
}
