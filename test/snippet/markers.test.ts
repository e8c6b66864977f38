import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { printableDiff } from '../../src/commands/process/write-output.js';
import { diffOf } from '../../src/files/plan-write.js';
import { gitlab } from '../../src/snippet/formats/gitlab.js';
import { jenkins } from '../../src/snippet/formats/jenkins.js';
import { snippetFormats } from '../../src/snippet/formats.js';
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

  test.each(snippetFormats)(
    '$name: two snippets live in one file, and each is replaced alone',
    ({ emit }) => {
      const at = (configPath: string, timeout: string) =>
        emit(read({ ...hostConfig, timeouts: { timeout }, reports: { directory: `of-${configPath}` } }), {
          configPath,
        }).text;
      const file = `${at('qualys-pc.yaml', '2h')}\n${at('qualys-pc-db.yaml', '2h')}`;
      expect(renewBlock(file, at('qualys-pc-db.yaml', '4h'))).toBe(
        `${at('qualys-pc.yaml', '2h')}\n${at('qualys-pc-db.yaml', '4h')}`,
      );
    },
  );

  test("two lines in a file of one's own say where the block goes", () => {
    const name = 'qualys-pc gitlab of qualys-pc.yaml';
    const after = gitlab.emit(read(hostConfig), {}).text;
    expect(renewBlock(`stages: [test]\n# BEGIN ${name}\n# END ${name}\n`, after)).toBe(
      `stages: [test]\n${after}`,
    );
  });

  test('jobs of two configs have names of their own', () => {
    const jobs = ['qualys-pc.yaml', 'qualys-pc-db.yaml', 'ci/qualys-pc.json', 'Ünï/x.yml'].map((configPath) =>
      Object.keys(parse(gitlab.emit(read(hostConfig), { configPath }).text) as object),
    );
    expect(jobs.flat()).toEqual([
      'qualys-policy-compliance',
      'qualys-policy-compliance-db',
      'qualys-policy-compliance-ci',
      'qualys-policy-compliance-n-x',
    ]);
  });

  test('a file without a block is replaced as a whole', () => {
    expect(renewBlock('pipeline {}\n', renewed)).toBe(renewed);
    expect(renewBlock('pipeline {}\n', 'no markers\n')).toBe('no markers\n');
  });

  test.each([
    [
      'an end that is gone',
      first.replace(/^.*END qualys-pc.*\n/m, ''),
      /begins in line 9 and has no end line/,
    ],
    [
      'a beginning that is gone',
      first.replace(/^.*BEGIN qualys-pc.*\n/m, ''),
      /ends in line \d+ and begins nowhere before it/,
    ],
    [
      'an end before its beginning',
      first.replace(/( *\/\/) BEGIN (qualys-pc .*)/, '$1 END $2\n$1 BEGIN $2'),
      /ends in line 9 and begins nowhere before it/,
    ],
    [
      'the block of another config alone',
      jenkins.emit(read(hostConfig), { configPath: 'other.yaml' }).text,
      /holds the block of jenkins of other\.yaml and none of jenkins of qualys-pc\.yaml/,
    ],
    ['two blocks', first + first, /holds two blocks .* lines 9 and/],
  ])('%s is an error that names the line', (_name, file, message) => {
    expect(() => renewBlock(file, renewed)).toThrow(message);
  });
});

test('a diff shows what would change and cannot write to the terminal', () => {
  const text = printableDiff(
    diffOf('Jenkinsfile', { before: 'a\n\u001b[2Jb\nc\n', after: 'a\nB\nc\n', context: 3 }),
  );
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
