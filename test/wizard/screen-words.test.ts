import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { configFlags } from '../../src/config/flags.js';
import { PcError } from '../../src/errors.js';
import { screenErrorText, screenWords } from '../../src/wizard/screen-words.js';
import { wordedServices } from '../../src/wizard/worded-services.js';
import { fakeServices, fullAccount } from '../screens/fake-services.js';
import { hostDraft } from './answers.js';

const root = join(import.meta.dirname, '../..');
/** Whose texts a screen can show: all that is below it, but for the files that snippets are. */
const layers = [
  'qualys',
  'workflow',
  'config',
  'credentials',
  'files',
  'net',
  'text',
  'wizard',
  'commands/wizard',
];
const files = [...layers, 'snippet', 'report/verdict-words.ts', 'errors.ts'].flatMap((part) => {
  const path = join('src', part);
  if (path.endsWith('.ts')) return [path];
  return readdirSync(join(root, path), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !(part === 'snippet' && name.startsWith('formats')))
    .map((name) => join(path, name));
});

/** Keys that no ordinary sentence holds, and flags. */
const keys = new Set(configFlags.flatMap(({ path }) => path).filter((key) => /[a-z][A-Z]/.test(key)));
const configWords = new RegExp(
  `\\b(?:scan|timeouts|criteria|credentials|reports|jenkins)\\.[a-z]\\w*|\\bproxy\\.(?:host|port|user|pass)|(?<![\\w-])--[a-z]|\\b(?:${[...keys].join('|')})\\b`,
);
/** A command to be typed or copied goes to the end of its line. */
const withoutCommands = (text: string) => text.replace(/qualys-pc (?:--?|[a-z]+ )[^\n]*/g, '');

/** Every sentence in the source, with `X` for what is filled in. */
const sentences = files.flatMap((file) => {
  const loader = file.endsWith('x') ? 'tsx' : 'ts';
  const { code } = transformSync(readFileSync(join(root, file), 'utf8'), { loader, charset: 'utf8' });
  return [...code.matchAll(/"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g)]
    .map(([, plain, template]) =>
      (plain ?? template ?? '').replace(/\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g, 'X'),
    )
    .map((text) => text.replaceAll('\\n', '\n').replaceAll('\\"', '"'))
    .filter((text) => text.includes(' ') && configWords.test(text));
});

describe("the screen's words, never the config's", () => {
  test('the sentences that name a key or a flag are found', () => {
    expect(sentences.length).toBeGreaterThan(80);
    expect(sentences).toContain('Run again, or raise timeouts.timeout.');
    expect(sentences).toContain(
      'Give the part and the number of parts, counted from 1, for example --shard 3/8.',
    );
  });

  test.each(sentences)('no text that a screen draws contains a key path or a flag: %s', (text) => {
    const words = screenWords(text);
    expect(withoutCommands(words)).not.toMatch(configWords);
    expect(screenWords(words)).toBe(words);
  });

  test.each(configFlags.map(({ name, path }) => [path.join('.'), name]))(
    '%s and %s have words',
    (path, name) => {
      for (const text of [`${path} is odd.`, `Set ${path}, or pass ${name}.`, `${path}[3].more is odd.`])
        expect(screenWords(text)).not.toMatch(configWords);
    },
  );

  test.each([
    ['Run again, or raise timeouts.timeout.', 'Run again, or raise the timeout.'],
    [
      'timeouts.pollingInterval is 1s: looks that often may use up the calls of the account.',
      'The polling interval is 1s: looks that often may use up the calls of the account.',
    ],
    ['Nothing. scan.title is odd.', 'Nothing. The scan title is odd.'],
    ['criteria.exclude[0].cids is no list.', 'The excluded CIDs is no list.'],
    [
      'Name a scanner appliance in scan.scanner, or pass --scanner.',
      'Choose a scanner appliance on Scanner.',
    ],
    [
      'If it is yours, pass --allow-server q.acme.test or set QUALYS_ALLOW_SERVER=q.acme.test.',
      'If it is yours, type its address on Connect, or open the wizard with: qualys-pc --allow-server q.acme.test',
    ],
    [
      'Cancel it with: qualys-pc cancel --config a.yaml --job b',
      'Cancel it with: qualys-pc cancel --config a.yaml --job b',
    ],
    ['Resume it with --resume.', 'qualys-pc offers to resume it when it opens.'],
    [
      'A proxy is a host and a port: proxy.acme.test:3128.',
      'A proxy is a host and a port: proxy.acme.test:3128.',
    ],
  ])('%s becomes %s', (text, words) => {
    expect(screenWords(text)).toBe(words);
  });

  test('of an error all three parts are reworded, and nothing else of it', () => {
    const error = {
      what: 'scan.title is odd',
      why: 'timeouts.timeout is short',
      next: 'Start a new scan with --new.',
      code: 'odd',
    };
    expect(screenErrorText(error)).toEqual({
      what: 'The scan title is odd',
      why: 'The timeout is short',
      next: 'Launch again for a new scan.',
      code: 'odd',
    });
    expect(screenErrorText({ what: 'a', code: 'b' })).toEqual({ what: 'a', code: 'b' });
  });

  test('a failed service speaks so, and keeps kind, code and cause', async () => {
    const thrown = new PcError('The account is busy', {
      kind: 'refused',
      code: 'limit-reached',
      next: 'Run again, or raise timeouts.timeout.',
    });
    const { services } = fakeServices({ ...fullAccount, plan: thrown });
    const asked = wordedServices(services).plan(
      hostDraft,
      { password: '', proxyPassword: '', hostPassword: '' },
      new AbortController().signal,
    );
    await expect(asked).rejects.toMatchObject({
      what: 'The account is busy',
      next: 'Run again, or raise the timeout.',
      kind: 'refused',
      code: 'limit-reached',
      cause: thrown,
    });
  });
});
