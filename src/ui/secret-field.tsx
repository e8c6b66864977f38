import { Text } from 'ink';
import { Field, type FieldProps } from './field.js';
import { oneLine } from './paste.js';
import { TextLine } from './text-line.js';
import { useUi } from './ui-context.js';
import { useTextInput } from './use-text-input.js';

export interface SecretFieldProps extends Omit<FieldProps, 'children'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Where the secret comes from when nothing is typed, such as `from the keychain`. */
  readonly placeholder?: string;
  readonly onSubmit?: (value: string) => void;
}

/** Bullets shown for any secret, however long: their number says nothing about it. */
export const maskLength = 12;

/** A masked line. The secret is in no frame, and the mask has one length. */
export function SecretField({ value, onChange, placeholder = '', onSubmit, ...field }: SecretFieldProps) {
  const { valueWidth, symbols } = useUi();
  const { isFocused } = field;
  useTextInput({ value, onChange, isFocused, cleanPaste: oneLine, onSubmit });
  const mask = value === '' ? '' : symbols.bullet.repeat(maskLength);
  return (
    <Field {...field}>
      {isFocused || value === '' ? (
        <TextLine
          editing={{ text: mask, cursor: mask.length }}
          columns={valueWidth}
          isFocused={isFocused}
          placeholder={placeholder}
        />
      ) : (
        <Text>{mask}</Text>
      )}
    </Field>
  );
}
