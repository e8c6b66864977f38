import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import bundledWidth from '../../scripts/bundle/string-width.js';
import { isOneColumnEach, isOneUnitEach, Segmenter } from '../../src/text/segmenter.js';

const units = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit));
const oneColumn = units.filter(isOneColumnEach);
const oneUnit = units.filter(isOneUnitEach);
const graphemes = new Intl.Segmenter();
const textOf = (letters: readonly string[]) =>
  fc.array(fc.constantFrom(...letters)).map((parts) => parts.join(''));

describe('simple text', () => {
  test('is what screens are drawn with, and no wide, joining or invisible character', () => {
    expect(isOneColumnEach('❯ Connect · Größe ✓ ✗ ◉ ◯ ☑ ☐ ━━ ██▓▒ ⠹ … ↑↓ “ok” – 5 €')).toBe(true);
    expect(isOneUnitEach('\u001b[1m❯\u001b[22m\n')).toBe(true);
    for (const other of ['東', '👍', 'e\u0301', '\u200d', '\u00ad', '\ufe0f', '\r\n', '\ud800', '각'])
      expect([other, isOneColumnEach(other), isOneUnitEach(other)]).toEqual([other, false, false]);
    expect(isOneColumnEach('\u001b')).toBe(false);
  });

  test('takes one column per unit, as the tables of Unicode have it', () => {
    expect(oneColumn.filter((unit) => stringWidth(unit) !== 1)).toEqual([]);
    fc.assert(fc.property(textOf(oneColumn), (text) => stringWidth(text) === text.length));
  });

  test('has one character per unit, as the tables of Unicode have it', () => {
    fc.assert(fc.property(textOf(oneUnit), (text) => [...graphemes.segment(text)].length === text.length));
  });
});

test('the segmenter finds the characters that Intl.Segmenter finds, wherever it is asked', () => {
  const anyText = fc.oneof(textOf(oneUnit), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));
  fc.assert(
    fc.property(anyText, fc.nat({ max: 12 }), (text, index) => {
      const own = new Segmenter().segment(text);
      const theirs = graphemes.segment(text);
      const plain = ({ segment, index: at, input }: Intl.SegmentData) => ({ segment, index: at, input });
      expect([...own].map(plain)).toEqual([...theirs].map(plain));
      const [here, there] = [own.containing(index), theirs.containing(index)];
      expect(here && plain(here)).toEqual(there && plain(there));
    }),
  );
});

test('the bundle measures every text as string-width does, coloured ones too', () => {
  const coloured = fc
    .array(
      fc.oneof(
        textOf(oneColumn),
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('\u001b[1m', '\u001b[38;5;6m'),
      ),
    )
    .map((parts) => parts.join(''));
  fc.assert(fc.property(coloured, (text) => bundledWidth(text) === stringWidth(text)));
  expect(bundledWidth('“quoted”', { ambiguousIsNarrow: false })).toBe(10);
});
