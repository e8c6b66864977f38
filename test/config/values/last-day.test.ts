import { expect, test } from 'vitest';
import { isDay, isOver } from '../../../src/config/values/last-day.js';

const endOfDay = Date.parse('2026-05-04T23:59:59.999Z');

test.each(['2026-05-04', ' 2026-05-04 '])('an exclusion holds through its last day, UTC: "%s"', (expires) => {
  expect(isOver({ expires }, endOfDay)).toBe(false);
  expect(isOver({ expires }, endOfDay + 1)).toBe(true);
});

test.each([undefined, '', '2026-02-30', '04.05.2026'])(
  'without a day that can be read it has not ended: %s',
  (expires) => {
    expect(isOver({ expires }, Number.MAX_SAFE_INTEGER)).toBe(false);
  },
);

test.each([
  ['2028-02-29', true],
  ['2027-02-29', false],
  ['2027-3-31', false],
  ['10000-01-01', false],
  ['２０２７-０３-３１', false],
])('%s is a day of the calendar: %s', (text, is) => {
  expect(isDay(text)).toBe(is);
});
