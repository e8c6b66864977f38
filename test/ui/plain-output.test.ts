import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { asciiStream, toAscii } from '../../src/ui/plain-output.js';

test.each([
  ['our own signs get their equals', 'a … b · c', 'a . b - c'],
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

test('a stream writes ASCII and stays the stream it was', () => {
  const through = new PassThrough({ encoding: 'utf8' });
  const stream = Object.assign(through, { isTTY: true, columns: 80, rows: 24 });
  const ascii = asciiStream(stream as unknown as NodeJS.WriteStream);
  ascii.write('東…');
  expect(through.read()).toBe('??.');
  expect([ascii.isTTY, ascii.columns]).toEqual([true, 80]);
});
