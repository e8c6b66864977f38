import { chmod, readFile, rm } from 'node:fs/promises';
import { build } from 'esbuild';
import { fewerChunks } from './bundle/fewer-chunks.js';
import { bundleOptions } from './bundle/options.js';

// Bundles src/cli.ts into dist/: one entry, lazy chunks, React in production mode.

const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));

const options = {
  ...bundleOptions,
  entryPoints: { cli: 'src/cli.ts' },
  outdir: 'dist',
  define: { ...bundleOptions.define, __VERSION__: JSON.stringify(version) },
};

await rm(new URL('../dist', import.meta.url), { recursive: true, force: true });
await build({ ...options, plugins: [...options.plugins, await fewerChunks(options)] });
await chmod(new URL('../dist/cli.js', import.meta.url), 0o755);
