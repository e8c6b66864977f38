import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { keyStream } from '../../../src/ui/terminal/key-stream.js';

/** What Ink reads of these pieces, as they come from a terminal. */
function readOf(...pieces: readonly string[]): string {
  const terminal = new PassThrough();
  terminal.setEncoding('utf8');
  const stream = keyStream(terminal as unknown as NodeJS.ReadStream);
  return pieces
    .map((piece) => {
      terminal.write(piece);
      return stream.read() ?? '';
    })
    .join('');
}

test.each([
  ['ctrl-F1 of xterm', '\u001b[1;5P'],
  ['ctrl-F13', '\u001b[25;5~'],
  ['a colour', '\u001b[31m'],
  ['a bold colour', '\u001b[1;38;5;12m'],
  ['the focus of a window', '\u001b[I'],
  ['where the cursor is', '\u001b[12;40R'],
  ['a hidden cursor', '\u001b[?25l'],
])('%s is no key for Ink, and is left out', (_name, sequence) => {
  expect(readOf(`a${sequence}b`)).toBe('ab');
});

test.each([
  ['an arrow', '\u001b[A'],
  ['ctrl-right', '\u001b[1;5C'],
  ['alt-up of rxvt', '\u001b\u001b[A'],
  ['shift-tab', '\u001b[Z'],
  ['home of application mode', '\u001bOH'],
  ['F1 of the console', '\u001b[[A'],
  ['ctrl-delete', '\u001b[3;5~'],
  ['delete of rxvt with control', '\u001b[3^'],
  ['ctrl-enter of kitty', '\u001b[13;5u'],
  ['ctrl-enter of xterm', '\u001b[27;5;13~'],
  ['a paste', '\u001b[200~two\rlines, 東京\u001b[201~'],
  ['escape alone', '\u001b'],
  ['escape and ctrl-c', '\u001b\u0003'],
])('%s stays', (_name, sequence) => {
  expect(readOf(`a${sequence}`)).toBe(`a${sequence}`);
});

const mark = '\u001b[200;1~';

test.each([
  ['two lines', '\u001b[31ma\u001b[0m\r\u001b[32mb\u001b[0m\r', `${mark}a\rb\r`],
  ['lines of which the second one has a colour', 'a\rb\u001b[1mc', `${mark}a\rbc`],
  ['behind a key', '\u0015a\r\u001b[38:2::255:0:0mb', `\u0015${mark}a\rb`],
  ['one word has no line end that would be a key', '\u001b[31ma\u001b[0m', 'a'],
  ['a paste that the terminal marks', '\u001b[200~\u001b[31ma\rb\u001b[201~', '\u001b[200~a\rb\u001b[201~'],
  ['a button of the mouse is no colour', '\u001b[<0;12;4ma\r', 'a\r'],
])('text with colours is marked as a paste: %s', (_name, text, read) => {
  expect(readOf(text)).toBe(read);
});

test('a sequence that comes in two reads is known as one', () => {
  expect(readOf('a\u001b[3', '1mb', '\u001b[', 'A')).toBe('ab\u001b[A');
});
