import { beforeAll, expect, test } from 'vitest';
import { scenarios } from '../../src/simulator/start-simulator.js';
import { startVirtualTime } from '../faults/virtual-time.js';
import { configThrough, startConnectProxy, tunnelEnd } from '../support/connect-proxy.js';
import { openWorkplace } from '../support/engine.js';
import { leaksIn, placesOf } from '../support/leaks.js';
import { scanFor } from '../support/scenario-scan.js';
import { stopAfter } from '../support/stop-after.js';

const proxyLogin = { username: 'ci-proxy', password: 'Pr0xy:marker/s3cret+%"' };
const hostLogin = { username: 'scan', password: 'H0st marker&s3cret' };
/** A scenario that keeps a call open for longer, in real time, is stopped: what it said until then counts. */
const mostMs = 10_000;
/** The rest runs in this process on virtual time, which is quicker; the same but for the process' own streams and arguments. */
const asProcess = new Set(['pass', 'fail', 'error-2000@gateway', 'error-999x1']);

// One after the other: a wait costs nothing.
beforeAll(startVirtualTime);

test('The secret never appears: one test runs every scenario with marker secrets and greps all outputs and the request journal outside Authorization headers and bodies', {
  timeout: 900_000,
}, async ({ onTestFinished }) => {
  const { tls, caFile } = await tunnelEnd(onTestFinished);
  const names = scenarios.map(({ name }) => name).filter((name) => !name.startsWith('error-<'));
  expect(names.length).toBeGreaterThan(90);
  const here = [...names, 'error-1905@auth/unix:create'].filter((name) => !asProcess.has(name));
  const found: string[] = [];
  const bugs: string[] = [];
  const codes = new Set<number | null>();
  let tunnels = 0;
  const lookAt = async (scenario: string): Promise<void> => {
    const ends: (() => Promise<void>)[] = [];
    const place = await openWorkplace({
      scenario,
      speed: 60,
      virtual: !asProcess.has(scenario),
      onTestFinished: (end) => {
        ends.push(end);
      },
    });
    const { port } = new URL(place.simulator.url);
    const proxy = await startConnectProxy({ ...proxyLogin, portFor: () => Number(port), tls });
    ends.push(() => proxy.close());
    place.writeConfig({
      ...configThrough(proxy, proxyLogin.username),
      scan: {
        ...scanFor(scenario),
        authRecord: {
          platform: 'unix',
          username: hostLogin.username,
          password: 'env:QUALYS_HOST_PASSWORD',
        },
      },
      timeouts: { pollingInterval: '0.1s', timeout: '3s' },
      reports: { formats: ['html', 'junit', 'sarif', 'csv', 'markdown', 'hdf', 'text'] },
    });
    const { signals, clear } = stopAfter(mostMs);
    const args = ['--verbose', '--ca-file', caFile];
    const given = {
      QUALYS_PROXY_PASSWORD: proxyLogin.password,
      QUALYS_ALLOW_PROXY: '127.0.0.1',
      QUALYS_HOST_PASSWORD: hostLogin.password,
    };
    const { code, stdout, stderr } = await (asProcess.has(scenario)
      ? place.start(args, given).ended
      : place.here(['run', '--events', 'events.jsonl', ...args], { env: given, signals }).finally(clear));
    codes.add(code);
    if (code === 70 || code === null) bugs.push(`${scenario} ended with ${code}: ${stderr}`);
    const places = placesOf({ stdout, stderr }, place, proxy);
    tunnels += proxy.seen.filter(({ authorized }) => authorized).length;
    found.push(
      ...leaksIn(places, {
        qualys: place.simulator.credentials,
        host: hostLogin,
        proxy: proxyLogin,
      }).map((leak) => `${scenario}: ${leak}`),
    );
    for (const end of ends) await end();
  };
  // First, before virtual time runs ahead of that of these processes.
  await Promise.all(Array.from(asProcess, lookAt));
  for (const name of here) await lookAt(name);
  expect(bugs).toEqual([]);
  expect(found).toEqual([]);
  // The runs came as far as their scenarios let them.
  expect([...codes]).toEqual(expect.arrayContaining([0, 1, 2, 3, 4]));
  expect(tunnels, 'the runs went through their proxies').toBeGreaterThan(names.length);
});
