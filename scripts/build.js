// Bundles src/cli.ts into dist/: one entry, lazy chunks, React in production mode.
import { chmod, readFile, rm } from 'node:fs/promises';
import { build } from 'esbuild';
import { lazyGraphemes } from './bundle/lazy-graphemes.js';

const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));

await rm(new URL('../dist', import.meta.url), { recursive: true, force: true });
await build({
  absWorkingDir: new URL('..', import.meta.url).pathname,
  entryPoints: { cli: 'src/cli.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minify: true,
  legalComments: 'none',
  chunkNames: 'chunks/[name]-[hash]',
  // keytar is a native module; Ink asks for the devtools only when DEV is set.
  external: ['keytar', 'react-devtools-core'],
  alias: {
    'ajv/dist/2020.js': './scripts/bundle/unused.cjs',
    'ajv-formats': './scripts/bundle/unused.cjs',
    semver: './scripts/bundle/unused.cjs',
    'http2-wrapper': './scripts/bundle/unused.cjs',
    'cacheable-lookup': './scripts/bundle/unused.cjs',
    'cacheable-request': './scripts/bundle/unused.cjs',
    // conf's writer repeats signals to the process, where a second one means "leave at once".
    'when-exit': './scripts/bundle/when-exit.cjs',
    'string-width': './scripts/bundle/string-width.js',
  },
  plugins: [lazyGraphemes],
  define: {
    'process.env.NODE_ENV': '"production"',
    'process.env.DEV': '"false"',
    __VERSION__: JSON.stringify(version),
    // Yoga would load its code through fetch, and Node all of undici with it.
    fetch: 'undefined',
  },
  banner: {
    // CommonJS packages in the bundle ask for both; write-file-atomic names its temporary files by __filename.
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url); const __filename = import.meta.filename ?? import.meta.url;",
  },
  logLevel: 'warning',
});
await chmod(new URL('../dist/cli.js', import.meta.url), 0o755);
