import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { measureArrangement } from '../../scripts/arrangement/measure.js';
import { root } from '../support/program.js';

const arrangement = measureArrangement(root);
const known = JSON.parse(readFileSync(join(root, 'test/repo/arrangement.json'), 'utf8'));

test('a folder of src has at most 22 entries, the simulator aside', () => {
  expect(arrangement.entries.size).toBeGreaterThan(20);
  expect([...arrangement.entries].filter(([, count]) => count > 22)).toEqual([]);
});

// Both lists may only shrink: what is new fails, and so does an entry that is no longer needed. `npm run arrangement`
// takes such entries out.
test('no exported name of src gets a second meaning', () => {
  expect(arrangement.namedTwice).toEqual(known.namedTwice);
});

test('no file under 40 lines is added beside its only importer', () => {
  expect(arrangement.slivers).toEqual(known.slivers);
});
