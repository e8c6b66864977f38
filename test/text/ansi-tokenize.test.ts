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

const simple = fc.string({ unit: fc.constantFrom('a', ' ', 'ß', '━', '❯') });
const wraps = [
  ['1', '22'],
  ['2', '22'],
  ['7', '27'],
  ['31', '39'],
  ['90', '39'],
  ['41', '49'],
  ['38;5;32', '39'],
  ['48;2;1;2;3', '49'],
] as const;
/** As Ink's components style their texts: one style around another, or one behind the other. */
const { painted } = fc.letrec<{ painted: string }>((tie) => ({
  painted: fc.oneof(
    { maxDepth: 3 },
    simple,
    fc
      .tuple(fc.constantFrom(...wraps), fc.array(tie('painted'), { maxLength: 3 }))
      .map(([[begin, end], inner]) => `${esc}[${begin}m${inner.join('')}${esc}[${end}m`),
  ),
}));

test('the bundle splits every text into the characters that Ink’s own tokenizer finds, and joins them to the same text', () => {
  fc.assert(
    fc.property(fc.oneof(styled, painted), fc.option(fc.nat({ max: 9 }), { nil: undefined }), (text, end) => {
      expect(bundled.tokenize(text, end)).toEqual(tokenize(text, end));
      const chars = styledCharsFromTokens(tokenize(text, end));
      expect(bundled.styledCharsFromTokens(bundled.tokenize(text, end))).toEqual(chars);
      expect(bundled.styledCharsToString(chars)).toBe(styledCharsToString(chars));
    }),
  );
});

/** Each character with its style, as Ink draws a text: without styles that no character has. */
const drawn = (text: string) => styledCharsToString(styledCharsFromTokens(tokenize(text)));

test('the bundle cuts every text where slice-ansi cuts it, and each character keeps its style', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        simple,
        styled,
        painted,
        fc.array(painted, { maxLength: 3 }).map((all) => all.join('')),
      ),
      fc.oneof(fc.constant(0), fc.nat({ max: 9 })),
      fc.option(fc.nat({ max: 12 }), { nil: undefined }),
      (text, start, end) => {
        expect(drawn(bundledSlice(text, start, end))).toBe(drawn(sliceAnsi(text, start, end)));
      },
    ),
    { numRuns: 1_000 },
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
