import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exitCodeTable } from '../../src/errors.js';
import { root, runBuilt } from '../support/program.js';

const read = (name: string) => readFile(join(root, name), 'utf8');

/** Shell lines inside fenced blocks and inline code of a page that start with the word. */
function commandsOf(page: string, word: string): string[] {
  const fenced = [...page.matchAll(/```sh?\n([\s\S]*?)```/g)].flatMap(([, body = '']) => body.split('\n'));
  const inline = [...page.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
  return [...fenced, ...inline].filter((line) => line.startsWith(`${word} `));
}

describe('the README', () => {
  test('shows the exit codes as the program knows them', async () => {
    const rows = exitCodeTable.map(({ code, meaning }) => `| ${code} | ${meaning} |`).join('\n');
    expect(await read('README.md')).toContain(`| exit | means |\n| --- | --- |\n${rows}\n`);
  });

  test('opens with a picture and the two commands', async () => {
    const [opening = ''] = (await read('README.md')).split('\n## ');
    expect(opening).toMatch(/!\[.+\]\(docs\/images\/.+\.svg\)/);
    expect(opening).toContain('npm ci && npm run demo');
    expect(opening).toContain('npm ci && npm test');
  });

  test('says that there has been no live account', async () => {
    expect(await read('README.md')).toContain('never met a live Qualys account');
  });

  test.each(['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'])(
    'links only to files that exist: %s',
    async (name) => {
      const links = [...(await read(name)).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(
        ([, target = '']) => target,
      );
      const missing: string[] = [];
      for (const link of links) await access(join(root, link)).catch(() => missing.push(link));
      expect(missing).toEqual([]);
    },
  );
});

test.each(['README.md', 'CONTRIBUTING.md'])('every npm script that %s names exists', async (name) => {
  const { scripts } = JSON.parse(await read('package.json')) as { scripts: Record<string, string> };
  const named = [...(await read(name)).matchAll(/npm run ([a-z:-]+)/g)].map(([, script = '']) => script);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((script) => scripts[script] === undefined)).toEqual([]);
});

test('every command that the README names exists, with its flags', async () => {
  const help = new Map<string, string>();
  const missing: string[] = [];
  for (const line of commandsOf(await read('README.md'), 'qualys-pc')) {
    const words = line
      .replace(/\s*#.*$/, '')
      .split(/\s+/)
      .slice(1);
    const [command = ''] = words;
    if (command.startsWith('-')) continue;
    if (!help.has(command)) help.set(command, (await runBuilt([command, '--help'])).stdout);
    const text = help.get(command) ?? '';
    if (!text.startsWith(`Usage: qualys-pc ${command}`)) missing.push(command);
    for (const flag of words.filter((word) => word.startsWith('--'))) {
      if (!text.includes(flag)) missing.push(`${command} ${flag}`);
    }
  }
  expect([...new Set(missing)]).toEqual([]);
});
