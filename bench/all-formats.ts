import { dirname, join } from 'node:path';
import { reportFormats } from '../src/config/names.js';
import { readResult } from '../src/report/read-results.js';
import { writeReports } from '../src/report/write-reports.js';

// Writes every format of one result as a run does after its verdict, and prints the milliseconds:
// `tsx bench/all-formats.ts result.json`.

const [path = ''] = process.argv.slice(2);
const input = await readResult(path);
const directory = join(dirname(path), 'all');
// What the formats load late is loaded before the clock starts, as the rest of a run has loaded its code.
await writeReports({ ...input, rows: async function* () {} }, { directory, formats: reportFormats });
const startedMs = performance.now();
await writeReports(input, { directory, formats: reportFormats });
process.stdout.write(`${performance.now() - startedMs}\n`);
