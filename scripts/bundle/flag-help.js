import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const flags = fileURLToPath(new URL('../../src/config/flags.ts', import.meta.url));
const schemaImport = "import { settingAt } from './setting.js';";

/** The flags as the schema describes them, read from the source. */
async function describedFlags() {
  const { outputFiles } = await build({
    entryPoints: [flags],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  const { configFlags } = await import(`data:text/javascript;base64,${code}`);
  return configFlags;
}

/** Writes the schema's descriptions into the flags, so that a help text does not load the schema and zod. */
export const flagHelp = {
  name: 'flag-help',
  setup({ onLoad }) {
    onLoad({ filter: /\/src\/config\/flags\.ts$/ }, async () => {
      const text = await readFile(flags, 'utf8');
      if (!text.includes(schemaImport)) throw new Error(`${flags} imports the schema in another way now.`);
      const settings = Object.fromEntries(
        (await describedFlags()).map(({ path, help }) => [path.join('.'), { description: help }]),
      );
      const lookUp = `const settings = ${JSON.stringify(settings)}; const settingAt = (path) => settings[path.join('.')];`;
      return { loader: 'ts', contents: text.replace(schemaImport, lookUp) };
    });
  },
};
