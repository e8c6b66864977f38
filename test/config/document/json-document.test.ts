import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readConfigDocument } from '../../../src/config/document/config-document.js';
import { readJson } from '../../../src/config/document/json-document.js';

const read = (text: string) => readConfigDocument(text, 'json', 'qualys-pc.json');

/** Every place of a value, as the rules of a config name it. */
function placesIn(value: unknown, path: readonly PropertyKey[] = []): (readonly PropertyKey[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return [path, ...keys.flatMap((key) => placesIn(Reflect.get(value, key), [...path, key]))];
}

// YAML 1.2 holds JSON: its reader is another program that says what a text means and where everything stands.
test('A config in JSON has the values and the places that the reader of YAML finds in it', () => {
  const key = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('__proto__', 'toString', 'scan'));
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.constantFrom('<<', '1.50', 'null', '&a *b'),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      text,
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(key, tie('value'), { maxKeys: 4 }),
    ),
  }));
  fc.assert(
    fc.property(value, fc.constantFrom(0, 2), (given, indent) => {
      const written = JSON.stringify(given, null, indent);
      const json = read(written);
      const yaml = readConfigDocument(written, 'yaml', 'qualys-pc.yaml');
      expect(json.value).toEqual(yaml.value);
      for (const path of placesIn(json.value)) expect(json.positionOf(path)).toEqual(yaml.positionOf(path));
    }),
  );
});

test.for([
  ['{"id": 1.50, "n": -0, "e": 1e3, "i": 12}', { id: '1.50', n: '-0', e: '1e3', i: 12 }],
  ['\ufeff{"a":\t[1,\r\n2]}', { a: [1, 2] }],
  ['{"__proto__": {"a": 1}}', JSON.parse('{"__proto__": {"a": 1}}')],
])('JSON as it stands: %s', ([text, value]) => {
  expect(read(text as string).value).toEqual(value);
});

test('A place that is not there is that of the longest part that is', () => {
  const { positionOf } = read('{\n  "scan": {"target": {"ips": ["10.0.0.1", "x"]}},\r\n  "x": 1\n}');
  expect(positionOf(['scan', 'target', 'ips', 1])).toEqual({ line: 2, column: 43 });
  expect(positionOf(['scan', 'target', 'ips', 9, 'a'])).toEqual({ line: 2, column: 23 });
  expect(positionOf(['x', 'y'])).toEqual({ line: 3, column: 3 });
  expect(positionOf(['nothing'])).toEqual({ line: 1, column: 1 });
});

test.for([
  ['{"a": {"b": 1, "b": 2}, "a": 3}', 'a key stands twice (line 1, column 25)'],
  ['[{"a": 1}, {"b": 1,\n "b": 2}]', 'a key stands twice (line 2, column 2)'],
  ['{"a": 1,}', 'there is a comma too many (line 1, column 8)'],
  ['{"a": [\n1,\n]}', 'there is a comma too many (line 2, column 2)'],
  ['{"a": 1,, "b": 2}', 'there is a comma too many (line 1, column 8)'],
  ['{"a": 1\n"b": 2}', 'a comma is missing, or text stands without double quotes (line 2, column 1)'],
  ['{"a": 2027-03-31}', 'a comma is missing, or text stands without double quotes (line 1, column 11)'],
  ['// mine\n{"a": 1}', 'a comment stands here, and JSON has none (line 1, column 1)'],
  ['{"a": 1 /* mine */}', 'a comment stands here, and JSON has none (line 1, column 9)'],
  ["{'a': 1}", 'text stands without double quotes (line 1, column 2)'],
  ['{\n  "a": yes\n}', 'text stands without double quotes (line 2, column 8)'],
  ['{"a": "C:\\Users"}', 'a backslash stands alone; write it twice (line 1, column 7)'],
  ['{"a": "b\tc"}', 'a text holds a control character; write a tab as \\t (line 1, column 7)'],
  ['{"a": "b\n"}', 'a text does not end on its line (line 1, column 7)'],
  ['{"a": 1.}', 'a number is incomplete (line 1, column 7)'],
  ['{"a": ', 'a value is missing (line 1, column 7)'],
  ['{"a": 1, "b"', 'a colon is missing (line 1, column 13)'],
  ['{1: 2}', 'a key in double quotes is missing (line 1, column 2)'],
  ['{"a": [1, 2]', 'a closing brace or bracket is missing (line 1, column 13)'],
  ['{"a": 1}}', 'more follows after its end (line 1, column 9)'],
  [`${'['.repeat(200_000)}${']'.repeat(200_000)}`, 'it is nested too deep'],
])('JSON that cannot be read says why and where: %#', ([text = '', why = '']) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ why: expect.stringContaining(why) }));
});

test('A file in JSON without anything in it is empty, as one in YAML is', () => {
  for (const text of ['', '\ufeff', ' \r\n']) expect(read(text).value).toBeNull();
});

test('Only what JSON itself takes is read as JSON', () => {
  const piece = fc.constantFrom(
    ...['{', '}', '[', ']', ',', ':', '"a"', '"', '1', '-', '.', 'e', '0', 'true', 'null', '\\', '\\u'],
    ...['\n', '\r', '\t', '\v', '\u00a0', '\u2028', '/*', '//', "'", ' ', 'NaN', '{"a":', '1.5e3', '\0'],
  );
  const isJson = (text: string) => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  const isRead = (text: string) => {
    try {
      readJson(text);
      return true;
    } catch {
      return false;
    }
  };
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), (pieces) => {
      const text = pieces.join('');
      fc.pre(text.trim() !== '');
      expect(isRead(text)).toBe(isJson(text));
    }),
    { numRuns: 2_000 },
  );
});
