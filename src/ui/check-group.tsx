import { Box, Text } from 'ink';
import { useState } from 'react';
import { Field } from './field.js';
import { widthOf } from './fit.js';
import { useKeys } from './key-router.js';
import { isCommand } from './keys.js';
import { useUi } from './ui-context.js';

export interface CheckGroupProps<T extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly checked: ReadonlySet<T>;
  readonly onChange: (checked: ReadonlySet<T>) => void;
  readonly isFocused: boolean;
  readonly hint?: string;
  readonly error?: string;
}

/** A few things in one row, each to check or not: left and right move, space checks. */
export function CheckGroup<T extends string>({
  label,
  options,
  checked,
  onChange,
  isFocused,
  ...notes
}: CheckGroupProps<T>) {
  const { isNarrow, styles, symbols, valueWidth } = useUi();
  const taken = options.reduce((sum, { label }) => sum + widthOf(`${symbols.checkOn} ${label}`), 0);
  const gap = taken + 2 * (options.length - 1) <= valueWidth ? 2 : 1;
  const [at, setAt] = useState(0);
  useKeys(
    (press) => {
      const option = options[at];
      if (press.name === 'left') setAt(Math.max(0, at - 1));
      else if (press.name === 'right') setAt(Math.min(options.length - 1, at + 1));
      else if (isCommand(press, 'check') && option !== undefined) {
        const next = new Set(checked);
        if (!next.delete(option.value)) next.add(option.value);
        onChange(next);
      } else return false;
      return true;
    },
    { isActive: isFocused },
  );
  return (
    <Field label={label} isFocused={isFocused} reserve={false} {...notes}>
      <Box flexDirection={isNarrow ? 'column' : 'row'} columnGap={gap}>
        {options.map((option, index) => (
          <Text
            key={option.value}
            {...(isFocused && index === at ? styles.accent : styles.plain)}
            wrap="truncate"
          >
            {checked.has(option.value) ? symbols.checkOn : symbols.checkOff} {option.label}
          </Text>
        ))}
      </Box>
    </Field>
  );
}
