import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { withLayers } from './layers/overrides.js';

/** Writes the layer rules of biome.json from the table in scripts/layers/table.ts. */

const file = fileURLToPath(new URL('../biome.json', import.meta.url));
const settings = JSON.parse(readFileSync(file, 'utf8'));
writeFileSync(file, JSON.stringify({ ...settings, overrides: withLayers(settings.overrides) }, null, 2));
execFileSync('npx', ['biome', 'format', '--write', file], { stdio: 'inherit' });
