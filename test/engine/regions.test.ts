import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startVirtualTime } from '../faults/virtual-time.js';
import { openWorkplace, type Tree, type Workplace } from '../support/engine.js';

let endVirtualTime = () => {};
beforeAll(() => {
  endVirtualTime = startVirtualTime();
});
afterAll(() => endVirtualTime());

/** Two in Frankfurt, one in Virginia; all of one account. */
const [frankfurt, frankfurtToo, virginia] = [
  'i-0a11b22c33d44e55f',
  'i-0a11b22c33d44e560',
  'i-0e55f66a77b88c99d',
] as const;
const build = { BUILD_NUMBER: '7' };

const scanOf = (target: Tree): Tree => ({
  target: { type: 'ec2', connector: { id: '1401' }, ...target },
  scanner: 'ec2-scan-01',
  optionProfile: { title: 'Jenkins_Linux baseline' },
});

const judged: Tree = {
  criteria: { failOn: { states: ['fail'], criticalities: ['urgent'] } },
  timeouts: { pollingInterval: '30s', timeout: '60' },
  reports: { directory: 'results', formats: ['junit'] },
};

async function openRegions(target: Tree): Promise<Workplace> {
  const place = await openWorkplace({ virtual: true, speed: 1 });
  place.writeWhole({ scan: { jobName: 'regions', ...scanOf(target) }, ...judged });
  return place;
}

/** Instances of each launch, and the region that it asked for. */
function launches({ simulator }: Workplace): string[] {
  return simulator.journal
    .filter(({ path, action }) => path.includes('scan/compliance') && action === 'launch')
    .map(({ params }) => `${params.ec2_endpoint} ${params.ec2_instance_ids}`)
    .toSorted();
}

const apart = [`eu-central-1 ${frankfurt},${frankfurtToo}`, `us-east-1 ${virginia}`];

describe('a few instances behind one connector', () => {
  test('several regions become several scans with one verdict', async () => {
    const place = await openRegions({ instanceIds: [frankfurt, virginia, frankfurtToo] });
    const ran = await place.run();
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stderr).toContain('regions: 3 instances of 1 account in 2 scans');
    expect(ran.stderr).not.toContain('different regions');
    expect(launches(place)).toEqual(apart);
    const joined = await place.result();
    expect(joined.verdict).toMatchObject({ outcome: 'passed', exitCode: 0 });
    expect(joined.totals.passed).toBe(3 * 16);
    expect(joined.target).toMatchObject({ type: 'ec2', uncovered: [] });
    expect(readdirSync(join(place.folder, 'results')).toSorted()).toEqual([
      'controls.jsonl',
      'junit.xml',
      'part-1',
      'part-2',
      'parts.json',
      'result.json',
      'units.json',
    ]);
    const group = place.simulator.account.groups.find(({ title }) => title === 'Jenkins_AG_regions');
    expect(group?.ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0)).toBe(3);
    const units = new Set((await place.events()).map(({ unit }) => unit));
    expect(units).toEqual(new Set(['part 1', 'part 2']));
  });

  test('A one-job config behaves as before: of one region the same files lie in the same places, and nothing more is asked', async () => {
    const place = await openRegions({ instanceIds: [frankfurt, frankfurtToo] });
    const ran = await place.run();
    expect(ran.code, ran.stderr).toBe(0);
    expect(launches(place)).toEqual([apart[0]]);
    expect(readdirSync(join(place.folder, 'results')).toSorted()).toEqual([
      'controls.jsonl',
      'junit.xml',
      'result.json',
      'state.json',
    ]);
    expect(place.sent('awsassetdataconnector')).toBe(1);
    expect(place.sent('hostasset')).toBe(2);
  });

  test('`check` shows a plan for each, and changes nothing', async () => {
    const place = await openRegions({ instanceIds: [frankfurt, virginia, frankfurtToo] });
    const checked = await place.check();
    expect(checked.code, checked.stderr).toBe(0);
    expect(checked.stdout).toContain('2 scans of 1 job');
    expect(checked.stdout.split('\n').filter((line) => line.startsWith('Target'))).toEqual([
      expect.stringMatching(new RegExp(`${frankfurt}.*${frankfurtToo}.* in eu-central-1`)),
      expect.stringMatching(new RegExp(`${virginia}.* in us-east-1`)),
    ]);
    expect(existsSync(join(place.folder, 'results'))).toBe(false);
    const json = JSON.parse((await place.check(['--json'])).stdout);
    expect(json.jobs.map(({ job, part }: { job: string; part: number }) => [job, part])).toEqual([
      ['regions', 1],
      ['regions', 2],
    ]);
  });

  test('a rerun takes the scans up, one launch each, though an instance has stopped since', async () => {
    const place = await openRegions({ instanceIds: [frankfurt, virginia] });
    const left = await place.run(['--detach'], build);
    expect(left.code, left.stderr).toBe(5);
    expect(launches(place)).toHaveLength(2);
    const [stopped] = place.simulator.account.instances.flatMap(({ sources }) =>
      sources.filter(({ instanceId }) => instanceId === virginia),
    );
    if (stopped !== undefined) stopped.state = 'STOPPED';
    const ran = await place.run([], build);
    expect(ran.code, ran.stderr).toBe(0);
    expect(launches(place)).toHaveLength(2);
    expect((await place.result()).totals.passed).toBe(2 * 16);
  });

  test('one that does not run fails its scan alone', async () => {
    const place = await openRegions({ instanceIds: ['i-0b22c33d44e55f66a', virginia] });
    const ran = await place.run();
    expect(ran.code, ran.stderr).toBe(4);
    expect(launches(place)).toEqual([`us-east-1 ${virginia}`]);
    expect((await place.result('part-2')).verdict).toMatchObject({ outcome: 'passed' });
  });

  test('an instance that its connector finds only when it is run may lie in another region', async () => {
    const place = await openRegions({
      instanceIds: ['i-0d44e55f66a77b88c', virginia],
      runConnector: true,
    });
    const ran = await place.run();
    expect(ran.code, ran.stderr).toBe(0);
    expect(launches(place)).toEqual(['eu-central-1 i-0d44e55f66a77b88c', `us-east-1 ${virginia}`]);
  });

  test('a password that is typed or piped in is asked for once', async () => {
    const place = await openRegions({ instanceIds: [frankfurt, virginia] });
    const input = `${place.simulator.credentials.password}\n`;
    const ran = await place.command(['run', '--password-stdin'], { QUALYS_PASSWORD: '' }, input);
    expect(ran.code, ran.stderr).toBe(0);
    expect(launches(place)).toHaveLength(2);
  });

  test('a job of several is cut likewise, and one of a single region is not', async () => {
    const place = await openRegions({ instanceIds: [frankfurt] });
    place.writeWhole({
      defaults: judged,
      reports: null,
      jobs: {
        both: { scan: scanOf({ instanceIds: [frankfurt, virginia] }) },
        one: { scan: scanOf({ instanceIds: [frankfurt, frankfurtToo] }) },
      },
    });
    const ran = await place.run();
    expect(ran.code, ran.stderr).toBe(0);
    expect(launches(place)).toEqual([`eu-central-1 ${frankfurt}`, ...apart]);
    expect(existsSync(join(place.folder, 'results/both/part-2/result.json'))).toBe(true);
    expect(existsSync(join(place.folder, 'results/one/part-1'))).toBe(false);
    const joined = await place.result();
    expect(joined.jobs?.map(({ name, hosts }) => [name, hosts])).toEqual([
      ['both', 2],
      ['one', 2],
    ]);
  });

  test('shards of them write one group, each scans its own', async () => {
    const place = await openRegions({ instanceIds: [frankfurt, virginia, frankfurtToo] });
    for (const shard of ['1/2', '2/2']) {
      const ran = await place.run(['--shard', shard]);
      expect(ran.code, ran.stderr).toBe(0);
      const group = place.simulator.account.groups.find(({ title }) => title === 'Jenkins_AG_regions');
      expect(group?.ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0)).toBe(3);
    }
    const ids = launches(place).map((launch) => launch.split(' ')[1]);
    expect(ids.toSorted()).toEqual([frankfurt, frankfurtToo, virginia].toSorted());
  });
});
