import { expect, onTestFinished, test } from 'vitest';
import { type Simulator, startSimulator } from '../../src/simulator/start-simulator.js';
import { testApi } from './support/test-api.js';

/** Everything that ends a parameter, an element or an encoding when it goes raw. */
const odd = `a&b=c#d+e%20f <g> "h' ?i;j/k`;

async function onSimulator() {
  const simulator: Simulator = await startSimulator();
  const { api } = testApi(simulator.url, simulator.credentials);
  onTestFinished(async () => {
    api.close();
    await simulator.close();
  });
  return { simulator, api };
}

test('titles, names and passwords arrive as they are, and nothing of them is in an address', async () => {
  const { simulator, api } = await onSimulator();
  const login = { username: `user ${odd}`, password: `pass ${odd}` };
  const title = `Jenkins_unix_${odd}`;
  const record = await api.createAuthRecord({ platform: 'unix', title, ...login, ips: '10.20.30.40' });
  const group = await api.addAssetGroup(`Jenkins_AG_${odd}`, '10.20.30.40');
  expect(simulator.account.records.at(-1)).toMatchObject({ title, ...login });
  expect(simulator.account.groups.at(-1)?.title).toBe(`Jenkins_AG_${odd}`);
  expect(await api.listAuthRecords('unix', title)).toMatchObject([{ id: record.id, title }]);
  expect(await api.listAssetGroups(`Jenkins_AG_${odd}`)).toMatchObject([{ id: group.id }]);
  const { ref } = await api.launchScan({
    title: `scan ${odd}`,
    optionProfileId: '51491',
    scanner: 'edge-scan-01',
    ips: '10.20.30.40',
  });
  expect((await api.listScans({ ref })).scans[0]?.title).toBe(`scan ${odd}`);
  expect(simulator.journal.map(({ query }) => query).filter((query) => query !== '')).toEqual([]);
});

test('an instance id that is none is escaped in the search, which finds nothing', async () => {
  const { simulator, api } = await onSimulator();
  expect(await api.findInstances([`i-${odd}]]>&amp;`], '123456789012')).toEqual([]);
  expect(simulator.journal.map(({ status, code }) => [status, code])).toEqual([[200, undefined]]);
});
