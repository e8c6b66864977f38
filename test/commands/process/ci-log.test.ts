import { describe, expect, test } from 'vitest';
import { ciLogOf } from '../../../src/commands/process/ci-log.js';

const hostile = '100%\n::error::x ##vso[task.complete result=Succeeded] ##[error] \u001b[31m\r\u2028::y';

describe('text from outside stays data in the lines that a CI obeys', () => {
  test.each([
    ['github', { GITHUB_ACTIONS: 'true' }],
    ['azure', { TF_BUILD: 'True' }],
    ['gitlab', { GITLAB_CI: 'true' }],
  ])('%s', (_name, env) => {
    const log = ciLogOf('auto', env);
    const lines = [
      log?.error({ title: `${hostile},a:b`, message: hostile }),
      log?.open({ id: 'x', title: hostile }, 5000),
    ];
    for (const line of lines.filter((one) => one !== undefined)) {
      expect(line).not.toMatch(/[\n\u2028]|\u001b\[31m/);
      expect(line.match(/##\[|##vso\[/g) ?? []).toHaveLength(/^##/.test(line) ? 1 : 0);
    }
  });

  test('a property of GitHub ends at no sign of the text', () => {
    const line = ciLogOf('on', {})?.error({ title: 'a:b,c%', message: '50% :: x' });
    expect(line).toBe('::error title=a%3Ab%2Cc%25::50%25 :: x');
  });
});

test('`auto` is on where a CI is known by its variables, and nowhere else', () => {
  expect(ciLogOf('auto', { CI: 'true' })).toBeUndefined();
  expect(ciLogOf('off', { GITHUB_ACTIONS: 'true' })).toBeUndefined();
});

describe('an annotation is short however long a text from outside is, and its end says that it was cut', () => {
  const long = `${'%'.repeat(998)}🙂 and ${'so on '.repeat(2000)}`;

  test('GitHub: the title and the message, no escape cut in two', () => {
    const line = ciLogOf('on', {})?.error({ title: long, message: long });
    expect(line).toBe(`::error title=${'%25'.repeat(199)}…::${'%25'.repeat(998)}…`);
  });

  test('Azure: both in one text', () => {
    const line = ciLogOf('auto', { TF_BUILD: 'True' })?.error({ title: long, message: long });
    expect(line).toBe(`##vso[task.logissue type=error]${'%'.repeat(199)}…: ${'%'.repeat(998)}…`);
  });

  test('what fits is whole', () => {
    const message = 'x'.repeat(1000);
    expect(ciLogOf('on', {})?.error({ title: 'CID 1', message })).toBe(`::error title=CID 1::${message}`);
  });
});
