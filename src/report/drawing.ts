import { wrapped } from './fit-text.js';
import type { Palette } from './palette.js';

/** How a block of text is drawn. */
export interface Drawing {
  /** Columns of the terminal. */
  readonly width: number;
  readonly unicode: boolean;
  readonly paint: Palette;
}

/** What every line of a block begins with. */
export const INDENT = '   ';

/** Below so many columns, what else stands side by side stands one below the other. */
export const NARROW = 60;

/** Text as indented lines that fit. */
export function paragraph(text: string, { width, unicode }: Drawing): string[] {
  return wrapped(text, width - INDENT.length, unicode).map((line) => INDENT + line);
}
