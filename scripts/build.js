import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { fewerChunks } from './bundle/fewer-chunks.js';
import { bundledPackages, noticeText } from './bundle/notices.js';
import { bundleOptions } from './bundle/options.js';

// Bundles src/cli.ts into dist/: one entry, lazy chunks, React in production mode, and the licences of what is in it.

const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));

const options = {
  ...bundleOptions,
  entryPoints: { cli: 'src/cli.ts' },
  outdir: 'dist',
  define: { ...bundleOptions.define, __VERSION__: JSON.stringify(version) },
};

await rm(new URL('../dist', import.meta.url), { recursive: true, force: true });
const { metafile } = await build({
  ...options,
  metafile: true,
  plugins: [...options.plugins, await fewerChunks(options)],
});
const packages = await bundledPackages(bundleOptions.absWorkingDir, metafile.inputs);
await writeFile(new URL('../dist/NOTICES.txt', import.meta.url), noticeText(packages));
await chmod(new URL('../dist/cli.js', import.meta.url), 0o755);
