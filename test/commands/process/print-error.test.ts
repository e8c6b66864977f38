import { describe, expect, test } from 'vitest';
import { printError } from '../../../src/commands/process/print-error.js';
import { type ErrorKind, exitCodeOf, exitCodeTable, PcError } from '../../../src/errors.js';
import { recordingOutput } from '../../support/fake-terminal.js';

function print(thrown: unknown, verbose = false, unicode = true) {
  const { output, text } = recordingOutput();
  const code = printError(thrown, {
    stdout: recordingOutput().output,
    stderr: output,
    unicode,
    verbose,
    json: false,
  });
  return { code, lines: text().trimEnd().split('\n') };
}

const refusal = new PcError('Qualys refused the user name or password.', {
  kind: 'refused',
  code: 'wrong-credentials',
  why: '401: Authentication failed',
  next: 'Check the password.',
});

describe('an error that a person can cause', () => {
  test('is three lines: what happened, why, what to do next', () => {
    expect(print(refusal)).toEqual({
      code: 3,
      lines: [
        'error  Qualys refused the user name or password.',
        'why    401: Authentication failed',
        'next   Check the password.',
      ],
    });
  });

  test('keeps the lines of a list of reasons', () => {
    const error = new PcError('The config has 2 problems.', {
      kind: 'usage',
      code: 'config-invalid',
      why: 'scan.title: empty\nplatform: unknown',
      next: 'Correct them.',
    });
    expect(print(error).lines).toEqual([
      'error  The config has 2 problems.',
      'why    scan.title: empty',
      '       platform: unknown',
      'next   Correct them.',
    ]);
  });

  test('shows no stack without --verbose, and every stack with it', () => {
    const error = new PcError('What', {
      kind: 'bug',
      code: 'bug',
      next: 'Next',
      cause: new TypeError('deep'),
    });
    expect(print(error).lines.filter((line) => /^\s+at /.test(line))).toEqual([]);
    const verbose = print(error, true).lines.join('\n');
    expect(verbose).toMatch(/PcError: What\n\s+at /);
    expect(verbose).toMatch(/TypeError: deep\n\s+at /);
  });

  test('cannot steer the terminal with text from Qualys', () => {
    const error = new PcError('Title \u001b[2J\u0007', { kind: 'usage', code: 'bug', next: 'Next' });
    expect(print(error, true).lines.join('\n')).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});

test('where the locale is not UTF-8, what was cut ends in its mark, and a command stays as it is', () => {
  const next = 'qualys-pc run --config a…b.yaml';
  const error = new PcError('It said "abc…"', { kind: 'refused', code: 'bug', why: 'HTTP 500, abc…', next });
  expect(print(error, false, false).lines).toEqual([
    'error  It said "abc~"',
    'why    HTTP 500, abc~',
    `next   ${next}`,
  ]);
  expect(print(error).lines[1]).toBe('why    HTTP 500, abc…');
});

test('anything else that is thrown is a bug: exit code 70', () => {
  const { code, lines } = print(new TypeError('x is not a function'));
  expect(code).toBe(70);
  expect(lines).toHaveLength(3);
  expect(lines[1]).toBe('why    TypeError: x is not a function');
  expect(print('a text').code).toBe(70);
  expect(print(undefined).code).toBe(70);
});

test('every kind of error has an exit code that the table explains', () => {
  const explained = exitCodeTable.map(({ code }) => code);
  expect(explained).toEqual([0, 1, 2, 3, 4, 5, 6, 70, 130, 143]);
  for (const kind of Object.keys(exitCodeOf) as ErrorKind[]) expect(explained).toContain(exitCodeOf[kind]);
});
