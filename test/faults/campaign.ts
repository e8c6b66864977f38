import { planOf, runUnderFault } from './fault-run.js';
import { killPlanOf, runAndKill } from './kills.js';
import { startVirtualTime } from './virtual-time.js';

/** How much of a campaign is done; whichever limit comes first ends it. */
export interface CampaignOptions {
  readonly seed: number;
  readonly minutes: number;
  readonly most: number;
  readonly print: (line: string) => void;
}

export interface CampaignCount {
  readonly runs: number;
  readonly firstSeed: number;
  readonly lastSeed: number;
  readonly forbidden: number;
  /** How often each way to end occurred: `right verdict -> exit code`. */
  readonly ends: Readonly<Record<string, number>>;
}

interface Outcome {
  readonly end: string;
  readonly forbidden: readonly string[];
  readonly told: string;
}

/** Faults in this process, on virtual time, one seed after the other. */
export async function faultCampaign(options: CampaignOptions): Promise<CampaignCount> {
  const endVirtualTime = startVirtualTime();
  try {
    return await campaign(options, async (seed) => {
      const { plan, code, rerunCode, forbidden, stderr } = await runUnderFault(planOf(seed, { slow: true }));
      const end = `${plan.situation.right} -> ${code}${rerunCode === undefined ? '' : `, rerun ${rerunCode}`}`;
      return { end, forbidden, told: `${JSON.stringify(plan)}\n${stderr}` };
    });
  } finally {
    endVirtualTime();
  }
}

/** Kills of the built program, in real time. */
export function killCampaign(options: CampaignOptions): Promise<CampaignCount> {
  return campaign(options, async (seed) => {
    const { plan, killed, forbidden, stderr } = await runAndKill(killPlanOf(seed));
    const end = killed
      ? `${plan.signal} ${plan.call === undefined ? 'at a moment' : plan.moment}`
      : 'ended before';
    return { end, forbidden, told: `${JSON.stringify(plan)}\n${stderr}` };
  });
}

async function campaign(
  { seed: firstSeed, minutes, most, print }: CampaignOptions,
  play: (seed: number) => Promise<Outcome>,
): Promise<CampaignCount> {
  const endsAt = performance.now() + minutes * 60_000;
  const ends: Record<string, number> = {};
  let forbiddenRuns = 0;
  let seed = firstSeed;
  for (; seed < firstSeed + most && performance.now() < endsAt; seed += 1) {
    const { end, forbidden, told } = await play(seed);
    ends[end] = (ends[end] ?? 0) + 1;
    if (forbidden.length === 0) continue;
    forbiddenRuns += 1;
    print(`seed ${seed}: ${forbidden.join('; ')}\n${told}\n`);
  }
  return { runs: seed - firstSeed, firstSeed, lastSeed: seed - 1, forbidden: forbiddenRuns, ends };
}
