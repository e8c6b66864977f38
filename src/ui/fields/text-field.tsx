import { Text } from 'ink';
import { useState } from 'react';
import { printable } from '../../text/printable.js';
import { graphemesOf } from '../fit.js';
import { useUi } from '../frame/ui-context.js';
import { useKeys, usePaste } from '../keys/key-router.js';
import { isCommand } from '../keys/keys.js';
import { manyLines, oneLine } from '../keys/paste.js';
import { Field, type FieldProps } from './field.js';
import { type Editing, edit, insert } from './text-editing.js';
import { TextLine } from './text-line.js';

export interface TextInputOptions {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isFocused: boolean;
  /** What of a paste goes into the field, where the cursor stands. */
  readonly cleanPaste: (pasted: string, into: Editing) => string;
  /** Enter; without it, enter belongs to the form. */
  readonly onSubmit?: ((value: string) => void) | undefined;
}

/** Keys, paste and cursor of a text whose value its owner keeps. */
export function useTextInput({
  value,
  onChange,
  isFocused,
  cleanPaste,
  onSubmit,
}: TextInputOptions): Editing {
  const [cursor, setCursor] = useState(Number.POSITIVE_INFINITY);
  const length = graphemesOf(value).length;
  const editing: Editing = { text: value, cursor: Math.min(cursor, length) };
  const apply = (next: Editing) => {
    setCursor(next.cursor);
    if (next.text !== value) onChange(next.text);
  };
  useKeys(
    (press) => {
      if (isCommand(press, 'accept') && onSubmit !== undefined) {
        onSubmit(value);
        return true;
      }
      const next = edit(editing, press);
      if (next === undefined) return false;
      apply(next);
      return true;
    },
    { isActive: isFocused },
  );
  usePaste((pasted) => apply(insert(editing, cleanPaste(pasted, editing))), { isActive: isFocused });
  return editing;
}

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

/** Whole lines are entries of their own: they never join with what stands beside them. */
function listInOneLine(pasted: string, { text, cursor }: Editing): string {
  const list = manyLines(pasted)
    .replace(/\s*\n\s*/g, ', ')
    .replace(/\t/g, ' ');
  if (!/[\r\n]/.test(pasted)) return list;
  const characters = graphemesOf(text);
  const before = /[^\s,]$/.test(characters.slice(0, cursor).join('')) ? ', ' : '';
  const after = /^[^\s,]/.test(characters.slice(cursor).join('')) ? ', ' : '';
  return `${before}${list}${after}`;
}

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

export interface SecretFieldProps extends Omit<FieldProps, 'children'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Where the secret comes from when nothing is typed, such as `from the keychain`. */
  readonly placeholder?: string;
  readonly onSubmit?: (value: string) => void;
}

/** Bullets shown for any secret that is not being typed: their number says nothing about it. */
const maskLength = 12;

/** A masked line; the secret is in no frame. While it is typed each letter is a bullet, so that keys are seen to arrive. */
export function SecretField({ value, onChange, placeholder = '', onSubmit, ...field }: SecretFieldProps) {
  const { valueWidth, symbols } = useUi();
  const { isFocused } = field;
  useTextInput({ value, onChange, isFocused, cleanPaste: oneLine, onSubmit });
  const length = isFocused ? Math.min(graphemesOf(value).length, valueWidth - 1) : maskLength;
  const mask = value === '' ? '' : symbols.bullet.repeat(length);
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
