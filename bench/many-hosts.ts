import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { type Simulator, startSimulator } from '../src/simulator/start-simulator.js';
import type { BenchRow } from './measure.js';

const program = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const many = 5_000;
/** A process takes what it may before it cleans up: with so little it shows what it needs. */
const heapMb = 40;
/** Says the largest memory of a process at its end, in kB. */
const said = /peak (\d+)/;
const sayPeak = `data:text/javascript,process.on('exit',()=>process.stderr.write('peak '+process.resourceUsage().maxRSS))`;

/** Runs the program on hosts of a file, none of which neighbours another; how long it took, and its peak in MB. */
async function play(
  command: 'check' | 'run',
  hosts: number,
  { url, credentials }: Simulator,
): Promise<{ readonly ms: number; readonly mb: number }> {
  const cwd = await mkdtemp(join(tmpdir(), 'qualys-pc-bench-'));
  const lines = Array.from(
    { length: hosts },
    (_, index) =>
      `10.${70 + Math.floor(index / 12_800)}.${Math.floor(index / 100) % 128}.${2 * (index % 100) + 1}`,
  );
  await writeFile(join(cwd, 'hosts.txt'), `${lines.join('\n')}\n`);
  const config = {
    version: 1,
    platform: 'US2',
    apiServer: url,
    gateway: url,
    credentials: { username: credentials.username },
    scan: {
      jobName: `hosts-${hosts}`,
      target: { type: 'host', ips: ['@hosts.txt'] },
      authRecord: { platform: 'unix', username: 'scan', password: 'env:QUALYS_HOST_PASSWORD' },
      scanner: 'edge-scan-01',
      optionProfile: { title: 'Jenkins_Linux baseline' },
    },
    timeouts: { pollingInterval: '1s', timeout: '30m' },
    reports: { formats: [] },
  };
  await writeFile(join(cwd, 'qualys-pc.json'), JSON.stringify(config));
  try {
    const startedAt = performance.now();
    const stderr = await new Promise<string>((resolve, reject) => {
      execFile(
        process.execPath,
        [
          `--max-old-space-size=${heapMb}`,
          '--import',
          sayPeak,
          program,
          command,
          '--quiet',
          '--allow-new-ips',
          String(many),
        ],
        {
          cwd,
          env: {
            PATH: process.env.PATH,
            QUALYS_PASSWORD: credentials.password,
            QUALYS_HOST_PASSWORD: 'h0st pass',
          },
          maxBuffer: 2 ** 26,
        },
        (error, stdout, text) =>
          error === null ? resolve(text) : reject(new Error(`${command} of ${hosts}: ${stdout}${text}`)),
      );
    });
    return { ms: performance.now() - startedAt, mb: Number(said.exec(stderr)?.[1]) / 1024 };
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

/** 5,000 hosts of a file: how long the plan takes, and what a run holds in memory. */
export async function benchManyHosts(): Promise<BenchRow[]> {
  const simulator = await startSimulator({ scenario: 'estate', speed: 60 });
  try {
    const checked = await play('check', many, simulator);
    const [one, all] = [await play('run', 1, simulator), await play('run', many, simulator)];
    return [
      {
        what: `check of ${many} hosts from a file`,
        measured: checked.ms,
        limit: 2_000,
        unit: 'ms',
        against: 'two seconds',
      },
      {
        what: `memory of a run of ${many} hosts, in a heap of ${heapMb} MB, over a run of one (${one.mb.toFixed(0)} MB)`,
        measured: all.mb - one.mb,
        limit: 80,
        unit: 'MB',
        against: 'the budget of posture, and the addresses',
      },
    ];
  } finally {
    await simulator.close();
  }
}
