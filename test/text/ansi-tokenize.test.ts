import { styledCharsFromTokens, styledCharsToString, tokenize } from '@alcalzone/ansi-tokenize';
import fc from 'fast-check';
import sliceAnsi from 'slice-ansi';
import { expect, test } from 'vitest';
import * as bundled from '../../scripts/bundle/ansi-tokenize.js';
import { lazyPattern } from '../../scripts/bundle/lazy-pattern.js';
import bundledSlice from '../../scripts/bundle/slice-ansi.js';

const esc = '\u001b';
const styles = [
  ...['0', '1', '2', '7', '22', '27', '39', '38;5;32', '1;38;2;1;2;3', '48;5;6', '49', '5x'].map(
    (code) => `${esc}[${code}m`,
  ),
  `${esc}]8;;https://qualys.com\u0007`,
  `${esc}]8;;\u0007`,
  esc,
  '\u009b1m',
];
const styled = fc
  .array(
    fc.oneof(
      fc.constantFrom(...styles),
      fc.string({ unit: 'grapheme-ascii' }),
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
    ),
  )
  .map((parts) => parts.join(''));

test('the bundle splits every text into the characters that Ink’s own tokenizer finds, and joins them to the same text', () => {
  fc.assert(
    fc.property(styled, fc.option(fc.nat({ max: 9 }), { nil: undefined }), (text, end) => {
      expect(bundled.tokenize(text, end)).toEqual(tokenize(text, end));
      const chars = styledCharsFromTokens(tokenize(text, end));
      expect(bundled.styledCharsFromTokens(bundled.tokenize(text, end))).toEqual(chars);
      expect(bundled.styledCharsToString(chars)).toBe(styledCharsToString(chars));
    }),
  );
});

test('the bundle cuts every text where slice-ansi cuts it', () => {
  const simple = fc.string({ unit: fc.constantFrom('a', ' ', 'ß', '━', '❯') });
  fc.assert(
    fc.property(
      fc.oneof(simple, styled),
      fc.nat({ max: 9 }),
      fc.option(fc.nat({ max: 12 }), { nil: undefined }),
      (text, start, end) => {
        expect(bundledSlice(text, start, end)).toBe(sliceAnsi(text, start, end));
      },
    ),
  );
});

test('a pattern that is made late finds what the pattern finds', () => {
  const late = lazyPattern(() => /\p{Extended_Pictographic}/gu);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(text.match(late)).toEqual(text.match(/\p{Extended_Pictographic}/gu));
      expect(text.search(late)).toBe(text.search(/\p{Extended_Pictographic}/u));
    }),
  );
});
