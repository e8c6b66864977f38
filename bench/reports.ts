import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { reportFormats } from '../src/config/names.js';
import { streamWhole } from '../src/files/whole-file.js';
import type { ControlLine } from '../src/workflow/results/control-line.js';
import { resultFiles } from '../src/workflow/results/result-files.js';
import { showcase } from '../test/report/support/showcase.js';
import { resultOf } from '../test/support/result-of-rows.js';
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
    return [...measured, await benchAllFormats(join(directory, 'posture'))];
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** The time of all formats in one go, beside that of reading the posture that they show. */
async function benchAllFormats(directory: string): Promise<BenchRow> {
  return {
    what: 'all formats of 200,000 rows, after the verdict',
    measured: await withPosture(ROWS, async (readPosture) => {
      await mkdir(directory);
      const controls = join(directory, resultFiles.controls);
      await readPosture(controls);
      const lines = (await readFile(controls, 'utf8')).trimEnd().split('\n');
      const rows = lines.map((line) => JSON.parse(line) as ControlLine);
      await writeFile(join(directory, resultFiles.result), JSON.stringify(resultOf(rows)));
      return ratio(
        5,
        async () => Number(await tsx('all-formats.ts', directory)),
        async () => (await readPosture()).milliseconds,
      );
    }),
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
