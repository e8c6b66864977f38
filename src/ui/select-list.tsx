import { Box, Text } from 'ink';
import SelectInput from 'ink-select-input';
import { fit } from './fit.js';
import { useKeyScope, useKeys } from './key-router.js';
import { isCommand } from './keys.js';
import { useUi } from './ui-context.js';

export interface SelectListProps<T extends string> {
  /** A short closed list. */
  readonly items: readonly { readonly value: T; readonly label: string }[];
  readonly initial?: T;
  readonly isFocused: boolean;
  /** Enter, or the entry's number. */
  readonly onSelect: (value: T) => void;
  readonly onHighlight?: (value: T) => void;
}

/** A few fixed choices under each other, drawn by ink-select-input in the theme. */
export function SelectList<T extends string>({
  items,
  initial,
  isFocused,
  onSelect,
  onHighlight,
}: SelectListProps<T>) {
  const active = useKeyScope() && isFocused;
  const at = items.findIndex((item) => item.value === initial);
  // ink-select-input reads these keys by itself: the form around it must not read them too.
  useKeys(
    (press) =>
      isCommand(press, 'move-up') ||
      isCommand(press, 'move-down') ||
      isCommand(press, 'accept') ||
      /^[1-9jk]$/.test(press.name),
    { isActive: isFocused },
  );
  return (
    <SelectInput
      items={items.map(({ value, label }) => ({ key: value, value, label }))}
      initialIndex={Math.max(0, at)}
      isFocused={active}
      onSelect={(item) => onSelect(item.value)}
      onHighlight={(item) => onHighlight?.(item.value)}
      indicatorComponent={Indicator}
      itemComponent={Item}
    />
  );
}

function Indicator({ isSelected = false }: { readonly isSelected?: boolean }) {
  const { styles, symbols } = useUi();
  return (
    <Box marginRight={1}>
      <Text {...styles.accent}>{isSelected ? symbols.pointer : ' '}</Text>
    </Box>
  );
}

function Item({ isSelected = false, label }: { readonly isSelected?: boolean; readonly label: string }) {
  const { contentWidth, styles } = useUi();
  return <Text {...(isSelected ? styles.accent : styles.plain)}>{fit(label, contentWidth - 2)}</Text>;
}
