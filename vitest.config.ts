import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Engine files on virtual time, which changes the clock of a process. */
const virtual =
  'estate,estate-reads,evidence,kills-of-jobs,odd-passwords,plan,regions,replaced-answers,secrets,shard-lists,verdicts';

/** Files that change their process for good, or load little of the program: a process for each. */
const alone = [
  'test/{faults,repo}/**/*.test.ts',
  `test/engine/{${virtual}}.test.ts`,
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
    // One more than the cores of a small CI machine: tests of programs wait for these.
    maxWorkers: Math.max(3, availableParallelism() - 1),
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
