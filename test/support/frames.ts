import type { Terminal } from '@xterm/headless';
import stringWidth from 'string-width';
import { expect } from 'vitest';

/** No line wider than the terminal, and one line of it left free, so that a redraw never scrolls. */
export function expectFits(frame: string | undefined, columns: number, rows: number): void {
  const lines = (frame ?? '').split('\n');
  const tooWide = lines.filter((line) => stringWidth(line) > columns);
  expect(tooWide, `lines wider than ${columns} columns`).toEqual([]);
  expect(lines.length, 'lines of the frame').toBeLessThanOrEqual(rows - 1);
}

/** The sizes every screen is drawn at. */
export const terminalSizes = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 40, rows: 20 },
] as const;

/** What a terminal within this process shows, line by line. */
export function linesOf({ rows, buffer: { active } }: Terminal): readonly string[] {
  return Array.from(
    { length: rows },
    (_, row) => active.getLine(active.viewportY + row)?.translateToString(true) ?? '',
  );
}
