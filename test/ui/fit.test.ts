import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { fit, pad } from '../../src/ui/fit.js';

test.each([
  ['a text that fits stays', 'abc', 3, 'abc'],
  ['a longer one ends in an ellipsis', 'abcdef', 4, 'abc…'],
  ['a wide character is never halved', '東京都庁', 4, '東…'],
  ['no room is no text', 'abc', 0, ''],
  ['one column is an ellipsis', 'abc', 1, '…'],
])('%s', (_name, text, columns, expected) => {
  expect(fit(text, columns)).toBe(expected);
});

test('an id keeps both its ends', () => {
  expect(fit('i-0a11b22c33d44e55f', 9, 'middle')).toBe('i-0a…e55f');
});

test('control characters of foreign text never reach a frame', () => {
  expect(fit('a\u001b[31mb\nc', 20)).toBe('a\ufffd[31mb c');
});

test('any text fits into any width, and padded it fills it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max: 30 }), (text, columns) => {
      expect(stringWidth(fit(text, columns))).toBeLessThanOrEqual(columns);
      expect(stringWidth(fit(text, columns, 'middle'))).toBeLessThanOrEqual(columns);
      expect(stringWidth(pad(text, columns))).toBe(columns);
    }),
  );
});
