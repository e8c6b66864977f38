import { afterAll, expect, test, vi } from 'vitest';
import { wrap } from '../../src/text/wrap.js';
import { edit, insert } from '../../src/ui/fields/text-editing.js';
import { lineWindow } from '../../src/ui/fields/text-line.js';
import { fit, hanging, pad } from '../../src/ui/fit.js';

const spy = vi.spyOn(Intl.Segmenter.prototype, 'segment');
afterAll(() => spy.mockRestore());

/** 10 kB of letters that are two columns wide each, without a space. */
const wide = '東京都庁'.repeat(850);
const press = { name: '庁', text: '庁' };

test.each([
  ['wrapped', () => wrap(wide, 60)],
  ['wrapped as what is wrong with a field', () => hanging('✗ ', `"${wide}" is not an IP address.`, 60)],
  ['cut', () => fit(wide, 60)],
  ['cut in its middle', () => fit(wide, 60, 'middle')],
  ['padded', () => pad(wide, 60)],
  ['shown around its end', () => lineWindow({ text: wide, cursor: wide.length }, 60)],
  ['shown around its middle', () => lineWindow({ text: wide, cursor: wide.length / 2 }, 60)],
  ['pasted', () => insert({ text: '', cursor: 0 }, wide)],
  ['typed on', () => edit({ text: wide, cursor: wide.length }, press)],
])('10 kB of wide letters are %s in a few readings of them, however many lines they take', (_name, work) => {
  spy.mockClear();
  work();
  const read = spy.mock.calls.reduce((sum, [text]) => sum + text.length, 0);
  expect(read).toBeGreaterThan(0);
  expect(read).toBeLessThan(8 * wide.length);
});
