import { Box, Text } from 'ink';
import { useState } from 'react';
import { widthOf } from '../fit.js';
import { useUi } from '../frame/ui-context.js';
import { useKeys } from '../keys/key-router.js';
import { isCommand } from '../keys/keys.js';
import { Field } from './field.js';

export interface CheckRowProps {
  /** Label column; empty when the text says it all. */
  readonly label?: string;
  readonly text: string;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
  readonly isFocused: boolean;
  readonly hint?: string;
  readonly error?: string | undefined;
}

/** One thing to check or not; space changes it. */
export function CheckRow({ label = '', text, isChecked, onChange, isFocused, ...notes }: CheckRowProps) {
  const { styles, symbols } = useUi();
  useKeys(
    (press) => {
      if (!isCommand(press, 'check')) return false;
      onChange(!isChecked);
      return true;
    },
    { isActive: isFocused },
  );
  return (
    <Field label={label} isFocused={isFocused} reserve={false} {...notes}>
      <Text {...(isFocused ? styles.accent : styles.plain)}>
        {isChecked ? symbols.checkOn : symbols.checkOff} {text}
      </Text>
    </Field>
  );
}

export interface CheckGroupProps<T extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly checked: ReadonlySet<T>;
  readonly onChange: (checked: ReadonlySet<T>) => void;
  readonly isFocused: boolean;
  readonly hint?: string;
  readonly error?: string | undefined;
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

export interface RadioRowProps<T extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T | undefined;
  readonly onChange: (value: T) => void;
  readonly isFocused: boolean;
  readonly hint?: string;
  readonly error?: string | undefined;
  /** See {@link Field}. */
  readonly reserve?: boolean;
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
