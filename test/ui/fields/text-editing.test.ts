import fc from 'fast-check';
import { expect, test } from 'vitest';
import { edit, insert } from '../../../src/ui/fields/text-editing.js';
import { graphemesOf } from '../../../src/ui/fit.js';

const key = (name: string) => ({ name, text: '' });
/** A text with its cursor written as a bar. */
const at = (drawn: string) => {
  const [before = '', after = ''] = drawn.split('|');
  return { text: before + after, cursor: graphemesOf(before).length };
};

test.each([
  ['backspace at the start deletes nothing', '|abc', 'backspace', '|abc'],
  ['backspace deletes the character before', 'ab|c', 'backspace', 'a|c'],
  ['backspace takes a whole family of emoji', '👨‍👩‍👧|', 'backspace', '|'],
  ['ctrl-d deletes the character under the cursor', 'a|bc', 'ctrl-d', 'a|c'],
  ['left stops at the start', '|a', 'left', '|a'],
  ['right stops at the end', 'a|', 'right', 'a|'],
  ['ctrl-a goes to the start', 'ab|c', 'ctrl-a', '|abc'],
  ['home goes to the start', 'ab|c', 'home', '|abc'],
  ['ctrl-e goes to the end', 'a|bc', 'ctrl-e', 'abc|'],
  ['ctrl-u cuts to the start', 'ab|c', 'ctrl-u', '|c'],
  ['ctrl-k cuts to the end', 'a|bc', 'ctrl-k', 'a|'],
  ['ctrl-w cuts a word', 'one two|', 'ctrl-w', 'one |'],
  ['ctrl-w cuts spaces and the word before them', 'one two  |', 'ctrl-w', 'one |'],
  ['ctrl-w knows letters of any script', 'één über|', 'ctrl-w', 'één |'],
  ['alt-b goes a word left', 'one two|', 'alt-b', 'one |two'],
  ['alt-f goes a word right', '|one two', 'alt-f', 'one| two'],
  ['ctrl-left goes a word left', '10.0.0.12|', 'ctrl-left', '10.0.0.|12'],
])('%s', (_name, before, pressed, after) => {
  expect(edit(at(before), key(pressed))).toEqual(at(after));
});

test('a key that types nothing is left to others', () => {
  expect(edit(at('a|'), key('tab'))).toBeUndefined();
});

test('typing puts the text where the cursor is', () => {
  expect(edit(at('a|c'), { name: 'b', text: 'b' })).toEqual(at('ab|c'));
});

test('a combining mark joins the character before it', () => {
  expect(insert(at('e|x'), '\u0301')).toEqual({ text: 'e\u0301x', cursor: 1 });
});

test('whatever is pressed, the cursor stays within the text', () => {
  const names = [
    'left',
    'right',
    'backspace',
    'ctrl-d',
    'ctrl-w',
    'ctrl-u',
    'ctrl-k',
    'alt-b',
    'alt-f',
    'home',
    'end',
  ];
  const presses = fc.array(
    fc.oneof(
      fc.constantFrom(...names).map(key),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }).map((text) => ({ name: text, text })),
    ),
  );
  fc.assert(
    fc.property(presses, (all) => {
      let editing = { text: '', cursor: 0 };
      for (const press of all) {
        editing = edit(editing, press) ?? editing;
        expect(editing.cursor).toBeGreaterThanOrEqual(0);
        expect(editing.cursor).toBeLessThanOrEqual(graphemesOf(editing.text).length);
      }
    }),
  );
});
