import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { reportFormats } from '../src/config/names.js';
import { streamWhole } from '../src/files/whole-file.js';
import { resultFiles } from '../src/workflow/results/result.js';
import { showcase } from '../test/report/support/showcase.js';
import { type BenchRow, ratio } from './measure.js';
import { withPosture } from './posture.js';

const ROWS = 200_000;
const LIMIT_MB = 80;

/** Peak memory over idle of every report format with 200,000 rows, each in a process of its own. */
export async function benchReports(): Promise<BenchRow[]> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-reports-'));
  try {
    const { result, rows } = showcase(ROWS);
    const path = join(directory, resultFiles.result);
    await writeFile(path, JSON.stringify(result));
    await streamWhole(join(directory, resultFiles.controls), jsonLines(rows()));
    const measured: BenchRow[] = [];
    for (const format of reportFormats) measured.push(await benchFormat(format, path));
    return [...measured, await benchAllFormats(path)];
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** The time of all formats in one go, beside that of reading as many rows of posture. */
async function benchAllFormats(path: string): Promise<BenchRow> {
  return {
    what: 'all formats of 200,000 rows, after the verdict',
    measured: await withPosture(ROWS, async (readPosture) =>
      ratio(
        3,
        async () => Number(await tsx('all-formats.ts', path)),
        async () => (await readPosture()).milliseconds,
      ),
    ),
    limit: 1,
    unit: 'x',
    against: 'reading, judging and writing that posture',
  };
}

async function tsx(script: string, ...args: readonly string[]): Promise<string> {
  const file = new URL(script, import.meta.url).pathname;
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', file, ...args]);
  return stdout;
}

async function benchFormat(format: string, path: string): Promise<BenchRow> {
  return {
    what: `${format} report of 200,000 rows: peak memory`,
    measured: Number(await tsx('report-format.ts', format, path)),
    limit: LIMIT_MB,
    unit: 'MB',
    against: 'the idle process',
  };
}

async function* jsonLines(rows: AsyncIterable<readonly unknown[]>): AsyncGenerator<string> {
  for await (const some of rows) yield some.map((row) => `${JSON.stringify(row)}\n`).join('');
}
