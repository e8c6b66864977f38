import { Box, type DOMElement, Text } from 'ink';
import { useMemo, useRef } from 'react';
import { grouped } from '../../text/counted.js';
import type { Editing } from '../fields/text-editing.js';
import { TextLine } from '../fields/text-line.js';
import { fit, pad, widthOf } from '../fit.js';
import { useReveal } from '../frame/scrolling.js';
import type { StyleName } from '../frame/theme.js';
import { useUi } from '../frame/ui-context.js';
import { numbered } from '../numbered.js';
import type { List, ListItem, ListRow } from './use-list.js';

export interface ListViewProps<T> {
  readonly list: List<T>;
  readonly items: readonly ListItem<T>[];
  /** Drawn besides, and not counted among them. */
  readonly kept?: ListItem<T> | undefined;
  readonly isFocused: boolean;
  readonly lines: number;
  readonly columns: number;
  readonly markOf?: ((item: ListItem<T>) => ListMark) | undefined;
  /** Beside the filter instead of the count, such as `2 of 2 selected`; empty while the list is not there. */
  readonly summary?: string | undefined;
  /** Why the last press did nothing; in the summary's place until another entry is under the pointer. */
  readonly refusal?: string | undefined;
  readonly emptyText: string;
}

/** `3 of 41`, or `41` while nothing is filtered. */
function countText(shown: number, all: number, isFiltered: boolean): string {
  return isFiltered ? `${grouped(shown)} of ${grouped(all)}` : grouped(all);
}

interface BesideFilter {
  readonly count: string;
  readonly summary: string | undefined;
  readonly isFiltered: boolean;
}

/** The count, what is given in its place, or both while filtered; with an empty summary there is nothing to count yet. */
function besideFilter({ count, summary, isFiltered }: BesideFilter): string {
  if (summary === undefined) return count;
  return summary === '' || !isFiltered ? summary : `${count}, ${summary}`;
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
  const { kept, markOf, summary, refusal, emptyText } = rest;
  const { styles, symbols } = useUi();
  const box = useRef<DOMElement>(null);
  useReveal(box, isFocused);
  const { shown, matches, rows, window, filter, isFiltering, at } = list;
  const count = countText(matches, items.length, filter.text !== '');
  const signColumns = markOf === undefined ? 0 : widthOf(symbols.radioOff) + 1;
  const labelWidth = useMemo(
    () => labelColumns(kept === undefined ? items : [kept, ...items], columns - 4 - signColumns),
    [items, kept, columns, signColumns],
  );
  const visible = rows.slice(window.from, window.to);
  const nothing = items.length === 0 ? emptyText : 'Nothing matches. esc clears the filter.';
  return (
    <Box ref={box} flexDirection="column" flexShrink={0} width={columns}>
      <FilterLine
        filter={filter}
        isTyping={isFiltering && isFocused}
        columns={columns}
        summary={besideFilter({ count, summary, isFiltered: filter.text !== '' })}
        refusal={refusal}
      />
      {/* Nothing is cut here: of two boxes that cut, Ink heeds the inner alone, and rows would be drawn over the header. */}
      <Box flexDirection="column" height={lines} flexShrink={0}>
        {shown.length === 0 && <Text {...styles.dim}>{`  ${fit(nothing, columns - 2)}`}</Text>}
        {numbered(visible).map(({ item: row, number: index }) => {
          const isFirst = index === 0 && window.from > 0;
          const isLast = index === visible.length - 1 && window.to < rows.count;
          const edge = isFirst ? symbols.up : isLast ? symbols.down : '';
          return (
            <ListRowView
              key={index}
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

/** The sign before an entry: a radio button, a check box, nothing. */
export interface ListMark {
  readonly sign: string;
  readonly style: StyleName;
}

interface ListRowViewProps<T> {
  readonly row: ListRow<T>;
  readonly isHighlighted: boolean;
  readonly isFocused: boolean;
  readonly columns: number;
  readonly labelWidth: number;
  readonly mark: ListMark | undefined;
  /** Arrow at the right end, when more entries lie beyond. */
  readonly edge: string;
}

/** One line of a list: pointer, mark, label, what stands beside it, and an arrow where the list goes on. */
function ListRowView<T>({
  row,
  isHighlighted,
  isFocused,
  columns,
  labelWidth,
  mark,
  edge,
}: ListRowViewProps<T>) {
  const { isNarrow, styles, symbols } = useUi();
  const isPointed = isHighlighted && isFocused;
  const box = useRef<DOMElement>(null);
  useReveal(box, isPointed);
  const pointer = isPointed ? `${symbols.pointer} ` : '  ';
  if ('heading' in row)
    return <Text {...styles.dim}>{`  ${pad(`${fit(row.heading, columns - 6)}:`, columns - 4)}${edge}`}</Text>;
  const { label, detail, disabledReason } = row.item;
  const sign = mark === undefined ? '' : `${mark.sign} `;
  const room = columns - 2 - widthOf(sign) - 2;
  const beside = disabledReason ?? detail;
  // Where there is no room for both, the entry under the pointer shows the reason rather than the rest of its name.
  const reasonFirst = isNarrow && isPointed && disabledReason !== undefined;
  const labelRoom = reasonFirst
    ? Math.max(8, Math.min(labelWidth, room - widthOf(disabledReason) - 2))
    : Math.min(labelWidth, room);
  const labelText = beside === undefined ? fit(label, room) : pad(label, labelRoom);
  const besideText = beside === undefined ? '' : fit(beside, room - widthOf(labelText) - 2);
  const filled = ' '.repeat(
    Math.max(0, room - widthOf(labelText) - (besideText === '' ? 0 : 2 + widthOf(besideText))),
  );
  const labelStyle = disabledReason !== undefined ? styles.dim : isPointed ? styles.accent : styles.plain;
  return (
    <Box ref={box} flexShrink={0}>
      <Text wrap="truncate">
        {isPointed && <Text {...styles.accent}>{pointer}</Text>}
        <Text {...(disabledReason !== undefined ? styles.dim : styles[mark?.style ?? 'plain'])}>
          {isPointed ? sign : pointer + sign}
        </Text>
        <Text {...labelStyle}>{labelText}</Text>
        <Text {...styles.dim}>
          {`${besideText === '' ? '' : `  ${besideText}`}${filled} ${edge}`.trimEnd()}
        </Text>
      </Text>
    </Box>
  );
}

export interface FilterLineProps {
  readonly filter: Editing;
  readonly isTyping: boolean;
  readonly columns: number;
  /** Right-aligned, such as a count. */
  readonly summary: string;
  /** Why the last press did nothing. */
  readonly refusal?: string | undefined;
}

/** The line above a list: its filter on the left, how much of it is shown on the right. */
export function FilterLine({ filter, isTyping, columns, summary, refusal }: FilterLineProps) {
  const { styles, symbols } = useUi();
  const beside = refusal === undefined ? summary : `${symbols.warn} ${refusal}`;
  const room = Math.max(8, columns - widthOf(beside) - 6);
  const isUsed = isTyping || filter.text !== '';
  return (
    <Box justifyContent="space-between" width={columns}>
      <Box>
        <Text {...(isTyping ? styles.accent : styles.dim)}>{'  / '}</Text>
        {isUsed ? (
          <TextLine editing={filter} columns={room} isFocused={isTyping} placeholder="" />
        ) : (
          <Text {...styles.dim}>filter</Text>
        )}
      </Box>
      <Text {...(refusal === undefined ? styles.dim : styles.warn)}>{fit(beside, columns - 14)}</Text>
    </Box>
  );
}
