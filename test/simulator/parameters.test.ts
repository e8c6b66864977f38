import { describe, expect, test } from 'vitest';
import { useSimulator } from '../support/simulator.js';
import { first, get, post } from './session.js';

const simulator = useSimulator();

type Row = readonly [why: string, endpoint: string, params: Record<string, string>, code: string];

const refusals: readonly Row[] = [
  ['an unknown parameter', 'appliance', { action: 'list', colour: 'red' }, '1901'],
  [
    '`ips` on the edit of a group',
    'asset/group',
    { action: 'edit', id: '771204', ips: '10.20.30.40' },
    '1901',
  ],
  ['an action in capitals', 'appliance', { Action: 'list' }, '1903'],
  ['a missing action', 'appliance', {}, '1903'],
  ['an unknown action', 'appliance', { action: 'buy' }, '1905'],
  ['a record without user name', 'auth/unix', { action: 'create', title: 'a', ips: '10.20.30.40' }, '1903'],
  [
    'a record without password',
    'auth/unix',
    { action: 'create', title: 'a', ips: '10.20.30.40', username: 'scan' },
    '1903',
  ],
  [
    'an option profile by id and by title',
    'scan/compliance',
    { action: 'launch', option_id: '51491', option_title: 'Jenkins_Linux baseline', ip: '10.20.30.40' },
    '1904',
  ],
  ['a launch without option profile', 'scan/compliance', { action: 'launch', ip: '10.20.30.40' }, '1922'],
  ['a launch without target', 'scan/compliance', { action: 'launch', option_id: '51491' }, '1922'],
  [
    'an unknown option profile',
    'scan/compliance',
    { action: 'launch', option_id: '1', ip: '10.20.30.40' },
    '1905',
  ],
  ['a CIDR in a list of IPs', 'asset/ip', { action: 'add', enable_pc: '1', ips: '10.20.33.0/30' }, '1905'],
  ['an address with letters', 'asset/ip', { action: 'add', enable_pc: '1', ips: '10.20.33.x' }, '1905'],
  ['IPs without a module', 'asset/ip', { action: 'add', ips: '10.20.33.1' }, '1922'],
  [
    'add_ips together with ips',
    'auth/unix',
    { action: 'update', ids: '203310', ips: '10.20.30.41', add_ips: '10.20.30.42' },
    '1907',
  ],
  ['the group title "All"', 'asset/group', { action: 'add', title: 'All', ips: '10.20.30.40' }, '1905'],
  [
    'a group title of 256 letters',
    'asset/group',
    { action: 'add', title: 'a'.repeat(256), ips: '10.20.30.40' },
    '1905',
  ],
  [
    'a group of an IP outside the subscription',
    'asset/group',
    { action: 'add', title: 'a', ips: '192.0.2.1' },
    '1905',
  ],
  [
    'a taken group title',
    'asset/group',
    { action: 'add', title: 'Jenkins_AG_payments-api-v2', ips: '10.20.30.40' },
    '1905',
  ],
  [
    'a scan title with letters outside ASCII',
    'scan/compliance',
    { action: 'launch', option_id: '51491', ip: '10.20.30.40', scan_title: 'Größe' },
    '1905',
  ],
  [
    'an empty group for a policy',
    'compliance/policy',
    { action: 'add_asset_group_ids', id: '5101', asset_group_ids: '1' },
    '1905',
  ],
  [
    'a change of a locked policy',
    'compliance/policy',
    { action: 'add_asset_group_ids', id: '5602', asset_group_ids: '771204' },
    '1905',
  ],
  ['posture without policy', 'compliance/posture/info', { action: 'list' }, '1922'],
  [
    'policy_id with policy_ids',
    'compliance/posture/info',
    { action: 'list', policy_id: '5101', policy_ids: '5102' },
    '1904',
  ],
  [
    'truncation_limit with policy_ids',
    'compliance/posture/info',
    { action: 'list', policy_ids: '5101,5102', truncation_limit: '0' },
    '1907',
  ],
  ['eleven policies at once', 'compliance/posture/info', { action: 'list', policy_ids: '5101-5111' }, '1905'],
  ['an unknown policy', 'compliance/posture/info', { action: 'list', policy_id: '4' }, '1905'],
  ['ids from high to low', 'compliance/policy', { action: 'list', ids: '5102-5101' }, '1905'],
  ['a range of three ids', 'compliance/policy', { action: 'list', ids: '1-2-3' }, '1905'],
  ['echo_request that is no flag', 'appliance', { action: 'list', echo_request: 'yes' }, '1905'],
  [
    'the 31st of February',
    'scan/compliance',
    { action: 'list', launched_after_datetime: '2026-02-31T00:00:00Z' },
    '1905',
  ],
  [
    'a time without seconds',
    'scan/compliance',
    { action: 'list', launched_after_datetime: '2026-02-03T00:00Z' },
    '1905',
  ],
  ['the reference of a VM scan', 'scan/compliance', { action: 'list', scan_ref: 'scan/1.1' }, '1905'],
  ['a target that is no address', 'scan/compliance', { action: 'list', target: 'host-1' }, '1905'],
  [
    'a group that does not exist beside one that does',
    'scan/compliance',
    { action: 'launch', option_id: '51491', asset_group_ids: '771204,1' },
    '1905',
  ],
  [
    'an Active Directory domain for a record with a NetBIOS one',
    'auth/windows',
    { action: 'update', ids: '203321', windows_ad_domain: 'corp.acme.test' },
    '1905',
  ],
  [
    'an Active Directory domain together with IPs',
    'auth/windows',
    {
      action: 'create',
      title: 'a',
      username: 's',
      password: 'x',
      windows_ad_domain: 'a.test',
      ips: '10.20.40.1',
    },
    '1907',
  ],
  [
    'a title that another record has',
    'auth/unix',
    { action: 'update', ids: '203310', title: 'linux servers' },
    '1905',
  ],
  [
    'the result of an unknown scan',
    'scan/compliance',
    { action: 'fetch', scan_ref: 'compliance/1.1' },
    '15003',
  ],
];

describe('what Qualys refuses is refused', () => {
  test.each(refusals)('%s', async (_why, endpoint, params, code) => {
    const { status, text } = await post(simulator(), endpoint, params);
    expect({ status, code: first(text, 'CODE') }).toEqual({ status: 400, code });
    expect(text).toMatch(/^<!DOCTYPE SIMPLE_RETURN/);
  });
});

test('a change by GET is refused with 1908, a list by GET is answered', async () => {
  const change = await get(simulator(), 'asset/ip', { action: 'add', ips: '10.20.33.1', enable_pc: '1' });
  expect(first(change.text, 'CODE')).toBe('1908');
  const list = await get(simulator(), 'asset/ip', { action: 'list' });
  expect(list.status).toBe(200);
});

test('of a repeated parameter the last one counts', async () => {
  const { url, credentials, journal } = simulator();
  const login = Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');
  await fetch(`${url}/api/2.0/fo/appliance/?action=list&name=edge`, {
    method: 'POST',
    headers: { authorization: `Basic ${login}`, 'x-requested-with': 'test' },
    body: new URLSearchParams([
      ['name', 'edge-scan'],
      ['name', 'berlin'],
    ]),
  });
  expect(journal.at(-1)).toMatchObject({
    query: 'action=list&name=edge',
    params: { name: 'berlin' },
    status: 200,
  });
});

test('a query that is too long is refused before anything else', async () => {
  const answer = await get(simulator(), 'appliance', { action: 'list', name: 'a'.repeat(4000) });
  expect(answer.status).toBe(414);
});

test('an external scanner does not reach a private address, and reaches a public one', async () => {
  const launch = { action: 'launch', option_id: '51491', iscanner_name: 'External' };
  await post(simulator(), 'scan/compliance', { ...launch, ip: '10.20.30.40,198.51.100.10' });
  const fates = simulator().account.scans[0]?.hosts.map(({ fate }) => fate);
  expect(fates).toEqual(['not-alive', 'ok']);
});

test('an external scanner cannot serve an EC2 launch', async () => {
  const launch = {
    action: 'launch',
    option_id: '51491',
    connector_name: 'prod',
    ec2_endpoint: 'eu-central-1',
  };
  const target = { ec2_instance_ids: 'i-0a11b22c33d44e55f' };
  const refused = await post(simulator(), 'scan/compliance', {
    ...launch,
    ...target,
    iscanner_name: 'External',
  });
  expect(first(refused.text, 'CODE')).toBe('1905');
  const accepted = await post(simulator(), 'scan/compliance', {
    ...launch,
    ...target,
    iscanner_name: 'ec2-scan-01',
  });
  expect(first(accepted.text, 'TEXT')).toBe('New compliance scan launched');
});

test('targets outside Policy Compliance are dropped without a word, and none left is an error', async () => {
  const launch = { action: 'launch', option_id: '51491', iscanner_name: 'External' };
  const some = await post(simulator(), 'scan/compliance', { ...launch, ip: '10.20.30.40,192.0.2.1' });
  expect(some.status).toBe(200);
  expect(simulator().account.scans[0]?.hosts).toHaveLength(1);
  const none = await post(simulator(), 'scan/compliance', { ...launch, ip: '192.0.2.1' });
  expect(first(none.text, 'CODE')).toBe('1905');
});

test('a scanner that is offline keeps its scan in the queue', async () => {
  await post(simulator(), 'scan/compliance', {
    action: 'launch',
    option_id: '51491',
    ip: '10.20.30.40',
    iscanner_name: 'edge-scan-02',
  });
  const [scan] = simulator().account.scans;
  expect(scan?.offline).toBe(true);
});
