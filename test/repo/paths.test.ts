import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/program.js';

const named = /(?<![\w/.-])(?:src|test|scripts|bench)\/[\w./-]*\w/g;

test('every path of ours that the README, CONTRIBUTING and the docs name exists', async () => {
  const docs = await readdir(join(root, 'docs'), { recursive: true });
  const pages = [
    'README.md',
    'CONTRIBUTING.md',
    ...docs.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
  ];
  const paths: string[] = [];
  for (const page of pages)
    for (const [path] of (await readFile(join(root, page), 'utf8')).matchAll(named))
      paths.push(`${page}: ${path}`);
  expect(paths.length).toBeGreaterThan(10);
  expect(paths.filter((each) => !existsSync(join(root, each.split(': ')[1] ?? '')))).toEqual([]);
});
