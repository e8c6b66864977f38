import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { resultSchema } from '../../src/workflow/results/result.js';
import { startVirtualTime } from '../faults/virtual-time.js';
import { openWorkplace, type Tree, type Workplace } from '../support/engine.js';

beforeAll(startVirtualTime);

const connectors = Array.from({ length: 12 }, (_, index) => ({ id: String(2001 + index) }));

async function openEstate(target: Tree, more: Tree = {}): Promise<Workplace> {
  const place = await openWorkplace({ scenario: 'estate', virtual: true, speed: 1 });
  place.writeWhole({
    scan: {
      jobName: 'estate',
      target: { type: 'ec2', ...target },
      scanner: 'ec2-scan-01',
      optionProfile: { title: 'Jenkins_Linux baseline' },
    },
    criteria: { failOn: { states: ['fail'], criticalities: ['urgent'] } },
    timeouts: { pollingInterval: '30s', timeout: '60' },
    reports: { formats: [] },
    ...more,
  });
  return place;
}

/** What each launch asked for. */
function launches({ simulator }: Workplace) {
  return simulator.journal
    .filter(({ path, action }) => path.includes('scan/compliance') && action === 'launch')
    .map(({ params }) => ({
      region: params.ec2_endpoint ?? '',
      connector: params.connector_uuid ?? params.connector_name ?? '',
      ids: params.ec2_instance_ids?.split(',') ?? [],
    }));
}

/** The one source of an instance of the scenario: account 1 to 12, number 1 to 25. */
function instanceOf({ simulator }: Workplace, account: number, number: number) {
  const instance = simulator.account.instances.find(({ name }) => name === `estate-${account}-${number}`);
  const [source] = instance?.sources ?? [];
  if (source === undefined) throw new Error('The scenario has no such instance.');
  return source;
}

describe('an estate of EC2 instances', () => {
  test('300 instances behind twelve connectors: 30 and some launches, none with two regions or more than ten ids, joined verdict right', async () => {
    const place = await openEstate({ instances: 'running', connectors });
    const ran = await place.run();
    expect(ran.code, ran.stderr).toBe(1);
    expect(ran.stderr).toContain('estate: 300 instances of 12 accounts in 36 scans');
    const launched = launches(place);
    expect(launched).toHaveLength(36);
    const { account } = place.simulator;
    for (const { ids, region } of launched) {
      expect(ids.length).toBeLessThanOrEqual(10);
      const sources = ids.map((id) =>
        account.instances.flatMap((each) => each.sources).find(({ instanceId }) => instanceId === id),
      );
      expect(new Set(sources.map((source) => source?.region))).toEqual(new Set([region]));
      expect(new Set(sources.map((source) => source?.accountId)).size).toBe(1);
    }
    expect(new Set(launched.flatMap(({ ids }) => ids)).size).toBe(300);
    const joined = await place.result();
    expect(joined.verdict).toMatchObject({ outcome: 'failed', exitCode: 1, notes: [] });
    expect(joined.totals).toMatchObject({ failed: 1, failing: 1, passed: 300 * 16 - 1 });
    expect(joined.authentication.succeeded.join()).toContain('10.50.107.20');
    expect(joined.target).toMatchObject({ type: 'ec2', uncovered: [] });
    if (joined.target.type !== 'ec2') return;
    expect(joined.target.instances).toHaveLength(300);
    expect(joined.target.connectors).toHaveLength(12);
    expect(joined.controls.map(({ cid, hostRanges }) => [cid, hostRanges])).toEqual([[1141, '10.50.107.20']]);
    const group = account.groups.find(({ title }) => title === 'Jenkins_AG_estate');
    expect(group?.ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0)).toBe(300);
  }, 120_000);

  test('an instance that stops meanwhile is named and does not fail the rest', async () => {
    const place = await openEstate({ instances: 'running', connectors: connectors.slice(0, 2) });
    const [early, late] = [instanceOf(place, 1, 3), instanceOf(place, 2, 25)];
    let seen = 0;
    place.simulator.intercept(({ path, action }) => {
      if (!path.includes('scan/compliance') || action !== 'launch') return undefined;
      seen += 1;
      // One of those that this launch is about, and one whose scan has not begun.
      if (seen === 1) early.state = 'STOPPED';
      if (seen === 1) late.state = 'SHUTTING_DOWN';
      return undefined;
    });
    const ran = await place.run();
    expect(ran.code, ran.stderr).toBe(0);
    const launched = launches(place).flatMap(({ ids }) => ids);
    expect(launched).toHaveLength(49);
    expect(launched).not.toContain(late.instanceId);
    const joined = await place.result();
    expect(joined.verdict).toMatchObject({ outcome: 'passed', exitCode: 0, warnings: 0 });
    expect(joined.verdict.notes.map(({ code, what }) => [code, what.replace(/^Part \d+: /, '')])).toEqual([
      [
        'instance-stopped',
        `Instance ${early.instanceId} ran when the scans were planned and is STOPPED now: it is left out.`,
      ],
      [
        'instance-stopped',
        `Instance ${late.instanceId} ran when the scans were planned and is SHUTTING_DOWN now: it is left out.`,
      ],
    ]);
    expect(joined.target.uncovered).toEqual([]);
    expect(ran.stderr).toContain(`Instance ${early.instanceId} ran`);
  }, 60_000);

  test('a scan whose instances have all stopped has no verdict of its own, and the others stand', async () => {
    const place = await openEstate({
      instances: 'running',
      tag: 'Name=estate-1-1',
      connectors: connectors.slice(0, 2),
    });
    const [kept, stopped] = [instanceOf(place, 1, 1), instanceOf(place, 2, 25)];
    stopped.tags = kept.tags ?? [];
    place.simulator.intercept(({ path, action }) => {
      if (path.includes('scan/compliance') && action === 'launch') stopped.state = 'STOPPED';
      return undefined;
    });
    const ran = await place.run();
    expect(ran.code, ran.stderr).toBe(0);
    expect((await place.result()).verdict).toMatchObject({ outcome: 'passed' });
    expect((await place.result('part-2')).verdict).toMatchObject({
      outcome: 'not-evaluated',
      reasons: [{ code: 'instances-stopped' }],
    });
    expect(kept.state).toBe('RUNNING');
  }, 60_000);

  test('a rerun takes the scans up as they were cut, whatever started and stopped since', async () => {
    const target = { instances: 'running', tag: 'team=ledger', connectors: connectors.slice(0, 2) };
    const place = await openEstate(target);
    const env = { GITHUB_RUN_NUMBER: '7', BUILD_NUMBER: '7' };
    const left = await place.run(['--detach'], env);
    expect(left.code, left.stderr).toBe(5);
    expect(launches(place)).toHaveLength(6);
    instanceOf(place, 1, 1).state = 'STOPPED';
    instanceOf(place, 1, 0).state = 'RUNNING';
    const ran = await place.run([], env);
    expect(launches(place)).toHaveLength(6);
    expect(ran.code, ran.stderr).toBe(0);
    expect((await place.result()).totals.passed).toBe(50 * 16);
  }, 60_000);

  test('the plan lists what was resolved, and changes nothing', async () => {
    const place = await openEstate({ instances: 'running', connectors: connectors.slice(1, 2) });
    const checked = await place.check();
    expect(checked.code, checked.stderr).toBe(0);
    expect(checked.stdout).toContain('3 scans of 1 job');
    const targets = checked.stdout.split('\n').filter((line) => line.startsWith('Target'));
    expect(targets).toHaveLength(3);
    expect(targets[2]).toContain('in us-east-1 behind connector estate-02');
    expect(targets[2]).toContain(instanceOf(place, 2, 25).instanceId);
    expect(existsSync(join(place.folder, 'results'))).toBe(false);
    const json = JSON.parse((await place.check(['--json'])).stdout);
    expect(json.jobs.map(({ job, part }: { job: string; part: number }) => [job, part])).toEqual([
      ['estate', 1],
      ['estate', 2],
      ['estate', 3],
    ]);
  }, 60_000);

  test('more than ten named instances of two accounts are cut likewise, and one that does not run fails its scan alone', async () => {
    const place = await openEstate({
      instanceIds: ['env.ESTATE_IDS'],
      connectors: connectors.slice(0, 2),
    });
    const ids = [1, 2].flatMap((account) =>
      [0, 1, 2, 3, 4, 5, 6].map((number) => instanceOf(place, account, number).instanceId),
    );
    instanceOf(place, 2, 0).state = 'RUNNING';
    const ran = await place.run([], { ESTATE_IDS: ids.join(' ') });
    expect(ran.code, ran.stderr).toBe(4);
    expect(launches(place).map(({ ids: { length } }) => length)).toEqual([7]);
    expect((await place.result()).verdict.reasons[0]).toMatchObject({
      code: 'instance-not-running',
      what: `Part 1: Instance ${ids[0]} is STOPPED, not RUNNING`,
    });
  }, 60_000);

  test('a connector that cannot tell what runs is named, with everything else that is missing', async () => {
    const place = await openEstate({
      instances: 'running',
      connectors: [{ id: '2001' }, { id: '1403' }, { name: 'estate-2' }],
    });
    const ran = await place.run();
    expect(ran.code, ran.stderr).toBe(2);
    expect(ran.stderr).toContain('Connector lab is disabled');
    expect(ran.stderr).toContain('Connector "estate-2" is not in Qualys');
    expect(launches(place)).toEqual([]);
    expect((await place.result()).verdict).toMatchObject({ outcome: 'error', exitCode: 2 });
  }, 60_000);

  test('shards take running instances by their id, and together all of them', async () => {
    const place = await openEstate({ instances: 'running', connectors: connectors.slice(0, 2) });
    for (const shard of ['1/2', '2/2']) expect((await place.run(['--shard', shard])).code).toBe(0);
    // Both write the group of the whole.
    const group = place.simulator.account.groups.find(({ title }) => title === 'Jenkins_AG_estate');
    expect(group?.ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0)).toBe(50);
    const ids = launches(place).flatMap(({ ids: each }) => each);
    expect(new Set(ids).size).toBe(50);
    expect(ids).toHaveLength(50);
    const joined = await place.command([
      'report',
      'results/shard-*/result.json',
      '--format',
      'text',
      '--out',
      'joined/',
    ]);
    expect(joined.code, joined.stderr).toBe(0);
    const result = resultSchema.parse(JSON.parse(await place.file('joined/result.json')));
    expect(result.units).toMatchObject({ expected: ['shard-1', 'shard-2'], present: ['shard-1', 'shard-2'] });
  }, 60_000);
});

describe('5,000 hosts from `@hosts.txt`', () => {
  /** A config for hosts of the file, none of which neighbours another. */
  async function openHosts(count: number): Promise<Workplace> {
    const place = await openEstate({ type: 'host', ips: ['@hosts.txt'] });
    const lines = Array.from(
      { length: count },
      (_, index) =>
        `10.${70 + Math.floor(index / 12_800)}.${Math.floor(index / 100) % 128}.${2 * (index % 100) + 1} # host ${index}`,
    );
    writeFileSync(join(place.folder, 'hosts.txt'), `${lines.join('\n')}\n`);
    return place;
  }

  test('`check` asks no more of Qualys than for one host, and sends each address once', async () => {
    const [one, many] = [await openHosts(1), await openHosts(5_000)];
    for (const place of [one, many]) {
      const checked = await place.check(['--allow-new-ips', '5000']);
      expect(checked.code, checked.stderr).toBe(0);
    }
    const calls = (place: Workplace) =>
      place.simulator.journal.map(({ path, action }) => `${path} ${action}`);
    expect(calls(many)).toEqual(calls(one));
    const sent = many.simulator.journal.flatMap(({ params }) => params.ips?.split(',') ?? []);
    expect(sent).toHaveLength(5_000);
    expect((await many.check(['--json', '--allow-new-ips', '5000'])).stdout).toContain('"count": "5000"');
  }, 60_000);
});
