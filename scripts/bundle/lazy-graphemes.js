import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const segmenter = fileURLToPath(new URL('../../src/text/segmenter.ts', import.meta.url));

/** Gives Ink's packages our segmenter: theirs loads its tables before the first frame, and again takes long with each. */
export const lazyGraphemes = {
  name: 'lazy-graphemes',
  setup({ onLoad }) {
    const filter = /node_modules\/(?:@alcalzone\/ansi-tokenize|slice-ansi|string-width)\/.+\.js$/;
    onLoad({ filter }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const contents = text.replaceAll('new Intl.Segmenter(', 'new Segmenter(');
      if (contents === text) return undefined;
      return { contents: `import { Segmenter } from ${JSON.stringify(segmenter)};\n${contents}` };
    });
  },
};
