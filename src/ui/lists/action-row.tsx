import { Box, Text } from 'ink';
import { useState } from 'react';
import { fit, widthOf } from '../fit.js';
import { useUi } from '../frame/ui-context.js';
import { useKeys } from '../keys/key-router.js';
import { isCommand } from '../keys/keys.js';

export interface Action<T extends string> {
  readonly value: T;
  readonly label: string;
  /** Where the row has no room for all labels. */
  readonly short: string;
  /** Dim: it cannot be done yet. Enter still reports it, so that the screen can say why. */
  readonly isDim?: boolean;
}

interface ActionRowProps<T extends string> {
  readonly actions: readonly Action<T>[];
  readonly initial?: T | undefined;
  readonly isFocused: boolean;
  readonly onAction: (value: T) => void;
}

const gaps = [5, 3, 2] as const;

/** What can be done next, beside each other on one line; arrows move, enter does it. */
export function ActionRow<T extends string>({ actions, initial, isFocused, onAction }: ActionRowProps<T>) {
  const { contentWidth, styles, symbols } = useUi();
  const [pointed, setPointed] = useState(initial ?? actions[0]?.value);
  const at = Math.max(
    0,
    actions.findIndex(({ value }) => value === pointed),
  );
  const moveTo = (index: number): boolean => {
    const action = actions[index];
    if (action === undefined) return false;
    setPointed(action.value);
    return true;
  };
  useKeys(
    (press) => {
      if (press.name === 'left' || isCommand(press, 'move-up')) return moveTo(at - 1);
      if (press.name === 'right' || isCommand(press, 'move-down')) return moveTo(at + 1);
      const action = actions[at];
      if (!isCommand(press, 'accept') || action === undefined) return false;
      onAction(action.value);
      return true;
    },
    { isActive: isFocused },
  );
  const { labels, gap } = fitting(actions, contentWidth - 2);
  return (
    <Box flexShrink={0} columnGap={gap - 2}>
      {labels.map(({ value, text, isDim }, index) => {
        const isHere = isFocused && actions[at]?.value === value;
        return (
          <Text key={value} wrap="truncate">
            <Text {...styles.accent}>{isHere ? `${symbols.pointer} ` : '  '}</Text>
            <Text {...(isDim ? styles.dim : isHere ? styles.accent : styles.plain)}>
              {fit(text, contentWidth - 2)}
            </Text>
            {index === labels.length - 1 && labels.length < actions.length && (
              <Text {...styles.dim}> ...</Text>
            )}
          </Text>
        );
      })}
    </Box>
  );

  function fitting(all: readonly Action<T>[], columns: number) {
    for (const size of ['label', 'short'] as const) {
      const labels = all.map(({ value, isDim = false, ...words }) => ({ value, isDim, text: words[size] }));
      const taken = labels.reduce((sum, { text }) => sum + widthOf(text), 0);
      const gap = gaps.find((each) => taken + each * (all.length - 1) <= columns);
      if (gap !== undefined) return { labels, gap };
    }
    const labels = all.map(({ value, isDim = false, short }) => ({ value, isDim, text: short }));
    return { labels: labels.slice(at, at + 1), gap: 2 };
  }
}
