import { Text } from 'ink';
import { Field } from './field.js';
import { useKeys } from './key-router.js';
import { isCommand } from './keys.js';
import { useUi } from './ui-context.js';

export interface CheckRowProps {
  /** Label column; empty when the text says it all. */
  readonly label?: string;
  readonly text: string;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
  readonly isFocused: boolean;
  readonly hint?: string;
  readonly error?: string;
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
