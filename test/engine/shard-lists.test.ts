import { afterAll, beforeAll, expect, test } from 'vitest';
import { IpSet } from '../../src/net/ip-set.js';
import { ranges } from '../../src/simulator/ipv4.js';
import { resultSchema } from '../../src/workflow/results/result.js';
import { shardByHash } from '../../src/workflow/units/shards.js';
import { startVirtualTime } from '../faults/virtual-time.js';
import { openWorkplace } from '../support/engine.js';

let endVirtualTime = () => {};
beforeAll(() => {
  endVirtualTime = startVirtualTime();
});
afterAll(() => endVirtualTime());

test('A shard whose agent resolved another list: every address that no present shard scanned is named, 4, by the command that joins them', async () => {
  const place = await openWorkplace({ virtual: true });
  const first = shardByHash(IpSet.parse('10.20.30.44-10.20.30.59'), { index: 1, total: 2 });
  // It falls to the shard whose agent has asked already, and stands in the list of the other alone.
  const [late = ''] = first.addresses();
  const group = place.simulator.account.groups.find(({ title }) => title === 'Payments production');
  if (group === undefined) throw new Error('The account has no such group.');
  group.ranges = ranges('10.20.30.40-10.20.30.43');
  place.writeWhole({
    scan: {
      jobName: 'payments-api',
      target: { type: 'host', assetGroups: [group.title] },
      scanner: 'edge-scan-01',
      optionProfile: { title: 'Jenkins_Linux baseline' },
    },
    criteria: { failOn: { states: ['fail'], criticalities: ['urgent'] } },
    timeouts: { pollingInterval: '30s', timeout: '60' },
    reports: { directory: 'results', formats: [] },
  });
  for (const shard of ['1/2', '2/2']) {
    const ran = await place.run(['--shard', shard]);
    expect(ran.code, ran.stderr).toBe(0);
    group.ranges = ranges(`10.20.30.40-10.20.30.43,${late}`);
  }
  const joined = await place.command(['report', 'results/shard-*/result.json', '--out', 'joined/']);
  expect(joined.code, joined.stderr).toBe(4);
  const { verdict } = resultSchema.parse(JSON.parse(await place.file('joined/result.json')));
  expect(verdict).toMatchObject({ outcome: 'inconclusive', exitCode: 4 });
  expect(verdict.reasons[0]?.what).toContain(`No shard scanned ${late}`);
});
