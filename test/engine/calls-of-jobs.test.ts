import { afterAll, beforeAll, expect, test } from 'vitest';
import { startVirtualTime } from '../faults/virtual-time.js';
import { openWorkplace, type Tree, type Workplace } from '../support/engine.js';

let endVirtualTime = () => {};
beforeAll(() => {
  endVirtualTime = startVirtualTime();
});
afterAll(() => endVirtualTime());

function writeJobs(place: Workplace, count: number, timeout: string): void {
  const names = Array.from({ length: count }, (_, index) => `job-${index + 1}`);
  place.writeWhole({
    reports: null,
    defaults: {
      scan: { scanner: 'edge-scan-01', optionProfile: { title: 'Jenkins_Linux baseline' } },
      criteria: { failOn: { states: ['fail'], criticalities: ['urgent'] } },
      timeouts: { pollingInterval: '30s', timeout },
      reports: { directory: 'results', formats: [] },
    },
    jobs: Object.fromEntries(
      names.map((name, index): [string, Tree] => [
        name,
        { scan: { target: { type: 'host', ips: [`10.20.30.${40 + index}`] } } },
      ]),
    ),
  });
}

test('what is the same for all units is asked for once: login, scanners and option profiles', async () => {
  const place = await openWorkplace({ virtual: true, speed: 60 });
  writeJobs(place, 6, '60');
  const ran = await place.run();
  expect(ran.code, ran.stderr).toBe(0);
  expect(place.launches()).toBe(6);
  expect(place.sent('auth')).toBe(1);
  expect(place.sent('appliance', 'list')).toBe(1);
  expect(place.sent('subscription/option_profile/pc', 'list')).toBe(1);
  // What a unit changes, or waits for, is its own to read: before its plan, and with its posture.
  expect(place.sent('asset/group', 'list')).toBe(6);
  expect(place.sent('compliance/policy', 'list')).toBe(2 * 6);
});

test.each([{ args: [] }, { args: ['--quiet'] }])(
  'a wait of an hour for the limit of calls is said with its end: run $args',
  async ({ args }) => {
    const limits = { atOnce: 2, perWindow: 13, windowSec: 3_600, by: 'path' } as const;
    const place = await openWorkplace({ virtual: true, speed: 60, behaviour: { limits } });
    writeJobs(place, 4, '3h');
    const ran = await place.here(['run', ...args]);
    expect(ran.code, ran.stderr).toBe(0);
    expect(place.launches()).toBe(4);
    expect(ran.stderr).toMatch(
      /^Waiting \d{2,} s: the account used up its calls, 0 of 13 calls left; it goes on at \d\d:\d\d UTC$/m,
    );
    const lines = ran.stderr.trimEnd().split('\n');
    if (args.length > 0) expect(lines.filter((line) => !line.startsWith('Waiting '))).toEqual([]);
  },
);
