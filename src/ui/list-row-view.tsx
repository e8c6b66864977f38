import { Box, type DOMElement, Text } from 'ink';
import { useRef } from 'react';
import { fit, pad, widthOf } from './fit.js';
import type { ListRow } from './list-rows.js';
import { useReveal } from './reveal.js';
import type { StyleName } from './theme.js';
import { useUi } from './ui-context.js';

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
export function ListRowView<T>({
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
  // Where there is no room for both, the entry under the pointer tells the reason rather than the rest of its name.
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
