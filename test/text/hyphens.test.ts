import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCids } from '../../src/config/values/cid-set.js';
import { ipEntryProblems } from '../../src/config/values/targets.js';
import { closedHyphens } from '../../src/text/hyphens.js';
import { readIps } from '../../src/wizard/typed-text.js';
import { criteriaSentence } from '../../src/workflow/judge/criteria.js';

test('a hyphen has no blanks around it afterwards, and nothing else changes', () => {
  const text = fc.string({ unit: fc.constantFrom(' ', '\t', '\n', '\u00a0', '\ufeff', '-', ',', '1', 'a') });
  fc.assert(
    fc.property(text, (written) => {
      expect(closedHyphens(written)).toBe(written.trim().replace(/\s*-\s*/g, '-'));
    }),
  );
});

// Every blank tried anew takes 500,000,000,000 steps, which no test has time for.
const blanks = ' '.repeat(1_000_000);

test('two CIDs with a million blanks between them are read, and said', () => {
  expect(String(parseCids(`1141${blanks}1145`))).toBe('1141, 1145');
  expect(String(parseCids(`1141${blanks}-${blanks}1145`))).toBe('1141-1145');
  const sentence = criteriaSentence({
    failOn: { states: ['fail'], criticalities: ['urgent'] },
    exclude: [{ cids: `1141${blanks}-${blanks}1145, 7${blanks}9` }],
  });
  expect(sentence).toContain(', except 1141 to 1145, 7 and 9.');
});

test('two addresses with a million blanks between them are read, typed and from a config', () => {
  const written = `10.0.0.1${blanks}10.0.0.2`;
  expect(readIps(written).parts).toEqual(['10.0.0.1', '10.0.0.2']);
  expect(ipEntryProblems(written)).toEqual([]);
});
