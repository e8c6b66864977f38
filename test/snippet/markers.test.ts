import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { fileDiff } from '../../src/snippet/diff.js';
import { snippetFormats } from '../../src/snippet/formats.js';
import { gitlab } from '../../src/snippet/gitlab.js';
import { jenkins } from '../../src/snippet/jenkins.js';
import { renewBlock } from '../../src/snippet/markers.js';
import { hostConfig, read } from './configs.js';

const { text: first } = jenkins.emit(read(hostConfig), {});
const { text: renewed } = jenkins.emit(read({ ...hostConfig, timeouts: { timeout: '4h' } }), {});

describe('marker lines let a regenerated snippet replace the old one inside a larger file', () => {
  test.each(snippetFormats)('$name: the block is replaced and the rest stays', ({ emit }) => {
    const before = emit(read(hostConfig), {}).text;
    const changed = { ...hostConfig, timeouts: { timeout: '4h' }, reports: { directory: 'out' } };
    const after = emit(read(changed), {}).text;
    const file = `above\n${before}below\n`;
    const replaced = renewBlock(file, after);
    expect(replaced).toBe(`above\n${after}below\n`);
    expect(replaced).not.toBe(file);
  });

  test('the block takes the indentation and the line ends of the file', () => {
    const file = first.replace(/^/gm, '    ').replaceAll('\n', '\r\n');
    const replaced = renewBlock(file, renewed);
    expect(replaced.replaceAll('\r\n', '')).not.toContain('\n');
    expect(replaced.replaceAll('\r\n', '\n').replace(/^ {4}/gm, '')).toBe(renewed);
  });

  test('what people wrote around the block is theirs, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (above, below) => {
        expect(renewBlock(`${above}\n${first}${below}`, renewed)).toBe(`${above}\n${renewed}${below}`);
      }),
    );
  });

  test('a job inside a larger GitLab file is replaced alone', () => {
    const file = `stages: [build, test]\n${gitlab.emit(read(hostConfig), {}).text}build:\n  script: [make]\n`;
    const after = gitlab.emit(read({ ...hostConfig, timeouts: { timeout: '30' } }), {}).text;
    const replaced = renewBlock(file, after);
    expect(parse(replaced)).toMatchObject({
      stages: ['build', 'test'],
      build: { script: ['make'] },
      'qualys-policy-compliance': { timeout: '60 minutes' },
    });
  });

  test('a file without the block, or with the block of another config, is replaced as a whole', () => {
    expect(renewBlock('pipeline {}\n', renewed)).toBe(renewed);
    const other = jenkins.emit(read(hostConfig), { configPath: 'other.yaml' }).text;
    expect(renewBlock(other, renewed)).toBe(renewed);
    expect(renewBlock('pipeline {}\n', 'no markers\n')).toBe('no markers\n');
  });

  test.each([
    [
      'an end that is gone',
      first.replace(/^.*END qualys-pc.*\n/m, ''),
      /begins in line 9 and has no end line/,
    ],
    ['two blocks', first + first, /holds two blocks .* lines 9 and/],
  ])('%s is an error that names the line', (_name, file, message) => {
    expect(() => renewBlock(file, renewed)).toThrow(message);
  });
});

test('a diff shows what would change and cannot write to the terminal', () => {
  const text = fileDiff('Jenkinsfile', 'a\n\u001b[2Jb\nc\n', 'a\nB\nc\n');
  expect(text).toBe(
    [
      '--- Jenkinsfile    now',
      '+++ Jenkinsfile    then',
      '@@ -1,3 +1,3 @@',
      ' a',
      '-\ufffd[2Jb',
      '+B',
      ' c',
    ].join('\n'),
  );
});
