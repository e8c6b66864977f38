import { styledCharsFromTokens, styledCharsToString, tokenize } from '@alcalzone/ansi-tokenize';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as bundled from '../../scripts/bundle/ansi-tokenize.js';

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
