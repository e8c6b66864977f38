import { describe, expect, test } from 'vitest';
import { failedTests, filesToTryAgain, passedAtSecondTry } from '../../scripts/second-try.js';

const root = '/here';
type Statuses = Readonly<Record<string, 'passed' | 'failed'>>;

/** A result as vitest's JSON reporter writes it: the tests of each file by name. */
const resultOf = (files: Readonly<Record<string, Statuses>>) => ({
  testResults: Object.entries(files).map(([file, tests]) => ({
    name: `${root}/${file}`,
    status: Object.values(tests).every((status) => status === 'passed') ? 'passed' : 'failed',
    assertionResults: Object.entries(tests).map(([fullName, status]) => ({ fullName, status })),
  })),
});

describe('A second try of tests', () => {
  const first = resultOf({ 'a.test.ts': { one: 'passed', two: 'failed' }, 'b.test.ts': { three: 'passed' } });

  test('runs the files of a few failed tests, and counts those that pass', () => {
    expect(failedTests(first, root)).toEqual([{ file: 'a.test.ts', name: 'two' }]);
    expect(filesToTryAgain({ result: first, output: '', root })).toEqual(['a.test.ts']);
    const second = resultOf({ 'a.test.ts': { one: 'passed', two: 'passed' } });
    expect(passedAtSecondTry({ first, second, root })).toEqual(['a.test.ts: two']);
  });

  test('counts nothing that fails again, is missing, or where another test fails', () => {
    expect(passedAtSecondTry({ first, second: resultOf({ 'a.test.ts': { two: 'failed' } }), root })).toEqual(
      [],
    );
    expect(passedAtSecondTry({ first, second: resultOf({ 'a.test.ts': { one: 'passed' } }), root })).toEqual(
      [],
    );
    const another = resultOf({ 'a.test.ts': { one: 'failed', two: 'passed' } });
    expect(passedAtSecondTry({ first, second: another, root })).toEqual([]);
    expect(passedAtSecondTry({ first, second: undefined, root })).toEqual([]);
  });

  test.each([
    [
      'many tests fail',
      resultOf({ 'a.test.ts': { a: 'failed', b: 'failed', c: 'failed', d: 'failed' } }),
      '',
    ],
    [
      'a file does not load',
      { testResults: [{ name: '/here/a.test.ts', status: 'failed', assertionResults: [] }] },
      '',
    ],
    ['an error is outside every test', first, 'Unhandled Errors'],
    ['there is no result', undefined, ''],
  ])('is not made where %s', (_, result, output) => {
    expect(filesToTryAgain({ result, output, root })).toEqual([]);
  });
});
