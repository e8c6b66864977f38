import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { build } from 'esbuild';
import { eagerModules } from './bundle/eager-modules.js';
import { fewerChunks } from './bundle/fewer-chunks.js';
import { bundledPackages, noticeText } from './bundle/notices.js';
import { banner, bundleOptions } from './bundle/options.js';

// Bundles src/cli.ts into dist/: one entry, lazy chunks, React in production mode, and the licences of what is in it.

const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));

const options = {
  ...bundleOptions,
  entryPoints: { cli: 'src/cli.ts' },
  outdir: 'dist',
  define: { ...bundleOptions.define, __VERSION__: JSON.stringify(version) },
};

await rm(new URL('../dist', import.meta.url), { recursive: true, force: true });
const { metafile, outputFiles } = await build({
  ...options,
  metafile: true,
  write: false,
  plugins: [...options.plugins, await fewerChunks(options)],
});
for (const { path, text } of outputFiles) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, eagerModules(withoutBanner(text)));
}
const packages = await bundledPackages(bundleOptions.absWorkingDir, metafile.inputs);
await writeFile(new URL('../dist/NOTICES.txt', import.meta.url), noticeText(packages));
await chmod(new URL('../dist/cli.js', import.meta.url), 0o755);

/** A chunk that uses nothing of the banner does without it: each would look for its own folder first. */
function withoutBanner(text) {
  const [before, after] = text.split(banner);
  return /\b(?:require|__filename)\b/.test(after) ? text : before + after.trimStart();
}
