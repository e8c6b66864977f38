import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { root } from '../support/program.js';

/** Everything that a module imports before it runs, as files of ours and names of packages. */
async function loadedWith(entry: string): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outdir: 'dist',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    metafile: true,
    write: false,
  });
  const loaded = new Set<string>();
  const load = (chunk: string) => {
    const output = metafile.outputs[chunk];
    if (output === undefined || loaded.has(chunk)) return;
    loaded.add(chunk);
    for (const file of Object.keys(output.inputs)) loaded.add(relative('.', file));
    for (const { path, kind, external } of output.imports) {
      if (kind !== 'import-statement') continue;
      if (external === true) loaded.add(path);
      else load(path);
    }
  };
  for (const [chunk, { entryPoint }] of Object.entries(metafile.outputs))
    if (entryPoint === entry) load(chunk);
  return [...loaded];
}

test('the first frame of the wizard waits for no schema, parser, client or report', async () => {
  const loaded = await loadedWith(join('src', 'commands', 'wizard', 'open-wizard.tsx'));
  expect(loaded).toContain('ink');
  expect(loaded).toContain('src/screens/steps/connect/connect.tsx');
  const late = /^(?:zod|yaml|got|hpagent|saxes|fast-xml-parser|diff|write-file-atomic|commander|keytar)\b/;
  const lateOfOurs =
    /^src\/(?:simulator|report\/html|snippet\/formats|config\/schema|workflow\/run\/run-scan|qualys\/(?:client|create))/;
  expect(loaded.filter((each) => late.test(each) || lateOfOurs.test(each))).toEqual([]);
});

test('--version loads nothing at all', async () => {
  const loaded = await loadedWith(join('src', 'cli.ts'));
  expect(loaded.filter((each) => each.startsWith('src/'))).toEqual(['src/cli.ts']);
});
