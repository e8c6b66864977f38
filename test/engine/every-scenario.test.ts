import { afterAll, beforeAll, expect, test } from 'vitest';
import { scenarios } from '../../src/simulator/start-simulator.js';
import { startVirtualTime } from '../faults/virtual-time.js';
import { tunnelEnd } from '../support/connect-proxy.js';
import { checkAndRun, runBuiltOn, type Seen } from './every-scenario/run-scenario.js';

const names = scenarios.map(({ name }) => name).filter((name) => !name.startsWith('error-<'));
/** By the built program too: what runs in this process is the same but for a process' own streams and arguments. */
const asProcess = ['pass', 'fail', 'error-2000@gateway', 'error-999x1'];

const ends: (() => void)[] = [];
afterAll(() => {
  for (const end of ends) end();
});

// One after the other, on virtual time: a wait costs nothing.
beforeAll(startVirtualTime);

async function lookAtAll() {
  const options = await tunnelEnd((end) => ends.push(end));
  // First, before virtual time runs ahead of that of these processes.
  const built = await Promise.all(asProcess.map((name) => runBuiltOn(name, options)));
  const here: Seen[] = [];
  for (const name of [...names, 'error-1905@auth/unix:create']) here.push(await checkAndRun(name, options));
  return { built, here };
}

/** One check and one run of each scenario, for both tests. */
let looked: ReturnType<typeof lookAtAll> | undefined;
const everyScenario = () => {
  looked ??= lookAtAll();
  return looked;
};

test('The secret never appears: one test runs every scenario with marker secrets and greps all outputs and the request journal outside Authorization headers and bodies', {
  timeout: 900_000,
}, async () => {
  expect(names.length).toBeGreaterThan(100);
  const { built, here } = await everyScenario();
  const all = [...built, ...here];
  expect(all.flatMap(({ bugs }) => bugs)).toEqual([]);
  expect(all.flatMap(({ leaks }) => leaks)).toEqual([]);
  // The runs came as far as their scenarios let them.
  expect([...new Set(all.map(({ code }) => code))]).toEqual(expect.arrayContaining([0, 1, 2, 3, 4]));
  const tunnels = all.reduce((sum, seen) => sum + seen.tunnels, 0);
  expect(tunnels, 'the runs went through their proxies').toBeGreaterThan(names.length);
});

test('In every scenario `check` changes nothing, its plan is that of the run, and names every object that the run then changes; every event is as its schema says', {
  timeout: 900_000,
}, async () => {
  const { here } = await everyScenario();
  expect(here.length).toBeGreaterThan(100);
  expect(here.flatMap(({ planFaults }) => planFaults)).toEqual([]);
  expect(here.flatMap(({ bugs }) => bugs)).toEqual([]);
  expect(here.reduce((sum, { changes }) => sum + changes, 0)).toBeGreaterThan(100);
});
