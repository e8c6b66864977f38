import { Box, Text } from 'ink';
import { fit, widthOf } from './fit.js';
import type { Editing } from './text-editing.js';
import { TextLine } from './text-line.js';
import { useUi } from './ui-context.js';

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
  const room = Math.max(8, columns - widthOf(summary) - 6);
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
      <Text {...styles.dim}>{fit(summary, columns - 14)}</Text>
    </Box>
  );
}
