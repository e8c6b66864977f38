import { Box, type DOMElement, Text } from 'ink';
import { type ReactNode, useRef, useState } from 'react';
import { fit, pad, widthOf } from '../fit.js';
import { useReveal } from '../frame/scrolling.js';
import type { TextStyle } from '../frame/theme.js';
import { useUi } from '../frame/ui-context.js';
import { isCommand, type KeyPress } from '../keys/keys.js';
import { numbered } from '../numbered.js';
import { FilterLine } from './list-view.js';
import { type ListItem, type ListWindow, useList } from './use-list.js';

export interface TableColumn<T> {
  readonly title: string;
  /** Columns of the terminal; the one `rest` column takes what is left. */
  readonly width: number | 'rest';
  readonly align?: 'left' | 'right';
  readonly text: (row: T) => string;
  readonly style?: (row: T) => TextStyle;
  /** Left out in a narrow terminal; the detail should say it there. */
  readonly isWideOnly?: boolean;
  /** Marks the column that the rows are sorted by. */
  readonly isSorted?: boolean;
}

export interface TableProps<T> {
  readonly columns: readonly TableColumn<T>[];
  /** Labels and details are what the filter searches. */
  readonly items: readonly ListItem<T>[];
  readonly isFocused: boolean;
  /** Lines of the whole table: filter, titles, rows and an open detail; at least four. */
  readonly lines: number;
  readonly width: number;
  readonly summary?: string;
  readonly emptyText: string;
  /** Lines under the highlighted row while it is open; enter opens and closes. At most `detailLines` are drawn. */
  readonly detail: (row: T) => readonly string[];
  readonly detailLines: number;
  readonly isOpenAtFirst?: boolean;
  /** Until a row is moved to, the page keys are for what stands above and below. */
  readonly leavesPages?: boolean;
  /** Presses the table itself has no use for, such as sorting. */
  readonly onPress?: (press: KeyPress, row: T | undefined) => boolean;
}

const gap = 2;

/** Widths of the columns that are drawn, in their order. */
function columnWidths<T>(columns: readonly TableColumn<T>[], width: number): readonly number[] {
  const fixed = columns.reduce((sum, column) => sum + (column.width === 'rest' ? 0 : column.width), 0);
  const rest = Math.max(4, width - fixed - gap * (columns.length - 1));
  return columns.map((column) => (column.width === 'rest' ? rest : column.width));
}

/** Rows with columns that keep their width, a filter, and the details of one row. */
export function Table<T>({ columns: all, items, isFocused, lines, width, ...rest }: TableProps<T>) {
  const { summary, emptyText, detail, detailLines, isOpenAtFirst = false, onPress } = rest;
  const { isNarrow, styles, symbols } = useUi();
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const columns = all.filter((column) => !isNarrow || column.isWideOnly !== true);
  const widths = columnWidths(columns, width - 2);
  // Filter, titles and the line that counts the rows below are always there.
  const hasDetail = isOpen && lines - 3 > detailLines;
  const rowLines = Math.max(1, lines - 3 - (hasDetail ? detailLines : 0));
  const list = useList<T>({
    items,
    isFocused,
    lines: rowLines,
    enterChooses: true,
    leavesPages: rest.leavesPages,
    onPress: (press, row) => {
      const closes = isCommand(press, 'back') && isOpen;
      if (!closes && !isCommand(press, 'details')) return onPress?.(press, row?.value) ?? false;
      setOpen(!isOpen);
      return true;
    },
  });
  const { shown, at, filter } = list;
  const window = withLineOfCount(list.window, shown.length);
  const titles = columns.map((column, index) =>
    pad(column.isSorted ? `${column.title} ${symbols.down}` : column.title, widths[index] ?? 0, column.align),
  );
  // Until it is used, what stands above the table is more worth seeing.
  const isUsed = at > 0 || isOpen !== isOpenAtFirst || list.isFiltering || filter.text !== '';
  const nothing = items.length === 0 ? emptyText : 'Nothing matches. esc clears the filter.';
  return (
    // Nothing is cut here: of two boxes that cut, Ink heeds the inner alone, and rows would be drawn over the header.
    <Box flexDirection="column" flexShrink={0} width={width} height={lines}>
      <InSight isAsked={list.isFiltering && isFocused}>
        <FilterLine
          filter={filter}
          isTyping={list.isFiltering && isFocused}
          columns={width}
          summary={filter.text === '' ? (summary ?? '') : `${shown.length} of ${items.length}`}
        />
      </InSight>
      <Text {...styles.dim} wrap="truncate">{`  ${titles.join(' '.repeat(gap))}`}</Text>
      {shown.length === 0 && <Text {...styles.dim}>{`  ${fit(nothing, width - 2)}`}</Text>}
      {numbered(shown.slice(window.from, window.to)).map(({ item, number: offset }) => {
        const isHighlighted = window.from + offset === at;
        const isLast = window.from + offset === window.to - 1 && window.to < shown.length;
        return (
          <InSight key={offset} isAsked={isHighlighted && isFocused && isUsed && !list.isFiltering}>
            <Text wrap="truncate">
              <Text {...styles.accent}>{isHighlighted && isFocused ? symbols.pointer : ' '} </Text>
              {numbered(columns).map(({ item: column, number: index }) => {
                const style =
                  column.style?.(item.value) ?? (isHighlighted && isFocused ? styles.strong : styles.plain);
                const cell = pad(column.text(item.value), widths[index] ?? 0, column.align);
                return (
                  <Text key={index} {...style}>
                    {index === 0 ? cell : ' '.repeat(gap) + cell}
                  </Text>
                );
              })}
            </Text>
            {isHighlighted && hasDetail && (
              <Detail lines={detail(item.value).slice(0, detailLines)} width={width} />
            )}
            {isLast && <MoreBelow count={shown.length - window.to} />}
          </InSight>
        );
      })}
    </Box>
  );
}

/** Lines of the table that the frame scrolls to where it has no room for all. */
function InSight({ isAsked, children }: { readonly isAsked: boolean; readonly children: ReactNode }) {
  const box = useRef<DOMElement>(null);
  useReveal(box, isAsked);
  return (
    <Box ref={box} flexDirection="column" flexShrink={0}>
      {children}
    </Box>
  );
}

/** The line that counts the rows below shows a row instead where it would count one, or none. */
function withLineOfCount({ from, to }: ListWindow, count: number): ListWindow {
  if (to < count - 1) return { from, to };
  return to === count ? { from: Math.max(0, from - 1), to } : { from, to: count };
}

/** The first line is what one has opened the row for; the others say where. */
function Detail({ lines, width }: { readonly lines: readonly string[]; readonly width: number }) {
  const { styles } = useUi();
  const [first = '', ...others] = lines.map((line) => `    ${fit(line, width - 4)}`);
  return (
    <Text>
      {first}
      {others.length > 0 && <Text {...styles.dim}>{`\n${others.join('\n')}`}</Text>}
    </Text>
  );
}

function MoreBelow({ count }: { readonly count: number }) {
  const { styles, symbols } = useUi();
  const text = `  ${symbols.down} ${count} more`;
  return <Text {...styles.dim}>{pad(text, widthOf(text))}</Text>;
}
