import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const segmenter = fileURLToPath(new URL('../../src/text/segmenter.ts', import.meta.url));
const lazyPattern = fileURLToPath(new URL('lazy-pattern.js', import.meta.url));

/** A pattern by properties of Unicode that a module makes as it is loaded. */
const patternMade = /^const (\w+) = (\/.*\\p\{.*\/[gu]*[uv]);$/gm;

/**
 * Gives Ink's packages our segmenter, and makes their patterns with the first text that they are asked about: both load
 * tables before the first frame, and theirs loads them again with each.
 */
export const lazyGraphemes = {
  name: 'lazy-graphemes',
  setup({ onLoad }) {
    const filter = /node_modules\/(?:@alcalzone\/ansi-tokenize|slice-ansi|string-width)\/.+\.js$/;
    onLoad({ filter }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const contents = text
        .replaceAll('new Intl.Segmenter(', 'new Segmenter(')
        .replace(patternMade, 'const $1 = lazyPattern(() => $2);');
      if (contents === text) return undefined;
      const imports = [
        `import { Segmenter } from ${JSON.stringify(segmenter)};`,
        `import { lazyPattern } from ${JSON.stringify(lazyPattern)};`,
      ];
      return { contents: [...imports, contents].join('\n') };
    });
  },
};
