import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { measureArrangement } from './arrangement/measure.js';

/**
 * Writes the lists that test/repo/arrangement.test.ts compares. By itself it only takes out what is no longer so; with
 * `--accept` it also takes in what is new, for a file or name that moved and stays on the list.
 */

const file = fileURLToPath(new URL('../test/repo/arrangement.json', import.meta.url));
const { namedTwice, slivers } = measureArrangement(fileURLToPath(new URL('..', import.meta.url)));
const known = JSON.parse(readFileSync(file, 'utf8'));
const accepts = process.argv.includes('--accept');
const kept = (found: readonly string[], list: readonly string[]) =>
  accepts ? found : found.filter((each) => list.includes(each));
const lists = { namedTwice: kept(namedTwice, known.namedTwice), slivers: kept(slivers, known.slivers) };
writeFileSync(file, `${JSON.stringify(lists, null, 2)}\n`);
execFileSync('npx', ['biome', 'format', '--write', file], { stdio: 'ignore' });
process.stdout.write(
  `${lists.namedTwice.length} names with two meanings, ${lists.slivers.length} files to join\n`,
);
