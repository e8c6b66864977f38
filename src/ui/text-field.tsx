import { printable } from '../text/printable.js';
import { Field, type FieldProps } from './field.js';
import { manyLines, oneLine } from './paste.js';
import { TextLine } from './text-line.js';
import { useUi } from './ui-context.js';
import { useTextInput } from './use-text-input.js';

export interface TextFieldProps extends Omit<FieldProps, 'children'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** A dim example while the field is empty. */
  readonly placeholder?: string;
  /** A pasted list keeps its parts: line ends become `, `. */
  readonly isList?: boolean;
  /** Enter; without it, enter belongs to the form. */
  readonly onSubmit?: (value: string) => void;
}

const listInOneLine = (pasted: string) =>
  manyLines(pasted)
    .replace(/\s*\n\s*/g, ', ')
    .replace(/\t/g, ' ');

/** A line of text to type or paste. Long values scroll sideways; the owner keeps the value. */
export function TextField({
  value,
  onChange,
  placeholder = '',
  isList = false,
  onSubmit,
  ...field
}: TextFieldProps) {
  const { valueWidth } = useUi();
  const { isFocused } = field;
  const cleanPaste = isList ? listInOneLine : oneLine;
  const editing = useTextInput({ value, onChange, isFocused, cleanPaste, onSubmit });
  return (
    <Field {...field}>
      <TextLine
        editing={{ ...editing, text: printable(editing.text) }}
        columns={valueWidth}
        isFocused={isFocused}
        placeholder={placeholder}
      />
    </Field>
  );
}
