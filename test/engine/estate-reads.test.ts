import { afterAll, beforeAll, expect, test } from 'vitest';
import { startVirtualTime } from '../faults/virtual-time.js';
import { openWorkplace, type Tree, type Workplace } from '../support/engine.js';

let endVirtualTime = () => {};
beforeAll(() => {
  endVirtualTime = startVirtualTime();
});
afterAll(() => endVirtualTime());

const scan = { scanner: 'ec2-scan-01', optionProfile: { title: 'Jenkins_Linux baseline' } };
const both = { type: 'ec2', instances: 'running', connectors: [{ id: '2001' }, { id: '2002' }] };
const judged = {
  criteria: { failOn: { states: ['fail'], criticalities: ['urgent'] } },
  timeouts: { pollingInterval: '30s', timeout: '60' },
};

async function openEstate(config: Tree): Promise<Workplace> {
  const place = await openWorkplace({ scenario: 'estate', virtual: true, speed: 1 });
  place.writeWhole({
    reports: null,
    ...config,
  });
  return place;
}

/** One of the 25 instances of an account. */
function instanceOf({ simulator }: Workplace, account: number, number: number) {
  const instance = simulator.account.instances.find(({ name }) => name === `estate-${account}-${number}`);
  const [source] = instance?.sources ?? [];
  if (instance === undefined || source === undefined) throw new Error('The scenario has no such instance.');
  return { instance, source };
}

test('jobs that share connectors are cut from one list of each', async () => {
  const place = await openEstate({
    defaults: { scan, ...judged },
    jobs: {
      first: { scan: { target: { ...both, tag: 'Name=estate-1-1' } } },
      second: { scan: { target: { ...both, tag: 'Name=estate-2-1' } } },
    },
  });
  const checked = await place.check();
  expect(checked.code, checked.stderr).toBe(0);
  expect(place.sent('awsassetdataconnector')).toBe(1);
  // The two accounts for both cuts, then that of each scan.
  expect(place.sent('hostasset')).toBe(2 + 2);
});

test('every key of the target can be given by flag, connectors by one flag each, and `config` names the flag', async () => {
  const place = await openEstate({ scan: { ...scan, jobName: 'estate', target: null }, ...judged });
  const flags = ['--instances', 'running', '--tag', 'Name=estate-1-1'];
  const behind = ['--connector', '2001', '--connector', 'estate-02'];
  const checked = await place.check([...flags, ...behind]);
  expect(checked.code, checked.stderr).toBe(0);
  expect(checked.stderr).toContain('estate: 1 instance of 1 account in 1 scan');
  expect(place.sent('hostasset')).toBe(2 + 1);
  const shown = await place.here(['config', ...flags, ...behind]);
  expect(shown.code, shown.stderr).toBe(0);
  expect(shown.stdout).toMatch(/connectors.*--connector/);
  const unknown = await place.check([...flags, '--connector', '2001', '--connector', 'estate-2']);
  expect(unknown.code).toBe(2);
  expect(unknown.stderr).toContain('Connector "estate-2" is not in Qualys');
  expect(unknown.stderr).toContain('estate-02');
  const misspelt = await place.check([...flags, '--connectors', '2001']);
  expect(misspelt.code).toBe(2);
  expect(misspelt.stderr).toContain('--connector');
  const nothing = await place.check(['--connector', '2001,2002']);
  expect(nothing.code).toBe(2);
  expect(nothing.stderr).toContain('--instances');
});

test('the password of the hosts is asked for once, however many scans a job is cut into', async () => {
  const authRecord = { platform: 'unix', username: 'scan', password: 'env:QUALYS_HOSTS' };
  const place = await openEstate({
    scan: { ...scan, jobName: 'estate', target: { ...both, tag: 'team=ledger' }, authRecord },
    ...judged,
  });
  const checked = await place.here(['check'], { input: 'h0st pass\r', interactive: true });
  expect(checked.code, checked.stderr).toBe(0);
  expect(checked.stderr.split('password of the unix user scan: ')).toHaveLength(2);
  expect(checked.stdout).toContain('6 scans of 1 job');
});

test('an instance that was made anew counts by its newest asset, in the cut and in its scan', async () => {
  const place = await openEstate({
    scan: {
      ...scan,
      jobName: 'estate',
      target: { ...both, connectors: [{ id: '2001' }], tag: 'Name=estate-1-1' },
    },
    ...judged,
    reports: { directory: 'results', formats: [] },
  });
  const { instance, source } = instanceOf(place, 1, 1);
  const before = { ...source, state: 'TERMINATED', lastUpdated: source.lastUpdated - 86_400_000 };
  place.simulator.account.instances.push({ ...instance, assetId: 6_999_999, sources: [before] });
  const ran = await place.run();
  expect(ran.code, ran.stderr).toBe(0);
  expect((await place.result()).verdict).toMatchObject({ outcome: 'passed', notes: [] });
});

test('a cut remembers each instance once for the whole and once for its scan, and a rerun of a shard knows the whole', async () => {
  const place = await openEstate({
    scan: { ...scan, jobName: 'estate', target: both },
    ...judged,
    reports: { directory: 'results', formats: [] },
  });
  const build = { GITHUB_RUN_NUMBER: '7', BUILD_NUMBER: '7' };
  const left = await place.run(['--detach', '--shard', '1/2'], build);
  expect(left.code, left.stderr).toBe(5);
  const ids = (await place.file('results/shard-1/parts.json')).match(/i-0e57a7e\w+/g) ?? [];
  expect(new Set(ids).size).toBe(50);
  expect(ids.length).toBeLessThan(2 * 50);
  const ran = await place.run(['--shard', '1/2'], build);
  expect(ran.code, ran.stderr).toBe(0);
  const { target } = JSON.parse(await place.file('results/shard-1/result.json'));
  expect(target.resolved).toHaveLength(50);
});
