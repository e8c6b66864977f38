import { expect, onTestFinished, test } from 'vitest';
import { startSimulator } from '../../src/simulator/start-simulator.js';
import { askServer } from './support/ask-server.js';
import { pcErrorOf, refusal } from './support/errors.js';
import { testApi } from './support/test-api.js';

const policies =
  '<POLICY_LIST_OUTPUT><RESPONSE><DATETIME>2026-05-04T10:00:00Z</DATETIME></RESPONSE></POLICY_LIST_OUTPUT>';
const page = '<!DOCTYPE html><html><body>Not here</body></html>';

async function account(scenario: string, apiVersions?: Readonly<Record<string, string>>) {
  const simulator = await startSimulator({ scenario, speed: 20 });
  const { api } = testApi(simulator.url, { ...simulator.credentials, apiVersions });
  onTestFinished(async () => {
    api.close();
    await simulator.close();
  });
  const asked = (endpoint: string) =>
    simulator.journal
      .filter(({ path }) => path.includes(endpoint))
      .map(({ path, action }) => `${/\/api\/([^/]+)/.exec(path)?.[1]} ${action}`);
  return { api, asked };
}

const request = { title: 'a', optionProfileId: '51491', scanner: 'edge-scan-01', ips: '10.20.30.40' };

test.each(['pass', 'lists-2.0-gone-html', 'lists-2.0-gone-410', 'lists-2.0-gone-1905'])(
  'lists are asked for in their newest version, launches in the only one: %s',
  async (scenario) => {
    const { api, asked } = await account(scenario);
    await api.listPolicies();
    const { ref } = await api.launchScan(request);
    await api.listScans({ ref });
    expect(asked('compliance/policy')).toEqual(['5.0 list']);
    expect(asked('scan/compliance')).toEqual(['2.0 launch', '3.0 list']);
  },
);

test.each(['only-2.0', 'version-1905', 'version-410'])(
  'a private cloud that knows 2.0 only is asked in it, and the tries are made once: %s',
  async (scenario) => {
    const { api, asked } = await account(scenario);
    await api.listPolicies();
    await api.listPolicies(['5101']);
    await api.listScans({});
    await api.listScans({});
    expect(asked('compliance/policy')).toEqual(['5.0 list', '3.0 list', '2.0 list', '2.0 list']);
    expect(asked('scan/compliance')).toEqual(['3.0 list', '2.0 list', '2.0 list']);
    expect(api.versionsUsed()).toEqual([
      { endpoint: 'policies', action: 'list', version: '2.0', pastSupport: expect.anything() },
      { endpoint: 'scans', action: 'list', version: '2.0', pastSupport: expect.anything() },
    ]);
  },
);

test('an old key of apiVersions pins the reads of its endpoint, and never moves a launch', async () => {
  const { api, asked } = await account('pass', { scans: '2.0', policies: '3.0', 'assetGroups.list': '3.0' });
  await api.listPolicies();
  await api.listScans({});
  await api.launchScan(request);
  await api.listAssetGroups('a');
  expect(asked('compliance/policy')).toEqual(['3.0 list']);
  expect(asked('scan/compliance')).toEqual(['2.0 list', '2.0 launch']);
  expect(asked('asset/group')).toEqual(['3.0 list']);
  const pinned = await account('pass', { scans: '3.0' });
  await pinned.api.launchScan(request);
  expect(pinned.asked('scan/compliance')).toEqual(['2.0 launch']);
});

test.each([
  ['404', { status: 404, body: page }],
  ['410', { status: 410, body: '' }],
  ['a page with 200', { status: 200, body: page }],
  ['a page with 400', { status: 400, body: page }],
  ['a refusal of the version', { status: 400, body: refusal('1905', 'API version 5.0 is not supported') }],
])('goes on to the next version at %s', async (_name, reply) => {
  const { api, asked } = await askServer(reply, reply, policies);
  expect(await api.listPolicies()).toEqual([]);
  expect(asked.map(({ path }) => path.slice(0, 9))).toEqual(['/api/5.0/', '/api/3.0/', '/api/2.0/']);
  await api.listPolicies();
  expect(asked.at(-1)?.path.slice(0, 9)).toBe('/api/2.0/');
});

test('a refusal that is not about the version is told, not tried again in another', async () => {
  const { api, asked } = await askServer({ status: 400, body: refusal('1905', 'id has invalid value: x') });
  expect((await pcErrorOf(api.listPolicies())).code).toBe('invalid-value');
  expect(asked).toHaveLength(1);
});

test('a version that answered before is not left for a page of an outage', async () => {
  const { api, asked } = await askServer(policies, { status: 200, body: page });
  await api.listPolicies();
  expect((await pcErrorOf(api.listPolicies())).code).toBe('not-qualys');
  expect(new Set(asked.map(({ path }) => path.slice(0, 9)))).toEqual(new Set(['/api/5.0/']));
});

test('a version that goes in the middle of a run is left for the next', async () => {
  const { api, asked } = await askServer(policies, { status: 404, body: page }, policies);
  await api.listPolicies();
  expect(await api.listPolicies()).toEqual([]);
  expect(asked.map(({ path }) => path.slice(0, 9))).toEqual(['/api/5.0/', '/api/5.0/', '/api/3.0/']);
});

test('a change is sent to the one version that is known to take it', async () => {
  const { api, asked } = await askServer({ status: 404, body: page });
  expect((await pcErrorOf(api.addIps('10.20.30.40'))).code).toBe('unknown-call');
  expect(asked.map(({ path }) => path)).toEqual(['/api/2.0/fo/asset/ip/']);
});
