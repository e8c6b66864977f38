import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { configPages } from './docs-config.js';
import { pipelinePages } from './docs-pipelines.js';
import { snippetPages } from './docs-snippets.js';

const root = resolve(import.meta.dirname, '..');

/** Every generated page by its path; a generator of other pages adds its own here. */
const pages: Readonly<Record<string, string>> = { ...configPages(), ...pipelinePages(), ...snippetPages() };

for (const [path, text] of Object.entries(pages)) {
  const file = resolve(root, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
