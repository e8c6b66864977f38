import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { screenStream, toAscii } from '../../../src/ui/terminal/screen-stream.js';

test.each([
  ['our own signs get their equals', 'a · b “c”', 'a - b "c"'],
  ['what is cut ends in a sign of its own', 'Acme Harden…', 'Acme Harden~'],
  ['the same where it is cut behind a space', 'Acme Hardening …', 'Acme Hardening ~'],
  ['wide characters keep their columns', '東京|', '????|'],
  ['control sequences pass', '\u001b[1mx\u001b[22m', '\u001b[1mx\u001b[22m'],
])('%s', (_name, frame, expected) => {
  expect(toAscii(frame)).toBe(expected);
});

test('any text becomes ASCII of the same width', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...('aé東…·✓👨‍👩‍👧😀ñ'.match(/./gu) ?? []))), (characters) => {
      const text = characters.join(' ');
      expect(toAscii(text)).toMatch(/^[\x20-\x7e]*$/);
      expect(stringWidth(toAscii(text))).toBe(stringWidth(text));
    }),
  );
});

test('without unicode a stream writes ASCII and stays the stream it was', () => {
  const through = new PassThrough({ encoding: 'utf8' });
  const stream = Object.assign(through, { isTTY: true, columns: 80, rows: 24 });
  const screen = screenStream(stream as unknown as NodeJS.WriteStream, { unicode: false });
  screen.write('東…');
  expect(through.read()).toBe('??~');
  expect([screen.isTTY, screen.columns]).toEqual([true, 80]);
});

test('the scrollback is never erased, even when a window shrinks under a frame', () => {
  const through = new PassThrough({ encoding: 'utf8' });
  const screen = screenStream(through as unknown as NodeJS.WriteStream, { unicode: true });
  screen.write('\u001b[2J\u001b[3J\u001b[H✓');
  expect(through.read()).not.toContain('\u001b[3J');
});
