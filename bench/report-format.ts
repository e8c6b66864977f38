import { writeFile } from 'node:fs/promises';
import type { ReportFormatName } from '../src/config/names.js';
import { streamWhole } from '../src/files/whole-file.js';
import { loadFormat } from '../src/report/formats.js';
import { readResult } from '../src/report/read-results.js';

// Renders one format of one result and prints how much memory it took over idle, in MB: `tsx bench/report-format.ts FORMAT result.json`.

const [format = 'csv', path = ''] = process.argv.slice(2);
const [file] = await loadFormat(format as ReportFormatName);
const input = await readResult(path);
// The first render of nothing loads what the format loads late, so that only rows are measured.
await writeFile('/dev/null', file.render({ ...input, rows: async function* () {} }));
const idle = process.memoryUsage().rss;
await streamWhole(`${path}.${format}`, file.render(input));
process.stdout.write(`${(process.resourceUsage().maxRSS * 1024 - idle) / 2 ** 20}\n`);
