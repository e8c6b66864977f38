import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    globalSetup: ['test/support/global-setup.ts'],
    // Vitest would give up after a second, which a busy machine needs for less.
    expect: { poll: { timeout: 20_000, interval: 10 } },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
