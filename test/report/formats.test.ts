import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { reportFormats } from '../../src/config/names.js';
import { loadFormat } from '../../src/report/formats.js';

const root = fileURLToPath(new URL('../../src/', import.meta.url));

/** Lines of the code, the simulator and the format's own file aside, that name a format. */
function linesNaming(format: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('simulator'))
    .filter((path) => path !== `report/formats/${format}.ts`)
    .flatMap((path) =>
      readFileSync(root + path, 'utf8')
        .split('\n')
        .filter((line) => new RegExp(`\\b${format}`, 'i').test(line))
        .map((line) => `${path}: ${line.trim()}`),
    )
    .sort();
}

test('A new report format can be added by one new file and one line in a list: csv is csv.ts and a line of names', () => {
  expect(linesNaming('csv')).toEqual(["config/names.ts: csv: 'controls.csv',"]);
});

test('every format that a config may ask for has its code, and no two write the same file', async () => {
  const files = await Promise.all(reportFormats.map(loadFormat));
  const names = files.flat().map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
