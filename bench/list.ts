import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { bundleOptions } from '../scripts/bundle/options.js';
import type { FrameTimes } from './list-frames.js';
import type { BenchRow } from './measure.js';

/** A frame at 60 a second takes 16 ms. */
const frameMs = 16;

/** Measures the list as it is shipped, in a process of its own. */
async function frameTimes(): Promise<FrameTimes> {
  const folder = await mkdtemp(join(tmpdir(), 'qualys-pc-bench-'));
  try {
    const outfile = join(folder, 'list-frames.mjs');
    await build({ ...bundleOptions, splitting: false, entryPoints: ['bench/list-frames.tsx'], outfile });
    const { stdout } = await promisify(execFile)(process.execPath, [outfile]);
    return JSON.parse(stdout) as FrameTimes;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What a list of 10,000 entries costs. */
export async function benchList(): Promise<BenchRow[]> {
  const times = await frameTimes();
  const common = { limit: frameMs, unit: 'ms', against: 'a frame of 60 a second' } as const;
  return [
    { ...common, what: 'opening a list of 10,000, 95th percentile', measured: times.opening },
    {
      ...common,
      what: `a key in a list of 10,000, 95th percentile of ${times.presses}`,
      measured: times.key,
    },
  ];
}
