import type { DOMElement } from 'ink';
import { createContext, type RefObject, useContext, useLayoutEffect } from 'react';

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
