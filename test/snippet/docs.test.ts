import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { snippetPages } from '../../scripts/docs-snippets.js';
import { snippetFormatNames } from '../../src/snippet/snippet-format.js';

const root = new URL('../../', import.meta.url);
const pages = snippetPages();

test.each(Object.entries(pages))(
  'Every format is shown in the docs with its output, produced by the program: %s is fresh (npm run docs)',
  async (path, text) => {
    expect(await readFile(new URL(path, root), 'utf8')).toBe(text);
  },
);

test('the page shows every format, and the folder holds nothing that no format made', async () => {
  for (const name of snippetFormatNames) expect(pages['docs/snippets.md']).toContain(`--format ${name}\``);
  const files = await readdir(new URL('docs/snippets/', root));
  expect(files.map((name) => `docs/snippets/${name}`).toSorted()).toEqual(
    Object.keys(pages)
      .filter((path) => path.startsWith('docs/snippets/'))
      .toSorted(),
  );
});
