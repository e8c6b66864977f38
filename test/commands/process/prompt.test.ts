import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { confirm, promptSecret, readStdin } from '../../../src/commands/process/prompt.js';
import { recordingOutput, typingInput } from '../../support/fake-terminal.js';

function terminal() {
  const { input, ...keys } = typingInput();
  const { output, text } = recordingOutput({ isTTY: true });
  return { io: { stdin: input, stderr: output }, shown: text, ...keys };
}

describe('asking for a secret', () => {
  test.each([
    ['typed and entered', ['s', '3', 'c', 'ret', '\r'], 's3cret'],
    ['pasted with its line end', ['s3cret\n'], 's3cret'],
    ['pasted with lines after it', ['s3cret\nmore\n'], 's3cret'],
    ['corrected with backspace', ['s3cx\u007fret\r'], 's3cret'],
    ['typed anew after ctrl-u', ['wrong\u0015s3cret\r'], 's3cret'],
    ['with arrow keys in between', ['s3c\u001b[Dret\u001bOA\r'], 's3cret'],
    ['beyond ASCII, one letter taken back', ['pä\u{1f600}\u007fß\r'], 'päß'],
  ])('%s', async (_name, chunks, expected) => {
    const { io, shown, type, modes } = terminal();
    const answer = promptSecret(io, 'Password: ');
    for (const chunk of chunks) type(chunk);
    expect(await answer).toBe(expected);
    expect(shown()).toBe('Password: \n');
    expect(modes).toEqual([true, false]);
  });

  test('is asked for only once the terminal shows nothing more, as an answer may follow in the same instant', async () => {
    const { io, shown, type, modes } = terminal();
    const before: { readonly raw: readonly boolean[]; readonly shown: string }[] = [];
    const stdin = Object.assign(io.stdin, {
      setRawMode: (raw: boolean) => {
        before.push({ raw: [...modes, raw], shown: shown() });
        return io.stdin;
      },
    });
    const answer = promptSecret({ ...io, stdin }, 'Password: ');
    type('s3cret\r');
    expect(await answer).toBe('s3cret');
    expect(before[0]).toEqual({ raw: [true], shown: '' });
  });

  test('ends as interrupted on ctrl-c and gives the terminal back', async () => {
    const { io, type, modes } = terminal();
    const answer = promptSecret(io, 'Password: ');
    type('s3\u0003');
    await expect(answer).rejects.toMatchObject({ kind: 'interrupted' });
    expect(modes).toEqual([true, false]);
  });

  test('takes what was typed when the input ends', async () => {
    const { io, type, close } = terminal();
    const answer = promptSecret(io, 'Password: ');
    type('s3cret');
    close();
    expect(await answer).toBe('s3cret');
  });
});

describe('asking yes or no', () => {
  test.each([
    ['y\r', true],
    ['YES\r', true],
    ['\r', false],
    ['n\r', false],
    ['yep\r', false],
    ['n\u007fy\r', true],
  ])('%j means %s', async (keys, expected) => {
    const { io, type } = terminal();
    const answer = confirm(io, 'Overwrite it?');
    type(keys);
    expect(await answer).toBe(expected);
  });

  test('shows the question and what is typed', async () => {
    const { io, shown, type } = terminal();
    const answer = confirm(io, 'Overwrite it?');
    type('no\u007f\r');
    await answer;
    expect(shown()).toBe('Overwrite it? [y/N] no\b \b\n');
  });
});

test.each([
  ['s3cret\n', 's3cret'],
  ['s3cret\r\n', 's3cret'],
  ['s3cret', 's3cret'],
  ['two\nlines\n', 'two\nlines'],
  [' spaces count \n', ' spaces count '],
])('standard input %j is read as %j', async (text, expected) => {
  expect(await readStdin({ stdin: Readable.from([Buffer.from(text)]) })).toBe(expected);
});
