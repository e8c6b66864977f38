import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/**
 * Modules of Node that a dependency names and does without. Node compiles each as it is named, and all that it names
 * itself: fourteen for `crypto`, eleven for `child_process`.
 */
const places = [
  // Only for commands that are programs of their own.
  { of: 'commander', module: 'child_process', place: 'unused.cjs' },
  // Only for the number of the thread in the name of a temporary file.
  { of: 'write-file-atomic', module: 'worker_threads', place: 'main-thread.cjs' },
  // Only for settings that are encrypted.
  { of: 'conf', module: 'crypto', place: 'unused.cjs' },
  { of: 'conf', module: 'assert', place: 'assert-same.cjs' },
  { of: 'signal-exit', module: 'assert', place: 'assert.cjs' },
];

/**
 * Imports of what is a global as well. Node reads a module that is imported as a whole: `process` with standard input,
 * which it opens, `buffer` with the files of browsers, which it loads.
 */
const globals = [
  [/^import process from ["'](?:node:)?process["'];?$/m, ''],
  [/^import ?\{ ?Buffer ?\} from ["'](?:node:)?buffer["'];?$/m, ''],
  [/^import ?(\{ ?\w+ ?\}) from ["'](?:node:)?process["'];?$/m, 'const $1 = process;'],
];

/** Keeps dependencies from loading modules of Node that take longer to load than what is used of them. */
export const nodeModules = {
  name: 'node-modules',
  setup({ onResolve, onLoad }) {
    for (const { of, module, place } of places) {
      onResolve({ filter: new RegExp(`^(?:node:)?${module}$`) }, ({ importer }) =>
        importer.includes(`/node_modules/${of}/`) ? { path: here(place) } : undefined,
      );
    }
    onLoad({ filter: /\/node_modules\/.+\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const contents = globals.reduce((whole, [found, instead]) => whole.replace(found, instead), text);
      return contents === text ? undefined : { contents };
    });
  },
};
