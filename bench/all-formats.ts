import { join } from 'node:path';
import { reportFormats } from '../src/config/names.js';
import { readResult } from '../src/report/read-results.js';
import { writeReports } from '../src/report/write-reports.js';
import { resultFiles } from '../src/workflow/results/result-files.js';

// Writes every format of the result in a folder as a run does after its verdict, and prints the milliseconds:
// `tsx bench/all-formats.ts FOLDER`.

const [folder = ''] = process.argv.slice(2);
const input = await readResult(join(folder, resultFiles.result));
const directory = join(folder, 'all');
// What the formats load late is loaded before the clock starts, as the rest of a run has loaded its code.
await writeReports({ ...input, rows: async function* () {} }, { directory, formats: reportFormats });
const startedMs = performance.now();
await writeReports(input, { directory, formats: reportFormats });
process.stdout.write(`${performance.now() - startedMs}\n`);
