import type { Account } from '../accounts/account.js';
import type { Finding } from '../behaviour.js';
import { call, cutOff, firstTimes } from './interceptors.js';
import type { Scenario } from './scenario.js';

/** One failed row on the first page and one on the last, of 12,000 rows of policy 5101 on one host. */
const firstAndLast: readonly Finding[] = [
  { cid: 114, status: 'Failed', instance: 'app-00001' },
  { cid: 11_411, status: 'Failed', instance: 'app-01000' },
];

const posture = call('compliance/posture/info', 'list');
const entries = 10_000;

function growLists(account: Account): void {
  const [policy, profile, appliance, connector] = [
    account.policies[0],
    account.optionProfiles[0],
    account.appliances[0],
    account.connectors[0],
  ];
  if (!policy || !profile || !appliance || !connector) return;
  for (let number = 1; number <= entries; number += 1) {
    const name = String(number).padStart(5, '0');
    account.policies.push({
      ...policy,
      cids: policy.cids.slice(0, 1),
      id: 600_000 + number,
      title: `Regional policy ${name}`,
      groupIds: [],
    });
    account.optionProfiles.push({
      id: 700_000 + number,
      title: `Jenkins_Region ${name}`,
      policyIds: [600_000 + number],
    });
    account.appliances.push({ ...appliance, id: 800_000 + number, name: `region-${name}` });
    account.connectors.push({ ...connector, id: 900_000 + number, name: `region-${name}` });
  }
}

function growRecords(account: Account): void {
  const [group, record] = [account.groups[0], account.records[0]];
  if (!group || !record) return;
  for (let number = 1; number <= 1200; number += 1) {
    account.groups.push({ ...group, id: 300_000 + number, title: `Region ${number}` });
    account.records.push({ ...record, id: 400_000 + number, title: `Jenkins_unix_payments-api ${number}` });
  }
  account.groups.push({ ...group, id: 309_999, title: 'Jenkins_AG_payments-api', owner: account.username });
  account.records.push({ ...record, id: 409_999, title: 'Jenkins_unix_payments-api', username: 'scan' });
}

/** Much of everything. */
export const scaleScenarios: readonly Scenario[] = [
  {
    name: 'many-pages',
    title: '12,000 rows of policy 5101 on one host, three pages',
    behaviour: { instancesPerHost: 1000, findings: firstAndLast },
  },
  {
    name: 'many-pages-truncated-body',
    title: 'The same, and the first posture answer is cut off once',
    behaviour: { instancesPerHost: 1000, findings: firstAndLast },
    intercept: firstTimes(posture, 1, () => ({ kind: 'change', change: cutOff })),
  },
  {
    name: 'always-truncated',
    title: 'Every posture answer is cut off',
    intercept: firstTimes(posture, Number.POSITIVE_INFINITY, () => ({ kind: 'change', change: cutOff })),
  },
  {
    name: 'huge-posture',
    title: '200,000 rows: 150,000 of policy 5101, 50,000 of policy 5102',
    behaviour: {
      instancesPerHost: 12_500,
      findings: [{ cid: 1141, status: 'Failed', instance: 'app-12500' }],
      limits: { perWindow: 2000, windowSec: 3600, atOnce: 10, by: 'path' },
    },
  },
  {
    name: 'huge-lists',
    title: '10,000 policies, option profiles, appliances and connectors',
    arrange: growLists,
  },
  {
    name: 'many-records',
    title: 'More than 1,000 asset groups and authentication records, ours is the last one',
    arrange: growRecords,
  },
];
