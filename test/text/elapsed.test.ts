import { expect, test } from 'vitest';
import { elapsed, took } from '../../src/text/elapsed.js';

test.each([
  [0, '0:00'],
  [9_999, '0:09'],
  [372_000, '6:12'],
  [3_753_000, '1:02:33'],
  [-5, '0:00'],
])('%d ms have elapsed as %s', (ms, expected) => {
  expect(elapsed(ms)).toBe(expected);
});

test.each([
  [0, '0.0 s'],
  [449, '0.4 s'],
  [59_949, '59.9 s'],
  [59_950, '0:59'],
  [60_000, '1:00'],
])('%d ms took %s', (ms, expected) => {
  expect(took(ms)).toBe(expected);
});
