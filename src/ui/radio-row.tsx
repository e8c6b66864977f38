import { Box, Text } from 'ink';
import { Field } from './field.js';
import { useKeys } from './key-router.js';
import { isCommand } from './keys.js';
import { useUi } from './ui-context.js';

export interface RadioRowProps<T extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T | undefined;
  readonly onChange: (value: T) => void;
  readonly isFocused: boolean;
  readonly hint?: string;
  readonly error?: string;
}

/** Two or three choices beside each other; left, right and space change the choice. */
export function RadioRow<T extends string>({
  label,
  options,
  value,
  onChange,
  isFocused,
  ...notes
}: RadioRowProps<T>) {
  const { isNarrow, styles, symbols } = useUi();
  const at = options.findIndex((option) => option.value === value);
  useKeys(
    (press) => {
      const step = press.name === 'left' ? -1 : press.name === 'right' || isCommand(press, 'choose') ? 1 : 0;
      const next = options[(at + step + options.length) % options.length];
      if (step === 0 || next === undefined) return false;
      onChange(next.value);
      return true;
    },
    { isActive: isFocused },
  );
  return (
    <Field label={label} isFocused={isFocused} {...notes}>
      <Box flexDirection={isNarrow ? 'column' : 'row'} columnGap={4}>
        {options.map((option) => (
          <Text
            key={option.value}
            {...(option.value === value && isFocused ? styles.accent : styles.plain)}
            wrap="truncate"
          >
            {option.value === value ? symbols.radioOn : symbols.radioOff} {option.label}
          </Text>
        ))}
      </Box>
    </Field>
  );
}
