import { useState } from 'react';
import { graphemesOf } from './fit.js';
import { useKeys, usePaste } from './key-router.js';
import { isCommand } from './keys.js';
import { type Editing, edit, insert } from './text-editing.js';

export interface TextInputOptions {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isFocused: boolean;
  /** What of a paste goes into the field. */
  readonly cleanPaste: (pasted: string) => string;
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
  const become = (next: Editing) => {
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
      become(next);
      return true;
    },
    { isActive: isFocused },
  );
  usePaste((pasted) => become(insert(editing, cleanPaste(pasted))), { isActive: isFocused });
  return editing;
}
