import { expect, test } from 'vitest';
import type { Connector } from '../../../src/qualys/resources/connectors.js';
import type { Instance } from '../../../src/qualys/resources/instances.js';
import { severalRegions } from '../../../src/workflow/plan/several-regions.js';

const connector: Connector = {
  id: '1401',
  name: 'prod',
  accountId: '123456789012',
  state: 'FINISHED_SUCCESS',
  group: 'ok',
  disabled: false,
};

const instance = (instanceId: string, region: string, privateIp: string): Instance => ({
  instanceId,
  state: 'RUNNING',
  region,
  privateIp,
});

const [east, west] = [
  instance('i-0a11b22c33d44e55f', 'us-east-1', '10.50.1.20'),
  instance('i-0e55f66a77b88c99d', 'us-west-2', '10.50.2.20'),
];
const both = [east.instanceId, west.instanceId];

test('a lone scan of instances in several regions, as the wizard launches one, is refused with the way to several', () => {
  const target = { ids: both, wholeIds: both, part: undefined };
  const problem = severalRegions(target, { connector, instances: [east, west] });
  expect(problem).toMatchObject({
    kind: 'usage',
    code: 'several-regions',
    what: 'The instances are in different regions: us-east-1, us-west-2',
    next: 'Save the config, and run it with qualys-pc run, which makes a scan for each region.',
  });
  expect(problem?.parts.map(({ region, ids }) => [region, ids])).toEqual([
    ['us-east-1', [east.instanceId]],
    ['us-west-2', [west.instanceId]],
  ]);
});

test('a shard whose own instances lie in one region is one scan, whatever the others are', () => {
  const target = { ids: [east.instanceId], wholeIds: both, part: undefined };
  expect(severalRegions(target, { connector, instances: [east, west] })).toBeUndefined();
});
