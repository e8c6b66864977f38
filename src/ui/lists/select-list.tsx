import { Box, Text } from 'ink';
import SelectInput from 'ink-select-input';
import { createContext, useContext, useState } from 'react';
import { fit } from '../fit.js';
import { useUi } from '../frame/ui-context.js';
import { useKeys } from '../keys/key-router.js';
import { isCommand } from '../keys/keys.js';

export interface SelectListProps<T extends string> {
  /** A short closed list. */
  readonly items: readonly { readonly value: T; readonly label: string }[];
  readonly initial?: T | undefined;
  /** The answer so far: draws radio buttons. */
  readonly chosen?: T;
  readonly isFocused: boolean;
  /** Width in columns; the content's when absent. */
  readonly columns?: number;
  /** Enter, or the entry's number. */
  readonly onSelect: (value: T) => void;
  readonly onHighlight?: (value: T) => void;
}

/** What ink-select-input does not hand to the components that draw an entry. */
interface Drawing {
  readonly isFocused: boolean;
  readonly columns: number;
  readonly chosenLabel: string | undefined;
}
const DrawingContext = createContext<Drawing>({ isFocused: true, columns: 80, chosenLabel: undefined });

/**
 * A few fixed choices under each other, drawn by ink-select-input in the theme. The arrows leave it at both ends. Keys
 * are read here: ink-select-input takes enter for the entry it has drawn, not for the one an arrow has just moved to.
 */
export function SelectList<T extends string>(props: SelectListProps<T>) {
  const { items, initial, chosen, isFocused, onSelect, onHighlight } = props;
  const { contentWidth } = useUi();
  const columns = props.columns ?? contentWidth;
  const [highlighted, setHighlighted] = useState(chosen ?? initial ?? items[0]?.value);
  const at = Math.max(
    0,
    items.findIndex((item) => item.value === highlighted),
  );
  const moveTo = (index: number): boolean => {
    const item = items[index];
    if (item === undefined) return false;
    setHighlighted(item.value);
    onHighlight?.(item.value);
    return true;
  };
  useKeys(
    (press) => {
      if (isCommand(press, 'move-up')) return moveTo(at - 1);
      if (isCommand(press, 'move-down')) return moveTo(at + 1);
      const taken = isCommand(press, 'accept')
        ? at
        : /^[1-9]$/.test(press.name)
          ? Number(press.name) - 1
          : -1;
      const item = items[taken];
      if (item === undefined) return false;
      setHighlighted(item.value);
      onSelect(item.value);
      return true;
    },
    { isActive: isFocused },
  );
  return (
    <DrawingContext
      value={{ isFocused, columns, chosenLabel: items.find((item) => item.value === chosen)?.label }}
    >
      <SelectInput
        // It has no prop for the highlight but the one it starts with.
        key={at}
        items={items.map(({ value, label }) => ({ key: value, value, label }))}
        initialIndex={at}
        isFocused={false}
        indicatorComponent={Indicator}
        itemComponent={Item}
      />
    </DrawingContext>
  );
}

function Indicator({ isSelected = false }: { readonly isSelected?: boolean }) {
  const { styles, symbols } = useUi();
  const { isFocused, chosenLabel } = useContext(DrawingContext);
  // Radio buttons say enough where the highlight is the choice.
  if (chosenLabel !== undefined) return null;
  return (
    <Box marginRight={1}>
      <Text {...styles.accent}>{isSelected && isFocused ? symbols.pointer : ' '}</Text>
    </Box>
  );
}

function Item({ isSelected = false, label }: { readonly isSelected?: boolean; readonly label: string }) {
  const { styles, symbols } = useUi();
  const { isFocused, columns, chosenLabel } = useContext(DrawingContext);
  const sign =
    chosenLabel === undefined ? '' : `${label === chosenLabel ? symbols.radioOn : symbols.radioOff} `;
  return (
    <Text {...(isSelected && isFocused ? styles.accent : styles.plain)}>
      {fit(`${sign}${label}`, columns - 2)}
    </Text>
  );
}
