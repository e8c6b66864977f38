import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

/** What is loaded for a help text, until a pipeline's first request, and until the wizard's first frame. */
const starts = {
  help: ['src/commands/main.ts', 'src/commands/parser/program.ts'],
  request: [
    'src/commands/main.ts',
    'src/commands/parser/program.ts',
    'src/commands/run/run.ts',
    'src/qualys/create-qualys-api.ts',
  ],
  frame: ['src/commands/main.ts', 'src/commands/wizard/wizard.ts', 'src/commands/wizard/open-wizard.tsx'],
};

/**
 * What only the frame needs is half of all code. Commands that need less than this part of it import what such commands
 * need, all of it: one chunk more, not one for each combination.
 */
const FRAME_PART = 0.02;

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

/** The chunks by which of the starts load them, with the part of a group below which a command takes what it needs alone. */
function groupsOf(loadedWith) {
  const names = Object.keys(starts);
  const loadedBy = names.map((name) => new Set(loadedWith(starts[name])));
  const groups = new Map();
  for (const chunk of new Set(loadedBy.flatMap((loaded) => [...loaded]))) {
    const key = names.filter((_, index) => loadedBy[index].has(chunk)).join('+');
    groups.set(key, [...(groups.get(key) ?? []), chunk]);
  }
  return [...groups].map(([key, chunks]) => ({ chunks, part: key === 'frame' ? FRAME_PART : 0 }));
}

/**
 * Code that several commands share comes in a chunk of its own for each combination of commands: fifty small files
 * until the first request, at a third of a millisecond each. So that fewer do, code is grouped by which of the starts
 * need it, and a command that needs a part of a group imports all of it.
 * @returns a plugin for the second build, made from what the first one says.
 */
export async function fewerChunks(options) {
  const { metafile } = await build({ ...options, metafile: true, write: false });
  const { outputs } = metafile;
  const { entries, loadedWith } = chunksOf(metafile);
  const sizeOf = (chunks) => chunks.reduce((sum, chunk) => sum + outputs[chunk].bytes, 0);
  const modulesOf = (chunks) =>
    chunks.flatMap((chunk) => Object.keys(outputs[chunk].inputs)).filter((file) => file.startsWith('src/'));

  const more = new Map();
  const neededBy = (entry, chunks) => {
    const loaded = new Set(loadedWith([entry]));
    return chunks.filter((chunk) => loaded.has(chunk));
  };
  for (const { chunks, part } of groupsOf(loadedWith)) {
    const needs = entries.map((entry) => ({ entry, needed: neededBy(entry, chunks) }));
    const isWhole = ({ needed }) => sizeOf(needed) > sizeOf(chunks) * part;
    const few = new Set(needs.filter((need) => !isWhole(need)).flatMap(({ needed }) => needed));
    for (const need of needs.filter(({ needed }) => needed.length > 0)) {
      const path = join(options.absWorkingDir, need.entry);
      const modules = modulesOf(isWhole(need) ? chunks : [...few]);
      more.set(path, [...(more.get(path) ?? []), ...modules]);
    }
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
