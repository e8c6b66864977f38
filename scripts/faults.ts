import { parseArgs } from 'node:util';
import { type CampaignCount, faultCampaign, killCampaign } from '../test/faults/campaign.js';

// The promises under attack, for as long as is asked: npm run test:faults -- --seed 1 --minutes 10 --kills 300
// Every seed gives the same plan on every machine; a forbidden end is printed with its seed, and ends with 1.

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '10' },
    faults: { type: 'string', default: '1000000' },
    kills: { type: 'string', default: '300' },
  },
});

const options = {
  seed: Number(values.seed),
  minutes: Number(values.minutes),
  print: (line: string) => process.stdout.write(`${line}\n`),
};

function report(name: string, { runs, firstSeed, lastSeed, forbidden, ends }: CampaignCount): void {
  process.stdout.write(`${name}: ${runs} runs, seeds ${firstSeed} to ${lastSeed}, ${forbidden} forbidden\n`);
  for (const [end, times] of Object.entries(ends).sort(([, a], [, b]) => b - a))
    process.stdout.write(`  ${String(times).padStart(6)}  ${end}\n`);
}

const kills = await killCampaign({ ...options, minutes: options.minutes / 2, most: Number(values.kills) });
report('kills', kills);
const faults = await faultCampaign({
  ...options,
  minutes: kills.runs === 0 ? options.minutes : options.minutes / 2,
  most: Number(values.faults),
});
report('faults', faults);
// What a fault has left open must not keep the campaign going.
process.stdout.write('', () => process.exit(kills.forbidden + faults.forbidden === 0 ? 0 : 1));
