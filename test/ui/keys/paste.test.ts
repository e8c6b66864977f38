import fc from 'fast-check';
import { expect, test } from 'vitest';
import { manyLines, oneLine, type PasteState, readPaste } from '../../../src/ui/keys/paste.js';

/** Feeds pieces one after the other and tells what came out. */
function read(pieces: readonly string[]) {
  let state: PasteState;
  const out: string[] = [];
  for (const piece of pieces) {
    const step = readPaste(state, piece);
    state = step.state;
    if (step.pasted !== undefined) out.push(`pasted ${step.pasted}`);
    if (step.typed !== undefined) out.push(`typed ${step.typed}`);
  }
  return { out, isOpen: state !== undefined };
}

test.each([
  ['a paste in one piece each is one paste', ['[200~', '10.0.0.1', '[201~'], ['pasted 10.0.0.1']],
  ['what is typed outside is typed', ['a', '[200~', 'b', '[201~', 'c'], ['typed a', 'pasted b', 'typed c']],
  ['a paste in several pieces is one paste', ['[200~', 'one\n', 'two', '[201~'], ['pasted one\ntwo']],
  ['half an end marker waits for its other half', ['[200~', 'x', '[20', '1~'], ['pasted x']],
  ['an escape alone belongs to the end marker', ['[200~', 'x', '\u001b', '[201~'], ['pasted x']],
  ['half a start marker waits for its other half', ['[20', '0~', 'x', '[201~'], ['pasted x']],
  ['what only looks like a start marker is typed', ['[2', 'x'], ['typed [2x']],
  ['a bracket alone is typed at once', ['['], ['typed [']],
  ['an empty paste is a paste of nothing', ['[200~', '[201~'], ['pasted ']],
  [
    'a marker inside pasted text ends nothing',
    ['[200~', 'see [201~ there', '[201~'],
    ['pasted see [201~ there'],
  ],
  [
    'what follows the end in the same piece is typed',
    ['[200~', 'x', '\u001b', '[201~y'],
    ['pasted x', 'typed y'],
  ],
])('%s', (_name, pieces, expected) => {
  expect(read(pieces)).toEqual({ out: expected, isOpen: false });
});

test('a paste cut anywhere is the same paste', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.nat(400), { maxLength: 6 }), (text, cuts) => {
      fc.pre(!text.includes('[201~') && !text.includes('\u001b'));
      const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
      const pieces = [0, ...places].map((from, index) => text.slice(from, places[index] ?? text.length));
      expect(read(['[200~', ...pieces, '[201~']).out).toEqual([`pasted ${text}`]);
    }),
  );
});

test.each([
  ['a trailing line end is dropped', 'secret\n', 'secret'],
  ['a trailing Windows line end is dropped', 'secret\r\n', 'secret'],
  ['spaces are kept, as a password may have them', ' a b ', ' a b '],
  ['a line end inside becomes a space', 'a\nb', 'a b'],
  ['control characters go', 'a\u0007b\u001b[31mc', 'ab[31mc'],
])('for one line, %s', (_name, pasted, expected) => {
  expect(oneLine(pasted)).toBe(expected);
});

test.each([
  ['line ends become one kind', 'a\r\nb\rc\n', 'a\nb\nc'],
  ['tabs are kept as separators', 'a\tb', 'a\tb'],
])('for a list, %s', (_name, pasted, expected) => {
  expect(manyLines(pasted)).toBe(expected);
});
