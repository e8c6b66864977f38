import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
  for (const name of readdirSync(join(folder, 'results'))) {
    const file = join(folder, 'results', name, 'state.json');
    if (!existsSync(file)) continue;
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
