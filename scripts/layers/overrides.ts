import { filesOfSrc, type Layer, layers } from './table.js';

/** One entry of `overrides` in biome.json. */
export interface Override {
  readonly includes: readonly string[];
  readonly linter: { readonly rules: { readonly style?: Readonly<Record<string, unknown>> } };
}

const drawing = {
  terminal: ['ink', 'ink-select-input', 'ink-text-input'],
  pages: ['react', 'react-dom', 'react-dom/server', 'react-dom/static'],
};

/** The import patterns of everything of ours that a layer may not import. */
function forbidden(layer: Layer): readonly string[] {
  const names = new Set([...layers.map(({ name }) => name), ...filesOfSrc]);
  return [...names]
    .filter((name) => name !== layer.name && !layer.mayImport.includes(name))
    .map((name) => (filesOfSrc.includes(name) ? `**/${name}.js` : `**/${name}/**`));
}

function overrideOf(layer: Layer): Override {
  const packages = {
    nothing: [...drawing.terminal, ...drawing.pages],
    pages: drawing.terminal,
    everything: [],
  }[layer.draws];
  const message =
    layer.message ??
    `src/${layer.paths[0]?.replace('/**', '')} may not import from a layer above or beside it (docs/decisions/0003-layers.md).`;
  const paths = Object.fromEntries(
    packages.map((name) => [name, `src/${layer.name} draws nothing in a terminal.`]),
  );
  const options = {
    patterns: [{ group: forbidden(layer), message }],
    ...(packages.length === 0 ? {} : { paths }),
  };
  return {
    includes: layer.paths.map((path) => (path.startsWith('!') ? `!src/${path.slice(1)}` : `src/${path}`)),
    linter: { rules: { style: { noRestrictedImports: { level: 'error', options } } } },
  };
}

/** The overrides of biome.json with the layer rules made anew from the table, behind those written by hand. */
export function withLayers(overrides: readonly Override[]): readonly Override[] {
  const byHand = overrides.filter(({ linter }) => linter.rules.style?.noRestrictedImports === undefined);
  return [...byHand, ...layers.map(overrideOf)];
}
