import { PassThrough } from 'node:stream';
import xterm from '@xterm/headless';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { screenStream } from '../../../src/ui/terminal/screen-stream.js';
import { linesOf } from '../../support/frames.js';

const esc = '\u001b';

/** How Ink writes a frame over one of so many lines. */
function inkFrame(lines: readonly string[], before: number): string {
  const erase = Array.from(
    { length: before },
    (_, index) => `${esc}[2K${index < before - 1 ? `${esc}[1A` : ''}`,
  );
  return `${erase.join('')}${before === 0 ? '' : `${esc}[G`}${lines.join('\n')}\n`;
}

function openScreen(columns: number, rows: number) {
  const screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  // The terminal's second screen, as the wizard has it: its lines are not wrapped anew by a resize.
  screen.write(`${esc}[?1049h`);
  const through = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY: true, columns, rows });
  const stream = screenStream(through as unknown as NodeJS.WriteStream, { unicode: true });
  let bytes = 0;
  const flush = () =>
    new Promise<void>((resolve) => {
      const text = String(through.read() ?? '');
      bytes += Buffer.byteLength(text);
      screen.write(text, resolve);
    });
  const shown = () => linesOf(screen);
  return { screen, through, stream, flush, shown, bytes: () => bytes };
}

const line = fc.constantFrom(
  '',
  'one',
  'two  ',
  `${esc}[1mstrong${esc}[22m and plain`,
  '配置基线 wide',
  'éñ 👍',
  'x'.repeat(30),
);
const frame = fc.array(line, { minLength: 1, maxLength: 9 });
/** A frame as it was for a larger window: Ink draws it once more before it knows the new size. */
const oversized = fc.array(fc.constantFrom('one', 'w'.repeat(75), '配置基线 wide'.repeat(5)), {
  minLength: 15,
  maxLength: 30,
});
const action = fc.oneof(
  { weight: 6, arbitrary: frame.map((lines) => ({ lines })) },
  { weight: 1, arbitrary: oversized.map((lines) => ({ lines })) },
  {
    weight: 1,
    arbitrary: fc.record({
      columns: fc.integer({ min: 30, max: 60 }),
      rows: fc.integer({ min: 10, max: 20 }),
      /** Drawn while the window has its new size and the program has not heard of it. */
      between: fc.option(fc.oneof(frame, oversized)),
    }),
  },
);

/** Whether the terminal has room for every line, and for Ink's cursor below. */
const fits = (lines: readonly string[], { cols, rows }: { cols: number; rows: number }) =>
  lines.length < rows && lines.every((text) => !/w{75}|(?:配置基线 wide){5}/.test(text) || cols > 80);

test('no frame with a line lost after 200 random keys and resizes, compared with a full redraw', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 200, maxLength: 200 }), async (actions) => {
      const { screen, through, stream, flush, shown } = openScreen(40, 12);
      let before = 0;
      let last: readonly string[] = [];
      for (const next of actions) {
        if ('lines' in next) {
          stream.write(inkFrame(next.lines, before));
          last = next.lines;
          before = last.length + 1;
        } else {
          const { between, ...size } = next;
          screen.resize(size.columns, size.rows);
          if (between !== null) {
            stream.write(inkFrame(between, before));
            last = between;
            before = last.length + 1;
            await flush();
          }
          Object.assign(through, size);
          through.emit('resize');
          await new Promise((resolve) => setImmediate(resolve));
        }
        await flush();
        if (!fits(last, screen)) continue;
        const whole = openScreen(screen.cols, screen.rows);
        whole.stream.write(inkFrame(last, 0));
        await whole.flush();
        expect(shown().map((text) => text.trimEnd())).toEqual(whole.shown().map((text) => text.trimEnd()));
      }
    }),
    // Shrinking 200 actions would take minutes; the counterexample is printed as it is.
    { numRuns: 5, endOnFailure: true },
  );
}, 60_000);

test('a spinner that turns costs its line, not a screen', async () => {
  const { stream, flush, bytes } = openScreen(80, 24);
  const frameOf = (sign: string) =>
    Array.from({ length: 23 }, (_, row) => (row === 9 ? `${sign} Running` : 'x'.repeat(70)));
  stream.write(inkFrame(frameOf('-'), 0));
  await flush();
  const first = bytes();
  stream.write(inkFrame(frameOf('+'), 24));
  await flush();
  expect(bytes() - first).toBeLessThan(40);
});

test('what draws nothing passes as it is: a title, a bell, the mode of pasting', () => {
  const { stream, through } = openScreen(80, 24);
  for (const sequence of [`${esc}]2;Running\u0007`, '\u0007', `${esc}[?2004h`, `${esc}[?25l`]) {
    stream.write(sequence);
    expect(through.read()).toBe(sequence);
  }
});

test('the end of an empty write is told: Ink waits for it before the program may end', async () => {
  const { stream } = openScreen(80, 24);
  await expect(new Promise<void>((resolve) => stream.write('', () => resolve()))).resolves.toBeUndefined();
});
