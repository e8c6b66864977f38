import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Random } from '../faults/random.js';
import { startVirtualTime } from '../faults/virtual-time.js';
import { openWorkplace, type Workplace } from '../support/engine.js';

const jobs = 50;
const kills = 10;
const nameOf = (index: number) => `job-${String(index).padStart(2, '0')}`;
const build = { BUILD_NUMBER: '7' };

/** Lets the time pass in which a launch that never arrived is looked up. */
function ageIntents({ folder, simulator }: Workplace): void {
  const titles = new Set(simulator.account.scans.map(({ title }) => title));
  const results = join(folder, 'results');
  if (!existsSync(results)) return;
  for (const name of readdirSync(results, { recursive: true, encoding: 'utf8' })) {
    if (basename(name) !== 'state.json') continue;
    const file = join(results, name);
    const state = JSON.parse(readFileSync(file, 'utf8'));
    if (state.phase !== 'intent' || titles.has(state.title)) continue;
    const intentAt = new Date(Date.parse(state.intentAt) - 181_000).toISOString();
    writeFileSync(file, JSON.stringify({ ...state, intentAt }));
  }
}

/** Starts a run and kills it at its nth call: before the call is done, or after, its answer lost. */
async function killAtCall(place: Workplace, call: number, isDone: boolean): Promise<void> {
  let calls = 0;
  let isKilled = false;
  place.simulator.intercept(() => {
    calls += 1;
    if (calls < call || isKilled) return undefined;
    isKilled = true;
    running.kill('SIGKILL');
    return { kind: 'drop', when: isDone ? 'after' : 'before' };
  });
  const running = place.start(['--quiet'], build);
  const ended = await running.ended;
  expect(ended.signal, ended.stderr).toBe('SIGKILL');
}

/** Each job has one host, and fails by its criteria. */
const config = {
  concurrency: { jobs: 2 },
  defaults: {
    scan: { scanner: 'edge-scan-01', optionProfile: { title: 'Jenkins_Linux baseline' } },
    criteria: { failOn: { states: ['fail'], criticalities: ['urgent', 'critical', 'serious'] } },
    timeouts: { pollingInterval: '0.1s', timeout: '10m' },
    reports: { directory: 'results', formats: [] },
  },
  jobs: Object.fromEntries(
    Array.from({ length: jobs }, (_, index) => [
      nameOf(index),
      { scan: { target: { type: 'host', ips: [`10.20.30.${index + 1}`] } } },
    ]),
  ),
  reports: null,
};

test('50 jobs on the simulator, two at a time: right verdicts, at most one launch each, killed at ten random moments and rerun: still one each', async () => {
  onTestFinished(startVirtualTime());
  const random = new Random(13);
  const place = await openWorkplace({ scenario: 'fail', virtual: true });
  place.writeWhole(config);
  for (let kill = 0; kill < kills; kill += 1) {
    await killAtCall(place, 5 + random.below(40), random.next() < 0.5);
    ageIntents(place);
  }
  const last = await place.run(['--quiet'], build);
  expect(last.code, last.stderr).toBe(1);
  const launched = place.simulator.account.scans.map(({ title }) => /^job-\d\d/.exec(title)?.[0]);
  expect(launched.toSorted()).toEqual(Array.from({ length: jobs }, (_, index) => nameOf(index)));
  const joined = await place.result();
  expect(joined.jobs).toHaveLength(jobs);
  const ends = joined.jobs?.map(({ exitCode, hosts }) => `${exitCode} ${hosts}`);
  expect(new Set(ends)).toEqual(new Set(['1 1']));
});

/** Nine scans of whatever runs behind three connectors, and one for each of two regions. */
const cutConfig = {
  ...config,
  defaults: {
    ...config.defaults,
    scan: { ...config.defaults.scan, scanner: 'ec2-scan-01' },
  },
  jobs: {
    running: {
      scan: {
        target: {
          type: 'ec2',
          instances: 'running',
          connectors: [{ id: '2001' }, { id: '2002' }, { id: '2003' }],
        },
      },
    },
    regions: {
      scan: {
        target: {
          type: 'ec2',
          instanceIds: ['i-0a11b22c33d44e55f', 'i-0e55f66a77b88c99d'],
          connector: { id: '1401' },
        },
      },
    },
  },
};

test('jobs that are cut into scans, killed at five random moments and rerun: one launch for each scan', async () => {
  onTestFinished(startVirtualTime());
  const random = new Random(31);
  const place = await openWorkplace({ scenario: 'estate', virtual: true });
  place.writeWhole(cutConfig);
  for (let kill = 0; kill < 5; kill += 1) {
    await killAtCall(place, 5 + random.below(25), random.next() < 0.5);
    ageIntents(place);
  }
  const last = await place.run(['--quiet'], build);
  expect(last.code, last.stderr).toBe(0);
  const launched = place.simulator.account.scans.map(({ title }) => /^.*_part_\d+_of_\d+/.exec(title)?.[0]);
  expect(launched).toHaveLength(9 + 2);
  expect(new Set(launched).size).toBe(9 + 2);
  expect((await place.result()).jobs?.map(({ name, hosts }) => [name, hosts])).toEqual([
    ['regions', 2],
    ['running', 75],
  ]);
}, 120_000);
