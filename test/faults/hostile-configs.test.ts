import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { startSimulator } from '../../src/simulator/start-simulator.js';
import { filesUnder, leaksIn } from '../support/leaks.js';
import { startFaultProxy } from './fault-proxy.js';
import { runInProcess } from './in-process.js';
import { Random } from './random.js';
import { startVirtualTime } from './virtual-time.js';
import { makeFolder, passwordsOf } from './workplace.js';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What stands where a config says something else. */
const odd: readonly Json[] = [
  null,
  true,
  -1,
  1e308,
  '',
  ' ',
  '##vso[task.complete]\n::error::x',
  '../../../etc/passwd',
  'env:QUALYS_PASSWORD',
  'file:/etc/shadow',
  'env.QUALYS_PASSWORD',
  '\u0000\u001b[2J',
  'a'.repeat(5_000),
  [],
  {},
  [[[[]]]],
  { __proto__: { x: 1 }, constructor: 'x' },
];

/** A value with one place changed: taken out, replaced, doubled, or under a key of another name. */
function mutated(value: Json, random: Random): Json {
  if (Array.isArray(value) && value.length > 0 && random.next() < 0.8) {
    const at = random.below(value.length);
    return value.map((each, index) => (index === at ? mutated(each, random) : each));
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && random.next() < 0.9) {
    const keys = Object.keys(value);
    if (keys.length === 0) return random.pick(odd);
    const key = random.pick(keys);
    const { [key]: before = null, ...others } = value;
    const way = random.next();
    if (way < 0.1) return others;
    if (way < 0.2) return { ...others, [`${key}x`]: before };
    if (way < 0.25) return { ...value, ['__proto__']: before };
    return { ...others, [key]: mutated(before, random) };
  }
  return random.pick(odd);
}

beforeAll(startVirtualTime);

const blocks = Array.from({ length: 6 }, (_, index) => index * 20 + 1);
test.each(blocks)(
  'a hostile config ends with an exit code of the table, leaks nothing and launches once at most: seeds from %i',
  async (from) => {
    for (let seed = from; seed < from + 20; seed += 1) {
      const random = new Random(seed);
      const passwords = passwordsOf(random);
      const simulator = await startSimulator({ scenario: 'fail', speed: 20 });
      simulator.account.password = passwords.api;
      const { username } = simulator.credentials;
      const proxy = await startFaultProxy({ target: simulator.url, random, faultFor: () => undefined });
      const situation = { scenario: 'fail', target: 'host', right: 1 } as const;
      const folder = makeFolder({ url: proxy.url, username, passwords, situation, timeout: '30s' });
      try {
        let config: Json = JSON.parse(folder.config);
        for (let times = 1 + random.below(3); times > 0; times -= 1) config = mutated(config, random);
        const text = JSON.stringify(config);
        writeFileSync(join(folder.path, 'qualys-pc.json'), text);
        const { code, stdout, stderr } = await runInProcess(['run'], {
          cwd: folder.path,
          env: folder.env,
          isBusy: proxy.isBusy,
        });
        const where = `seed ${seed}: ${text.slice(0, 2_000)}\n${stderr}`;
        expect([0, 1, 2, 3, 4, 5], where).toContain(code);
        expect(simulator.account.scans.length, where).toBeLessThanOrEqual(1);
        if (code === 2) expect(simulator.account.scans, where).toEqual([]);
        expect(stdout + stderr, where).not.toMatch(/##vso\[|##\[|^\s*::error/m);
        const places = [{ name: 'output', text: stdout + stderr }, ...filesUnder(folder.path)];
        expect(leaksIn(places, { password: { username, password: passwords.api } }), where).toEqual([]);
      } finally {
        await proxy.close();
        await simulator.close();
        folder.remove();
      }
    }
  },
  120_000,
);
