import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { type Simulator, startSimulator } from '../src/simulator/start-simulator.js';
import { start } from './api-calls.js';
import type { BenchRow } from './measure.js';

const units = 100;
const atATime = 2;
/** Scans whose own time is taken, one after the other. */
const alone = 10;

/** Jobs of one host each. */
async function writeJobs(
  { url, credentials }: Simulator,
  cwd: string,
  { count, jobs, name }: { readonly count: number; readonly jobs: number; readonly name: string },
): Promise<void> {
  const config = {
    version: 1,
    platform: 'US2',
    apiServer: url,
    gateway: url,
    credentials: { username: credentials.username },
    concurrency: { jobs },
    defaults: {
      scan: { scanner: 'edge-scan-01', optionProfile: { title: 'Jenkins_Linux baseline' } },
      timeouts: { pollingInterval: '0.2s', timeout: '10m' },
      reports: { directory: name, formats: [] },
    },
    jobs: Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `${name}-${index + 1}`,
        { scan: { target: { type: 'host', ips: [`10.20.30.${index + 1}`] } } },
      ]),
    ),
  };
  await writeFile(join(cwd, 'qualys-pc.json'), JSON.stringify(config));
}

/** Many units on one machine: what joining, state and the account's shared client add to the scans. */
export async function benchUnits(): Promise<BenchRow[]> {
  const cwd = await mkdtemp(join(tmpdir(), 'qualys-pc-bench-'));
  // As many calls in an hour as the units take: the wait for more would be Qualys' own.
  const limits = { atOnce: 2, perWindow: 10_000, windowSec: 3_600, by: 'path' } as const;
  const simulator = await startSimulator({ speed: 60, behaviour: { limits } });
  const timed = async (name: string, count: number, jobs: number) => {
    await writeJobs(simulator, cwd, { count, jobs, name });
    const startedAt = performance.now();
    await start(['run', '--quiet', '--allow-new-ips', '256'], cwd, simulator.credentials.password);
    return performance.now() - startedAt;
  };
  try {
    const own = (await timed('alone', alone, 1)) / alone;
    const all = await timed('all', units, atATime);
    return [
      {
        what: `${units} units of one host each, ${atATime} at a time`,
        measured: all / ((units * own) / atATime),
        limit: 1.1,
        unit: 'x',
        against: `the sum of the scans' own times, halved (one takes ${(own / 1000).toFixed(1)} s)`,
      },
    ];
  } finally {
    await simulator.close();
    await rm(cwd, { recursive: true, force: true });
  }
}
