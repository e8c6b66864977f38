import { Box, type DOMElement, Text } from 'ink';
import { useRef } from 'react';
import { fit, pad, widthOf } from './fit.js';
import type { ListItem } from './list-filter.js';
import type { ListRow } from './list-rows.js';
import { useReveal } from './reveal.js';
import type { Editing } from './text-editing.js';
import { TextLine } from './text-line.js';
import type { StyleName } from './theme.js';
import { useUi } from './ui-context.js';
import type { List } from './use-list.js';

/** The sign before an entry: a radio button, a check box, nothing. */
export interface ListMark {
  readonly sign: string;
  readonly style: StyleName;
}

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
export function countText(shown: number, all: number, isFiltered: boolean): string {
  return isFiltered ? `${whole.format(shown)} of ${whole.format(all)}` : whole.format(all);
}

/** Columns for the labels, from all entries, so that they stand still while the list is filtered or moved. */
export function labelColumns<T>(items: readonly ListItem<T>[], columns: number): number {
  const hasDetails = items.some((item) => item.detail !== undefined || item.disabledReason !== undefined);
  if (!hasDetails) return columns;
  const limit = Math.floor(columns * 0.55);
  let widest = 8;
  for (const { label } of items) {
    if (widest >= limit) break;
    // Measuring thousands of wide texts would be felt; twice the length is never too little.
    if (label.length * 2 > widest) widest = Math.max(widest, label.length > limit ? limit : widthOf(label));
  }
  return Math.min(limit, widest);
}

/** Draws a list: a line with filter and count, then a fixed number of lines, only those that can be seen. */
export function ListView<T>({ list, items, isFocused, lines, columns, ...rest }: ListViewProps<T>) {
  const { markOf, summary, emptyText } = rest;
  const { styles, symbols } = useUi();
  const box = useRef<DOMElement>(null);
  useReveal(box, isFocused);
  const { shown, rows, window, filter, isFiltering, at } = list;
  const count = countText(shown.length, items.length, filter.text !== '');
  const labelWidth = labelColumns(items, columns - 4 - (markOf === undefined ? 0 : 4));
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
            <Row
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

export interface FilterLineProps {
  readonly filter: Editing;
  readonly isTyping: boolean;
  readonly columns: number;
  /** Right-aligned, such as a count. */
  readonly summary: string;
}

/** The line above a list: its filter on the left, how much of it is shown on the right. */
export function FilterLine({ filter, isTyping, columns, summary }: FilterLineProps) {
  const { styles } = useUi();
  const room = Math.max(8, columns - widthOf(summary) - 4);
  const isUsed = isTyping || filter.text !== '';
  return (
    <Box justifyContent="space-between" width={columns}>
      <Box>
        <Text {...(isTyping ? styles.accent : styles.dim)}>/ </Text>
        {isUsed ? (
          <TextLine editing={filter} columns={room} isFocused={isTyping} placeholder="" />
        ) : (
          <Text {...styles.dim}>filter</Text>
        )}
      </Box>
      <Text {...styles.dim}>{fit(summary, columns - 12)}</Text>
    </Box>
  );
}

interface RowProps<T> {
  readonly row: ListRow<T>;
  readonly isHighlighted: boolean;
  readonly isFocused: boolean;
  readonly columns: number;
  readonly labelWidth: number;
  readonly mark: ListMark | undefined;
  /** Arrow at the right end, when more entries lie beyond. */
  readonly edge: string;
}

function Row<T>({ row, isHighlighted, isFocused, columns, labelWidth, mark, edge }: RowProps<T>) {
  const { styles, symbols } = useUi();
  const isPointed = isHighlighted && isFocused;
  const box = useRef<DOMElement>(null);
  useReveal(box, isPointed);
  const pointer = isPointed ? `${symbols.pointer} ` : '  ';
  if ('heading' in row)
    return <Text {...styles.dim}>{pad(fit(row.heading, columns - 4), columns - 2) + edge}</Text>;
  const { label, detail, disabledReason } = row.item;
  const sign = mark === undefined ? '' : `${mark.sign} `;
  const room = columns - 2 - widthOf(sign) - 2;
  const beside = disabledReason ?? detail;
  const labelText = beside === undefined ? fit(label, room) : pad(label, Math.min(labelWidth, room));
  const besideText = beside === undefined ? '' : fit(beside, room - widthOf(labelText) - 2);
  const filled = ' '.repeat(
    Math.max(0, room - widthOf(labelText) - (besideText === '' ? 0 : 2 + widthOf(besideText))),
  );
  const labelStyle = disabledReason !== undefined ? styles.dim : isPointed ? styles.accent : styles.plain;
  return (
    <Box ref={box} flexShrink={0}>
      <Text wrap="truncate">
        <Text {...styles.accent}>{pointer}</Text>
        <Text {...(disabledReason !== undefined ? styles.dim : styles[mark?.style ?? 'plain'])}>{sign}</Text>
        <Text {...labelStyle}>{labelText}</Text>
        <Text {...styles.dim}>{besideText === '' ? '' : `  ${besideText}`}</Text>
        <Text {...styles.dim}>{`${filled} ${edge}`.trimEnd()}</Text>
      </Text>
    </Box>
  );
}
