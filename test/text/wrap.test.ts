import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { atUnderscores, wrap } from '../../src/text/wrap.js';

test.each([
  ['breaks between words', 'one two three', 8, ['one two', 'three']],
  ['breaks a longer word over several lines', 'a abcdefgh b', 3, ['a', 'abc', 'def', 'gh', 'b']],
  ['leaves a text that fits', 'one two', 8, ['one two']],
  ['makes one line of no text', '', 8, ['']],
])('a text %s', (_name, text, columns, expected) => {
  expect(wrap(text, columns)).toEqual(expected);
});

test('the last part of a broken word goes on with the next word', () => {
  expect(wrap('abcdefgh b', 4)).toEqual(['abcd', 'efgh', 'b']);
  expect(wrap('abcdefg b', 5)).toEqual(['abcde', 'fg b']);
});

test('a long word is kept whole or cut where its reader wants that', () => {
  expect(wrap('see https://a.test/x now', 8, (word) => [word])).toEqual(['see', 'https://a.test/x', 'now']);
});

test('the title wraps at `_`, never inside its date where that fits', () => {
  const title = 'payments-api_jenkins_build_local_2026-05-04-09-29-58';
  expect(wrap(title, 36, atUnderscores)).toEqual([
    'payments-api_jenkins_build_local_',
    '2026-05-04-09-29-58',
  ]);
  expect(wrap('x'.repeat(12), 5, atUnderscores)).toEqual(['xxxxx', 'xxxxx', 'xx']);
});

test('no line of any text is wider than asked, and every word is there', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), fc.integer({ min: 1, max: 30 }), (text, columns) => {
      const lines = wrap(text, columns);
      for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    }),
  );
});
