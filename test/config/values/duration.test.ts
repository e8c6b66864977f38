import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeDuration, parseDuration } from '../../../src/config/values/duration.js';

const minute = 60_000;

describe('parseDuration', () => {
  it.each([
    ['2', 2 * minute],
    ['1.5', 1.5 * minute],
    ['.5', 0.5 * minute],
    ['60*2', 120 * minute],
    ['60 * 2 * 1.5', 180 * minute],
    ['90s', 90_000],
    ['2m', 2 * minute],
    ['1h30m', 90 * minute],
    ['1H 30M', 90 * minute],
    ['1 hour 30 minutes', 90 * minute],
    ['0.0000001', 1],
  ])('reads %s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each([
    ['', '"" is not a duration'],
    ['soon', '"soon" is not a duration'],
    ['2*', '"2*" is not a duration'],
    ['2,5', '"2,5" is not a duration'],
    ['30m1h', '"30m1h" is not a duration'],
    ['1e3', '"1e3" is not a duration'],
    ['-2', 'The time is negative'],
    ['0', 'The time is zero'],
    ['60*0', 'The time is zero'],
    ['0h0m', 'The time is zero'],
    ['9'.repeat(400), 'The time is too long to count'],
  ])('says what is wrong with %s', (text, problem) => {
    expect(parseDuration(text)).toBe(problem);
  });

  it('answers any text with whole milliseconds or a sentence', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d.*hms ]{0,12}$/)), (text) => {
        const duration = parseDuration(text);
        if (typeof duration === 'number') {
          expect(Number.isSafeInteger(duration)).toBe(true);
          expect(duration).toBeGreaterThan(0);
        } else expect(duration).toMatch(/^(The time|"[\s\S]*" is not a duration$)/);
      }),
    );
  });

  it('multiplies products as minutes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1, max: 999 }), (a, b) => {
        expect(parseDuration(`${a}*${b}`)).toBe(a * b * minute);
      }),
    );
  });
});

describe('describeDuration', () => {
  it.each([
    [2 * minute, '2 minutes'],
    [90 * minute, '1 hour 30 minutes'],
    [90_000, '1 minute 30 seconds'],
    [1_500, '1.5 seconds'],
    [60 * minute, '1 hour'],
    [0, '0 seconds'],
  ])('says %d ms as %s', (ms, words) => {
    expect(describeDuration(ms)).toBe(words);
  });

  it('is read back to the same time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 12 }), (ms) => {
        expect(parseDuration(describeDuration(ms))).toBe(ms);
      }),
    );
  });
});
