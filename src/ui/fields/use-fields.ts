import { useState } from 'react';
import { useKeys } from '../keys/key-router.js';
import { isCommand } from '../keys/keys.js';

export interface FieldsOptions<Id extends string> {
  /** The fields of the screen from top to bottom; those that are hidden right now are left out. */
  readonly ids: readonly Id[];
  readonly initial?: Id | undefined;
  /** Esc, or shift-tab in the first field. */
  readonly onBack: () => void;
  /** Enter that no field has taken: go on. */
  readonly onSubmit?: () => void;
  readonly isActive?: boolean;
}

/** The focus of a screen's fields. */
export interface FieldFocus<Id extends string> {
  readonly at: Id | undefined;
  readonly isFocused: (id: Id) => boolean;
  readonly focus: (id: Id) => void;
  readonly next: () => void;
}

/** The focus of a screen that is a column of fields: tab and the arrows move it, esc goes back, enter goes on. */
export function useFields<Id extends string>(options: FieldsOptions<Id>): FieldFocus<Id> {
  const { ids, initial, onBack, onSubmit, isActive = true } = options;
  const [wanted, setWanted] = useState(initial ?? ids[0]);
  const at = wanted !== undefined && ids.includes(wanted) ? wanted : ids[0];
  const index = at === undefined ? 0 : ids.indexOf(at);
  const move = (step: 1 | -1) => setWanted(ids[Math.max(0, Math.min(index + step, ids.length - 1))]);
  useKeys(
    (press) => {
      if (isCommand(press, 'back')) onBack();
      else if (isCommand(press, 'next-field')) move(1);
      else if (press.name === 'shift-tab' && index === 0) onBack();
      else if (isCommand(press, 'previous-field')) move(-1);
      else if (isCommand(press, 'accept') && onSubmit !== undefined) onSubmit();
      else return false;
      return true;
    },
    { isActive, layer: 'form' },
  );
  return { at, isFocused: (id) => isActive && id === at, focus: setWanted, next: () => move(1) };
}
