import type { DOMElement } from 'ink';
import { createContext, type RefObject, useContext, useLayoutEffect, useState } from 'react';
import { useKeys } from '../keys/key-router.js';
import { isCommand } from '../keys/keys.js';

interface Scroll {
  /** Index of the first line in the window. */
  readonly start: number;
  /** Lines of the text in the window. */
  readonly rows: number;
  /** Which lines are shown, when that is not all. */
  readonly note: string | undefined;
}

/**
 * The place of a window in a text, moved by the page keys, and when it has the focus by arrows, home and end.
 * @param lines Of the text, while the note takes one more; a single line beyond them takes the note's place.
 */
export function useScroll(total: number, lines: number, isFocused: boolean): Scroll {
  const [from, setFrom] = useState(0);
  const rows = total <= lines + 1 ? total : lines;
  const last = total - rows;
  const start = Math.min(from, last);
  useKeys(
    (press) => {
      if (isCommand(press, 'page-down')) setFrom(Math.min(last, start + lines));
      else if (isCommand(press, 'page-up')) setFrom(Math.max(0, start - lines));
      else if (!isFocused) return false;
      else if (isCommand(press, 'move-down')) setFrom(Math.min(last, start + 1));
      else if (isCommand(press, 'move-up')) setFrom(Math.max(0, start - 1));
      else if (isCommand(press, 'first')) setFrom(0);
      else if (isCommand(press, 'last')) setFrom(last);
      else return false;
      return true;
    },
    { isActive: true },
  );
  const end = Math.min(total, start + rows);
  return { start, rows, note: last === 0 ? undefined : `  lines ${start + 1} to ${end} of ${total}` };
}

/** Lines of an element inside the scrolled content, counted from its top. */
export interface Extent {
  readonly top: number;
  readonly height: number;
}

/** Asks the frame to scroll so that these lines can be seen. */
export const RevealContext = createContext<(element: DOMElement) => void>(() => undefined);

/** Where an element lies inside an ancestor, from Yoga's last layout. */
export function extentIn(element: DOMElement, ancestor: DOMElement): Extent {
  let top = 0;
  for (
    let node: DOMElement | undefined = element;
    node !== undefined && node !== ancestor;
    node = node.parentNode
  ) {
    top += node.yogaNode?.getComputedTop() ?? 0;
  }
  return { top, height: element.yogaNode?.getComputedHeight() ?? 1 };
}

/** Keeps an element in sight while it has the focus. */
export function useReveal(ref: RefObject<DOMElement | null>, isFocused: boolean): void {
  const reveal = useContext(RevealContext);
  useLayoutEffect(() => {
    if (isFocused && ref.current !== null) reveal(ref.current);
  });
}
