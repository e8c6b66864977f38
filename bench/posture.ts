import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { type BenchRow, median, ratio } from './measure.js';
import { postureDocument } from './posture-document.js';

const reading = fileURLToPath(new URL('posture-reading.ts', import.meta.url));
const many = 200_000;
const most = 1_000_000;
const rounds = 5;

interface Reading {
  readonly rows: number;
  readonly milliseconds: number;
  readonly peakMb: number;
}

/** Answers every call with the document. */
async function serve<T>(folder: string, rows: number, use: (url: string) => Promise<T>): Promise<T> {
  const file = join(folder, `${rows}.xml`);
  await pipeline(Readable.from(postureDocument(rows)), createWriteStream(file));
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'application/xml' });
    createReadStream(file, { highWaterMark: 1 << 18 }).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
    await rm(file);
  }
}

/** Reads in a process of its own, so that its memory is its own. */
async function read(way: 'ours' | 'dom', url: string, rows: number, keptAs?: string): Promise<Reading> {
  const kept = keptAs === undefined ? [] : [keptAs];
  const child = spawn(process.execPath, ['--import', 'tsx', reading, way, url, ...kept], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  await new Promise((resolve) => child.on('close', resolve));
  const result = JSON.parse(output) as Reading;
  if (result.rows !== rows) throw new Error(`${way} read ${result.rows} rows of ${rows}.`);
  return result;
}

/** Gives a way to read, judge and write posture of as many rows, as often as it is called; controls.jsonl is kept where it says. */
export async function withPosture<T>(
  rows: number,
  use: (readPosture: (keptAs?: string) => Promise<Reading>) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'qualys-pc-bench-'));
  try {
    return await serve(folder, rows, (url) => use((keptAs) => read('ours', url, rows, keptAs)));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Posture of many rows: how long it takes beside a DOM of the same bytes, and how much memory. */
export async function benchPosture(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'qualys-pc-bench-'));
  try {
    const ours: Reading[] = [];
    const timeOfOurs = async (url: string) => {
      const reading = await read('ours', url, many);
      ours.push(reading);
      return reading.milliseconds;
    };
    const measured = await serve(folder, many, (url) =>
      ratio(
        rounds,
        () => timeOfOurs(url),
        async () => (await read('dom', url, many)).milliseconds,
      ),
    );
    const large = await serve(folder, most, (url) => read('ours', url, most));
    const peak = median(ours.map(({ peakMb }) => peakMb));
    return [
      {
        what: 'posture of 200,000 rows read, judged and written',
        measured,
        limit: 0.18,
        unit: 'x',
        against: "fast-xml-parser's DOM of it, nothing written",
      },
      { what: 'its memory over idle', measured: peak, limit: 80, unit: 'MB', against: 'the design' },
      {
        what: 'memory over idle for 1,000,000 rows',
        measured: large.peakMb,
        limit: 80,
        unit: 'MB',
        against: 'the design',
      },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}
