import { type DOMElement, measureElement } from 'ink';
import {
  createContext,
  type RefObject,
  useCallback,
  useContext,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
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
interface Extent {
  readonly top: number;
  readonly height: number;
}

/** Asks the frame to scroll so that these lines can be seen. */
export const RevealContext = createContext<(element: DOMElement) => void>(() => undefined);

/** Where an element lies inside an ancestor, from Yoga's last layout. */
function extentIn(element: DOMElement, ancestor: DOMElement): Extent {
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

/** A window of so many lines over content of any height. */
export interface ScrollWindow {
  /** Of the whole content. */
  readonly ref: RefObject<DOMElement | null>;
  /** Goes to the content in a {@link RevealContext}. */
  readonly reveal: (element: DOMElement) => void;
  /** Lines above the window and below it. */
  readonly above: number;
  readonly below: number;
  /** A page further, or back. Returns whether there is anything to move. */
  readonly turn: (direction: 1 | -1) => boolean;
}

/**
 * Follows what asks to be seen, and turns its pages.
 * @param isShown It begins at its top each time that it is shown anew; the height is measured only then.
 * @param keepsPlace It goes on where it was instead.
 */
export function useScrollWindow(height: number, isShown: boolean, keepsPlace: boolean): ScrollWindow {
  const ref = useRef<DOMElement>(null);
  /** What asked to be seen in the first drawing, before the content around it was there. */
  const early = useRef<DOMElement>(undefined);
  const [offset, setOffset] = useState(0);
  const [total, setTotal] = useState(0);
  const last = Math.max(0, total - height);
  const above = Math.min(offset, last);

  const reveal = useCallback(
    (element: DOMElement) => {
      if (ref.current === null) {
        early.current = element;
        return;
      }
      // What asks may have grown without the frame being drawn again.
      setTotal(measureElement(ref.current).height);
      const { top, height: needed } = extentIn(element, ref.current);
      setOffset((current) => {
        // What is higher than the window shows itself piece by piece, once it is there at all.
        if (needed > height) {
          const isOutOfSight = top >= current + height || top + needed <= current;
          return isOutOfSight ? top : current;
        }
        if (top < current) return top;
        if (top + needed > current + height) return top + needed - height;
        return current;
      });
    },
    [height],
  );
  useLayoutEffect(() => {
    if (ref.current !== null && isShown) setTotal(measureElement(ref.current).height);
    if (!isShown && !keepsPlace) setOffset(0);
    if (early.current === undefined) return;
    reveal(early.current);
    early.current = undefined;
  });
  const turn = (direction: 1 | -1) => {
    if (last === 0) return false;
    setOffset(Math.min(last, Math.max(0, above + direction * Math.max(1, height - 1))));
    return true;
  };
  return { ref, reveal, above, below: Math.max(0, last - above), turn };
}
