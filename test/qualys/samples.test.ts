import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { QualysApi } from '../../src/qualys/qualys-api.js';
import { askServer } from './support/ask-server.js';
import { pcErrorOf } from './support/errors.js';

const folder = new URL('../fixtures/qualys/', import.meta.url);
const read = (name: string) => readFile(new URL(name, folder), 'utf8');

const launch = { title: 'a', optionProfileId: '1', scanner: 'External', ips: '10.20.30.40' };
const newRecord = {
  platform: 'unix',
  title: 'a',
  username: 'scan',
  password: 'x',
  ips: '10.20.30.40',
} as const;
const firstScan = {
  id: '9911223',
  ref: 'compliance/1777887000.11223',
  title: 'payments-api_jenkins_build_88_2026-05-04-09-29-58',
  userLogin: 'acme2ab1',
  launchedAt: '2026-05-04T09:30:01Z',
  durationSeconds: 700,
  state: 'Finished',
  subState: undefined,
  processed: false,
  target: '10.20.30.40',
};

/** Read by hand from the fact sheet; `undefined` is a call whose success says nothing more. */
const samples: readonly (readonly [
  file: string,
  ask: (api: QualysApi) => Promise<unknown>,
  told: unknown,
])[] = [
  ['2.6-simple-return-success.xml', (api) => api.addAssetGroup('a', '10.20.30.40'), { id: '771204' }],
  [
    '9-one-appliance-in-ec2.xml',
    (api) => api.listScannerAppliances(),
    [
      {
        id: '40112',
        name: 'ec2-scan-01',
        status: 'online',
        runningScans: 0,
        awsAccountId: '123456789012',
        region: 'EU (Frankfurt)',
      },
    ],
  ],
  [
    '10-option-profile-with-policies.xml',
    (api) => api.listOptionProfiles(),
    [
      {
        id: '51491',
        title: 'Jenkins_Baseline: Linux & more',
        policies: [
          { id: '5101', title: 'CIS Debian 12 v1.0' },
          { id: '5102', title: 'Hardening <base>' },
        ],
      },
    ],
  ],
  ['11.1-ip-added.xml', (api) => api.addIps('10.20.30.40'), undefined],
  ['11.2-ip-list.xml', (api) => api.listPcIps('10.20.30.40,10.20.31.7-10.20.31.8'), '10.20.30.40,10.20.31.7'],
  ['12.2-auth-record-created.xml', (api) => api.createAuthRecord(newRecord), { id: '203311' }],
  [
    '12.3-two-records-of-similar-title.xml',
    (api) => api.listAuthRecords('unix', 'Jenkins_unix_payments-api'),
    [
      {
        id: '203310',
        platform: 'unix',
        title: 'Jenkins_unix_payments-api-v2',
        username: 'scan',
        ips: '10.20.30.41',
      },
      {
        id: '203311',
        platform: 'unix',
        title: 'Jenkins_unix_payments-api',
        username: 'scan',
        ips: '10.20.30.40-10.20.30.44',
      },
    ],
  ],
  [
    '13-asset-group-with-range.xml',
    (api) => api.listAssetGroups('Jenkins_AG_payments-api'),
    [{ id: '771204', title: 'Jenkins_AG_payments-api', ips: '10.20.30.40,10.20.30.50-10.20.30.53' }],
  ],
  ['15.2-scan-launched.xml', (api) => api.launchScan(launch), { id: '9911223', ref: firstScan.ref }],
  [
    '15.3-scan-finished-not-processed.xml',
    (api) => api.listScans({ ref: firstScan.ref }),
    { serverTime: '2026-05-04T09:44:00Z', scans: [firstScan] },
  ],
  [
    '15.5-scan-result-with-failed-range.xml',
    (api) => api.fetchScanResult(firstScan.ref),
    {
      serverTime: '2026-05-04T09:50:00Z',
      hostsAlive: 4,
      hostsTotal: 5,
      scanned: '10.20.30.40-10.20.30.43',
      notAlive: '10.20.30.44',
      notScanned: undefined,
      excluded: undefined,
      target: '10.20.30.40-10.20.30.44',
      errors: [],
      authentication: [
        {
          type: 'Unix/Cisco/Checkpoint Firewall',
          succeeded: '10.20.30.40',
          failed: '10.20.30.41-10.20.30.42',
          insufficient: '10.20.30.43',
        },
      ],
    },
  ],
  [
    '18.3-one-connector.xml',
    (api) => api.listConnectors(),
    [
      {
        id: '1401',
        name: 'prod',
        state: 'FINISHED_SUCCESS',
        group: 'ok',
        disabled: false,
        accountId: '012345678901',
        lastSync: '2026-05-04T06:00:12Z',
      },
    ],
  ],
  [
    '19-running-instance.xml',
    (api) => api.findInstances(['i-0a11b22c33d44e55f'], '123456789012'),
    [
      {
        instanceId: 'i-0a11b22c33d44e55f',
        state: 'RUNNING',
        region: 'eu-central-1',
        privateIp: '10.20.30.40',
      },
    ],
  ],
];

/** Refusals, and how they are told. */
const refusals: readonly (readonly [
  file: string,
  ask: (api: QualysApi) => Promise<unknown>,
  told: object,
])[] = [
  [
    '2.6-simple-return-failure.xml',
    (api) => api.listPolicies(['12x']),
    {
      code: 'invalid-value',
      why: 'Qualys code 1905: parameter ids has invalid value: 12x (neither a positive integer nor a range: 12x)',
    },
  ],
  [
    '18.1-invalid-credentials.xml',
    (api) => api.listConnectors(),
    {
      code: 'wrong-credentials',
      why: 'Qualys code INVALID_CREDENTIALS: Authentication failed Check the user name and password and try again.',
    },
  ],
  [
    '7-about-account-expired.xml',
    (api) => api.connect(),
    { code: 'account-expired', why: 'Qualys code 2001: Account Expired' },
  ],
];

/** Read in tests of their own, below or in sample-calls.test.ts. */
const others = [
  '4.3-concurrency-1960.xml',
  '7-about.xml',
  '8-gateway-401.json',
  '8-token-payload.json',
  '14.1-policy-list.xml',
  '16.7-one-policy-truncated-page.xml',
  '16.7-several-policies.xml',
  '18.2-service-request.xml',
];

describe("the fact sheet's samples over HTTP, as they stand there", () => {
  test('are all read', async () => {
    const tested = [...samples.map(([file]) => file), ...refusals.map(([file]) => file), ...others];
    expect(tested.sort()).toEqual((await readdir(folder)).sort());
  });

  test.each(samples)('%s', async (file, ask, told) => {
    const { api } = await askServer(await read(file));
    expect(await ask(api)).toEqual(told);
  });

  test.each(refusals)('%s is a refusal', async (file, ask, told) => {
    const { api, asked } = await askServer(await read(file));
    expect(await pcErrorOf(ask(api))).toMatchObject(told);
    expect(asked).toHaveLength(1);
  });

  test('14.1-policy-list.xml', async () => {
    const { api } = await askServer(await read('14.1-policy-list.xml'));
    const [policy] = await api.listPolicies();
    expect(policy).toMatchObject({
      id: '5101',
      title: 'CIS Debian 12 v1.0',
      active: true,
      locked: false,
      lastEvaluated: '2026-05-03T22:10:05Z',
    });
    const asIds = ['771204', '771301', '771303', '77120'].map((id) => policy?.holdsAssetGroup(id));
    expect(asIds).toEqual([true, true, false, false]);
  });

  test('4.3-concurrency-1960.xml on a launch was not run, so it is sent again', async () => {
    const blocked = { status: 409, body: await read('4.3-concurrency-1960.xml') };
    const { api, asked } = await askServer(blocked, await read('15.2-scan-launched.xml'));
    expect((await api.launchScan(launch)).ref).toBe(firstScan.ref);
    expect(asked).toHaveLength(2);
  });
});
