import { Text } from 'ink';
import { render } from 'ink-testing-library';
import type { ReactNode } from 'react';
import { expect, onTestFinished, vi } from 'vitest';
import { type TerminalTraits, UiProvider } from '../../src/ui/frame/ui-context.js';

/** React says on the console what is wrong with a drawing, such as two rows with one key: the test then fails. */
function failOnWarnings(): void {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  onTestFinished(() => {
    const warnings = said.mock.calls.map(([first, ...rest]) =>
      rest.reduce<string>((text, value) => text.replace('%s', String(value)), String(first)),
    );
    said.mockRestore();
    expect(warnings).toEqual([]);
  });
}

const traits: TerminalTraits = { color: true, unicode: true, columns: 80, rows: 24 };

/** What the keys of a keyboard send. */
export const keys = {
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  enter: '\r',
  esc: '\u001b',
  tab: '\t',
  shiftTab: '\u001b[Z',
  space: ' ',
  backspace: '\u007f',
  pageUp: '\u001b[5~',
  pageDown: '\u001b[6~',
  home: '\u001b[H',
  end: '\u001b[F',
  ctrlC: '\u0003',
} as const;

/** What a terminal in bracketed-paste mode sends. */
export const paste = (text: string) => `\u001b[200~${text}\u001b[201~`;

/** Waiting ends with the change; the limit is for a machine that is busy with much else. */
const patience = { interval: 2, timeout: 20_000 };

/** Waits until the check passes. */
export const until = (check: () => void) => vi.waitFor(check, patience);

/** A component in a terminal of a given size, with keys to press and frames to wait for. */
export function draw(node: ReactNode, overrides: Partial<TerminalTraits> = {}) {
  const all = { ...traits, ...overrides };
  failOnWarnings();
  // The library's terminal is 100 columns wide; Ink asks for the width at every drawing.
  const instance = render(<Text />);
  Object.defineProperty(instance.stdout, 'columns', { value: all.columns });
  instance.rerender(<UiProvider {...all}>{node}</UiProvider>);
  onTestFinished(instance.unmount);
  const frame = () => instance.lastFrame() ?? '';
  /** Waits until the frame holds the text, or matches. */
  const see = (wanted: string | RegExp) =>
    vi.waitFor(
      () =>
        typeof wanted === 'string' ? expect(frame()).toContain(wanted) : expect(frame()).toMatch(wanted),
      patience,
    );
  /** Waits until the frame does not hold the text. */
  const miss = (unwanted: string) => vi.waitFor(() => expect(frame()).not.toContain(unwanted), patience);
  /** Presses one key after the other. */
  const press = (...pressed: readonly string[]) => {
    for (const key of pressed) instance.stdin.write(key);
  };
  const redraw = (next: ReactNode, changed: Partial<TerminalTraits> = {}) =>
    instance.rerender(
      <UiProvider {...all} {...changed}>
        {next}
      </UiProvider>,
    );
  return { ...instance, frame, see, miss, press, redraw };
}
