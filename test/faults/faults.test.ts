import { beforeAll, describe, expect, test } from 'vitest';
import { planOf, runUnderFault } from './fault-run.js';
import { killPlanOf, runAndKill } from './kills.js';
import { startVirtualTime } from './virtual-time.js';

/** Seeds of the short run; `npm run test:faults` goes on from here for as long as it is told. */
const seeds = Array.from({ length: 200 }, (_, index) => 1_000 + index);
/** Seeds whose faults hold real time up. */
const slowSeeds = [41, 109, 143];
/** Kills of real processes, at a call and at a moment. */
const killSeeds = [1, 2, 3, 4];
/** Tests of this many seeds each, so that a report names where it broke. */
const perTest = 25;

describe('the right verdict or the right end without one: never a wrong verdict, a second launch, a hang, a crash, a leaked secret', () => {
  beforeAll(startVirtualTime);

  const groups = Array.from({ length: seeds.length / perTest }, (_, index) =>
    seeds.slice(index * perTest, (index + 1) * perTest),
  );
  test.each(groups.map((group) => [group[0], group.at(-1), group] as const))(
    'seeds %i to %i',
    async (_first, _last, group) => {
      for (const seed of group) {
        const { plan, forbidden, stderr } = await runUnderFault(planOf(seed, { slow: false }));
        expect(forbidden, `${JSON.stringify(plan)}\n${stderr}`).toEqual([]);
      }
    },
    120_000,
  );

  test.each(slowSeeds)(
    'a peer that never answers, or a byte at a time: seed %i',
    async (seed) => {
      const { plan, forbidden, stderr } = await runUnderFault(planOf(seed, { slow: true }));
      expect(forbidden, `${JSON.stringify(plan)}\n${stderr}`).toEqual([]);
    },
    60_000,
  );
});

describe('at most one scan: kill the program at any point and run it again', () => {
  test.concurrent.each(killSeeds)(
    'seed %i',
    async (seed) => {
      const { plan, forbidden, stderr } = await runAndKill(killPlanOf(seed));
      expect(forbidden, `${JSON.stringify(plan)}\n${stderr}`).toEqual([]);
    },
    60_000,
  );
});
