import { Box, Text } from 'ink';
import SelectInput from 'ink-select-input';
import { createContext, useContext, useState } from 'react';
import { fit } from './fit.js';
import { useKeyScope, useKeys } from './key-router.js';
import { isCommand } from './keys.js';
import { useUi } from './ui-context.js';

export interface SelectListProps<T extends string> {
  /** A short closed list. */
  readonly items: readonly { readonly value: T; readonly label: string }[];
  readonly initial?: T;
  /** The answer so far: draws radio buttons. */
  readonly chosen?: T;
  readonly isFocused: boolean;
  /** Enter, or the entry's number. */
  readonly onSelect: (value: T) => void;
  readonly onHighlight?: (value: T) => void;
}

/** What ink-select-input does not hand to the components that draw an entry. */
interface Drawing {
  readonly isFocused: boolean;
  readonly chosenLabel: string | undefined;
}
const DrawingContext = createContext<Drawing>({ isFocused: true, chosenLabel: undefined });

/** A few fixed choices under each other, drawn by ink-select-input in the theme. The arrows leave it at both ends. */
export function SelectList<T extends string>(props: SelectListProps<T>) {
  const { items, initial, chosen, isFocused, onSelect, onHighlight } = props;
  const active = useKeyScope() && isFocused;
  const [highlighted, setHighlighted] = useState(chosen ?? initial ?? items[0]?.value);
  const at = Math.max(
    0,
    items.findIndex((item) => item.value === highlighted),
  );
  // ink-select-input reads these keys by itself: the form around it must not read them too.
  useKeys(
    (press) => {
      if (isCommand(press, 'move-up')) return at > 0;
      if (isCommand(press, 'move-down')) return at < items.length - 1;
      return isCommand(press, 'accept') || /^[1-9jk]$/.test(press.name);
    },
    { isActive: isFocused },
  );
  return (
    <DrawingContext value={{ isFocused, chosenLabel: items.find((item) => item.value === chosen)?.label }}>
      <SelectInput
        // At an end ink-select-input turns round while the form moves on: coming back begins where one left.
        key={String(active)}
        items={items.map(({ value, label }) => ({ key: value, value, label }))}
        initialIndex={at}
        isFocused={active}
        onSelect={(item) => onSelect(item.value)}
        onHighlight={(item) => {
          if (
            !active ||
            isTurn(
              at,
              items.findIndex((entry) => entry.value === item.value),
              items.length,
            )
          )
            return;
          setHighlighted(item.value);
          onHighlight?.(item.value);
        }}
        indicatorComponent={Indicator}
        itemComponent={Item}
      />
    </DrawingContext>
  );
}

/** From one end to the other: ink-select-input turned round. */
function isTurn(before: number, after: number, count: number): boolean {
  return count > 2 && Math.abs(after - before) === count - 1;
}

function Indicator({ isSelected = false }: { readonly isSelected?: boolean }) {
  const { styles, symbols } = useUi();
  const { isFocused } = useContext(DrawingContext);
  return (
    <Box marginRight={1}>
      <Text {...styles.accent}>{isSelected && isFocused ? symbols.pointer : ' '}</Text>
    </Box>
  );
}

function Item({ isSelected = false, label }: { readonly isSelected?: boolean; readonly label: string }) {
  const { contentWidth, styles, symbols } = useUi();
  const { isFocused, chosenLabel } = useContext(DrawingContext);
  const sign =
    chosenLabel === undefined ? '' : `${label === chosenLabel ? symbols.radioOn : symbols.radioOff} `;
  return (
    <Text {...(isSelected && isFocused ? styles.accent : styles.plain)}>
      {fit(`${sign}${label}`, contentWidth - 2)}
    </Text>
  );
}
