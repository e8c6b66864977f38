import { fileURLToPath } from 'node:url';
import { flagHelp } from './flag-help.js';
import { lazyGraphemes } from './lazy-graphemes.js';
import { lazyLists } from './lazy-lists.js';
import { nodeModules } from './node-modules.js';
import { reactOnce } from './react-once.js';
import { yoga } from './yoga.js';

// CommonJS packages in the bundle ask for both; write-file-atomic names its temporary files by __filename.
export const banner =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url); const __filename = import.meta.filename ?? import.meta.url;";

/** How code of this repository becomes a program: for `dist/`, and for what a bench measures of it. */
export const bundleOptions = {
  absWorkingDir: fileURLToPath(new URL('../..', import.meta.url)),
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minify: true,
  legalComments: 'none',
  chunkNames: 'chunks/[name]-[hash]',
  // A native module.
  external: ['keytar'],
  alias: {
    'ajv/dist/2020.js': './scripts/bundle/unused.cjs',
    'ajv-formats': './scripts/bundle/unused.cjs',
    semver: './scripts/bundle/unused.cjs',
    'http2-wrapper': './scripts/bundle/unused.cjs',
    'cacheable-lookup': './scripts/bundle/unused.cjs',
    'cacheable-request': './scripts/bundle/unused.cjs',
    'react-devtools-core': './scripts/bundle/unused.cjs',
    // conf's writer repeats signals to the process, where a second one means "leave at once".
    'when-exit': './scripts/bundle/when-exit.cjs',
    'jsonc-parser': './node_modules/jsonc-parser/lib/esm/main.js',
    yaml: './scripts/bundle/lazy-yaml.js',
    'terminal-size': './scripts/bundle/terminal-size.js',
    'string-width': './scripts/bundle/string-width.js',
    'slice-ansi': './scripts/bundle/slice-ansi.js',
    '@alcalzone/ansi-tokenize': './scripts/bundle/ansi-tokenize.js',
  },
  plugins: [lazyGraphemes, lazyLists, flagHelp, nodeModules, reactOnce, yoga],
  define: {
    'process.env.NODE_ENV': '"production"',
    'process.env.DEV': '"false"',
    // Yoga would load its code through fetch, and Node all of undici with it.
    fetch: 'undefined',
    // Node loads ten modules for it; React and Ink take the difference of two times.
    performance: 'undefined',
    'performance.now': 'Date.now',
  },
  banner: { js: banner },
  logLevel: 'warning',
};
