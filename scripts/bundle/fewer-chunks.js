import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

/** What a terminal loads until the wizard's first frame, and a pipeline until its first request. */
const starts = {
  frame: ['src/commands/main.ts', 'src/commands/wizard/open-wizard.tsx'],
  request: [
    'src/commands/main.ts',
    'src/commands/parser/program.ts',
    'src/commands/run/run.ts',
    'src/qualys/create-qualys-api.ts',
  ],
};

/** The chunks of a build by what loads them. */
function chunksOf({ outputs }) {
  const entries = new Map(Object.entries(outputs).map(([chunk, { entryPoint }]) => [entryPoint, chunk]));
  entries.delete(undefined);
  const loadedWith = (names) => {
    const loaded = new Set();
    const load = (chunk) => {
      if (loaded.has(chunk)) return;
      loaded.add(chunk);
      for (const { kind, path, external } of outputs[chunk].imports)
        if (kind === 'import-statement' && external !== true) load(path);
    };
    for (const name of names) load(entries.get(name));
    return [...loaded].filter((chunk) => outputs[chunk].entryPoint === undefined);
  };
  return { entries: [...entries.keys()].filter((name) => name.startsWith('src/')), loadedWith };
}

/**
 * Code that several commands share comes in a chunk of its own for each combination of commands: fifty small files
 * until the first request, at a third of a millisecond each. So that fewer do, what both starts need is imported by
 * every command that needs a part of it, and what the headless start needs by those that need more than half of it.
 * @returns a plugin for the second build, made from what the first one says.
 */
export async function fewerChunks(options) {
  const { metafile } = await build({ ...options, metafile: true, write: false });
  const { outputs } = metafile;
  const { entries, loadedWith } = chunksOf(metafile);
  const sizeOf = (chunks) => chunks.reduce((sum, chunk) => sum + outputs[chunk].bytes, 0);
  const modulesOf = (chunks) =>
    chunks.flatMap((chunk) => Object.keys(outputs[chunk].inputs)).filter((file) => file.startsWith('src/'));

  const frame = new Set(loadedWith(starts.frame));
  const request = loadedWith(starts.request);
  const both = request.filter((chunk) => frame.has(chunk));
  const headless = request.filter((chunk) => !frame.has(chunk));
  const more = new Map();
  for (const entry of entries) {
    const loaded = new Set(loadedWith([entry]));
    const part = headless.filter((chunk) => loaded.has(chunk));
    more.set(join(options.absWorkingDir, entry), [
      ...(both.some((chunk) => loaded.has(chunk)) ? modulesOf(both) : []),
      ...(sizeOf(part) * 2 > sizeOf(headless) ? modulesOf(headless) : []),
    ]);
  }
  return {
    name: 'fewer-chunks',
    setup({ onLoad }) {
      onLoad({ filter: /\/src\/.+\.tsx?$/ }, async ({ path }) => {
        const modules = more.get(path) ?? [];
        if (modules.length === 0) return undefined;
        const imports = modules.map((file) => `import ${JSON.stringify(join(options.absWorkingDir, file))};`);
        const text = await readFile(path, 'utf8');
        return { loader: path.endsWith('x') ? 'tsx' : 'ts', contents: [text, ...imports].join('\n') };
      });
    },
  };
}
