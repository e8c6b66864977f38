import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { startSimulator } from '../../src/simulator/start-simulator.js';
import { startFaultProxy } from '../faults/fault-proxy.js';
import { faults } from '../faults/faults.js';
import { Random } from '../faults/random.js';
import { makeFolder, passwordsOf, type Situation } from '../faults/workplace.js';
import { startBuilt } from '../support/program.js';

const situation: Situation = { scenario: 'fail', target: 'host', right: 1 };
/** The timeout of 4 s, the allowances of steps 9 and 10, which are no longer than it, and a start under load. */
const mostMs = 45_000;

describe('the deadline of the run ends every call, also one that drips a byte a second or never answers', () => {
  test.concurrent.for([
    ['no answer', 'about'],
    ['no answer', 'policy'],
    ['no answer', 'scan/compliance/ launch'],
    ['no answer', 'scan/compliance/ list'],
    ['no answer', 'posture'],
    ['drip', 'policy'],
    ['drip', 'scan/compliance/ list'],
    ['drip', 'scan/compliance/ fetch'],
    ['drip', 'posture'],
  ] as const)('%s, at every call of %s', { timeout: 90_000 }, async ([fault, call], { onTestFinished }) => {
    const random = new Random(1);
    const passwords = passwordsOf(random);
    const simulator = await startSimulator({ scenario: situation.scenario, speed: 20 });
    simulator.account.password = passwords.api;
    const proxy = await startFaultProxy({
      target: simulator.url,
      random,
      faultFor: ({ name }) => (name.includes(call) ? faults[fault] : undefined),
    });
    const { username } = simulator.credentials;
    const folder = makeFolder({ url: proxy.url, username, passwords, situation, timeout: '4s' });
    onTestFinished(async () => {
      await proxy.close();
      await simulator.close();
      folder.remove();
    });
    const startedMs = performance.now();
    const platform = call === 'about' ? { platform: 'PCP', gateway: undefined } : {};
    folder.change(platform);
    const { code, stderr } = await startBuilt(['run'], { cwd: folder.path, env: folder.env }).ended;
    expect(performance.now() - startedMs).toBeLessThan(mostMs);
    expect([3, 4, 5], stderr).toContain(code);
    expect(simulator.account.scans.length).toBeLessThanOrEqual(1);
  });
});

test('a proxy that never answers CONNECT does not keep the process alive after its timeout', async ({
  onTestFinished,
}) => {
  const sockets: Socket[] = [];
  const mute = createServer((socket) => sockets.push(socket));
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    mute.close();
  });
  const { port } = mute.address() as AddressInfo;
  const passwords = passwordsOf(new Random(2));
  const folder = makeFolder({ url: '', username: 'acme2ab1', passwords, situation, timeout: '3s' });
  onTestFinished(() => folder.remove());
  folder.change({ apiServer: undefined, gateway: undefined, proxy: { host: '127.0.0.1', port } });
  const startedMs = performance.now();
  const { code, stderr } = await startBuilt(['run'], { cwd: folder.path, env: folder.env }).ended;
  expect(performance.now() - startedMs).toBeLessThan(mostMs);
  expect([3, 5], stderr).toContain(code);
  expect(sockets.length).toBeGreaterThan(0);
}, 90_000);
