// Bundles src/cli.ts into dist/: one entry, lazy chunks, React in production mode.
import { chmod, readFile, rm } from 'node:fs/promises';
import { build } from 'esbuild';

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
  // conf checks its file against a JSON Schema only when it is given one, and it is given none.
  alias: {
    'ajv/dist/2020.js': './scripts/unused-ajv.cjs',
    'ajv-formats': './scripts/unused-ajv.cjs',
    // conf's writer repeats signals to the process, where a second one means "leave at once".
    'when-exit': './scripts/when-exit.cjs',
  },
  define: {
    'process.env.NODE_ENV': '"production"',
    'process.env.DEV': '"false"',
    __VERSION__: JSON.stringify(version),
  },
  banner: {
    // CommonJS packages in the bundle ask for both; write-file-atomic names its temporary files by __filename.
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url); const __filename = import.meta.filename ?? import.meta.url;",
  },
  logLevel: 'warning',
});
await chmod(new URL('../dist/cli.js', import.meta.url), 0o755);
