import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Engine files on virtual time, which changes the clock of a process: found by what starts it. */
const virtual = readdirSync(new URL('test/engine', import.meta.url))
  .map((name) => `test/engine/${name}`)
  .filter(
    (path) =>
      path.endsWith('.test.ts') &&
      readFileSync(new URL(path, import.meta.url), 'utf8').includes('startVirtualTime'),
  );

/** Files that change their process for good, or load little of the program: a process for each. */
const alone = [
  'test/{faults,repo}/**/*.test.ts',
  ...virtual,
  // Ink reads CI as it is loaded.
  'test/screens/random-keys.test.tsx',
];

const limits = {
  // Vitest would give up after a second, which a busy machine needs for less.
  expect: { poll: { timeout: 40_000, interval: 10 } },
  testTimeout: 90_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    // Two more than the cores of a small CI machine: tests of programs wait for these.
    maxWorkers: Math.max(4, availableParallelism() - 1),
    projects: [
      {
        test: {
          ...limits,
          name: 'shared',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: alone,
          // The program is loaded once for many files, which takes a second of each (docs/decisions/0008-time-of-the-tests.md).
          isolate: false,
        },
      },
      { test: { ...limits, name: 'alone', include: alone } },
    ],
  },
});
