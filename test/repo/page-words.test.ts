import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isScenario } from '../../src/simulator/start-simulator.js';
import { lintCodes } from '../../src/snippet/import/lint-codes.js';
import { configPaths } from '../../src/snippet/jenkins-plugin/step-parameters.js';
import { root } from '../support/program.js';
import { pageText } from './pages.js';

/** First cells of the tables of a page, their code alone. */
const namesIn = (path: string): string[] =>
  [...pageText(path).matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );

test('moving from the plugin, field by field: every parameter of the step has its row and its place in the config', () => {
  const page = pageText('docs/moving-from-the-plugin.md');
  const rows = [...page.matchAll(/^\| `(\w+)` \| (.+?) \|/gm)].map(([, name = '', place = '']) => ({
    name,
    place,
  }));
  expect(rows.map(({ name }) => name)).toEqual(Object.keys(configPaths));
  for (const { name, place } of rows)
    expect(place, name).toContain(configPaths[name as keyof typeof configPaths]);
});

test('every remark of import has a row, and no row is of a remark that does not exist', () => {
  const [, rows = ''] = pageText('docs/moving-from-the-plugin.md').split('## What import remarks');
  const named = [...rows.matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(([, code = '']) => code);
  expect(named.sort()).toEqual([...lintCodes].sort());
});

test('every variable of ours that the program reads stands on the page of variables', () => {
  const source = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter(({ name, parentPath }) => /\.tsx?$/.test(name) && !parentPath.includes('simulator'))
    .map(({ name, parentPath }) => readFileSync(join(parentPath, name), 'utf8'))
    .join('\n');
  const read = new Set([
    ...[...source.matchAll(/'(QUALYS_[A-Z_]+[A-Z])'/g)].map(([, name = '']) => name),
    ...[...source.matchAll(/\benv\.([A-Z][A-Z_]+[A-Z])\b/g)].map(([, name = '']) => name),
  ]);
  // In texts for people and pipelines, not read.
  for (const name of ['HOST_IP', 'NAME', 'SHARD']) read.delete(name);
  const page = pageText('docs/variables.md');
  expect(read.size).toBeGreaterThan(20);
  expect([...read].filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

test('every scenario that the page of the simulator names exists', () => {
  const names = namesIn('docs/simulator.md');
  expect(names.length).toBeGreaterThan(4);
  expect(names.filter((name) => !isScenario(name))).toEqual([]);
});
