import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { bundleOptions } from './scripts/bundle/options.js';

/** Files on virtual time, which changes the clock of a process: found by what starts it. */
const virtual = ['test/engine', 'test/faults']
  .flatMap((folder) => readdirSync(new URL(folder, import.meta.url)).map((name) => `${folder}/${name}`))
  .filter(
    (path) =>
      path.endsWith('.test.ts') &&
      readFileSync(new URL(path, import.meta.url), 'utf8').includes('startVirtualTime'),
  );

/** Files that change their process for good, or load little of the program: a process for each. */
const alone = [
  'test/repo/**/*.test.ts',
  // Ink reads CI as it is loaded.
  'test/screens/random-keys.test.tsx',
];

/** Ink, and what imports it: loaded by Vite, so that all meet the same Ink. */
const isInk = /node_modules\/ink(-|\/)/;
const replaced = ['string-width', 'slice-ansi', '@alcalzone/ansi-tokenize'] as const;

/** Ink measures and cuts texts in the tests as it does in the bundle, which takes a quarter off what drawing costs. */
const inkAsBundled = {
  name: 'ink-as-bundled',
  enforce: 'pre' as const,
  resolveId(source: string, importer = '') {
    const name = replaced.find((each) => each === source);
    if (name === undefined || !importer.includes('/node_modules/ink/')) return;
    const path = bundleOptions.alias[name];
    return path === undefined ? undefined : fileURLToPath(new URL(path, import.meta.url));
  },
  /** Without the name of its source map, which stands for files that its package lacks: Vite says so of each. */
  load(id: string) {
    if (!isInk.test(id)) return;
    return { code: readFileSync(id, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, ''), map: null };
  },
};

const limits = {
  // Vitest would give up after a second, which a busy machine needs for less.
  expect: { poll: { timeout: 40_000, interval: 10 } },
  testTimeout: 90_000,
  hookTimeout: 120_000,
  server: { deps: { inline: [isInk] } },
};

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    // Two more than the cores of a small CI machine: tests of programs wait for these.
    maxWorkers: Math.max(4, availableParallelism() - 1),
    projects: [
      {
        plugins: [inkAsBundled],
        test: {
          ...limits,
          name: 'shared',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: [...alone, ...virtual],
          // The program is loaded once for many files, which takes a second of each (docs/decisions/0008-time-of-the-tests.md).
          isolate: false,
        },
      },
      // The program is loaded once for these too; virtual time ends with each file.
      { test: { ...limits, name: 'virtual', include: virtual, isolate: false } },
      { plugins: [inkAsBundled], test: { ...limits, name: 'alone', include: alone } },
    ],
  },
});
