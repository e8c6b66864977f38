import { type Config, configSchema, type WrittenConfig } from '../../src/config/schema.js';

/** One host, two policies, criteria with a reason and an end: what most people write. */
export const hostConfig = {
  version: 1,
  platform: 'US2',
  credentials: { username: 'acme2ab1', password: 'env:QUALYS_PASSWORD' },
  scan: {
    jobName: 'payments-api',
    target: { type: 'host', ips: ['10.20.30.40'] },
    authRecord: { platform: 'unix', username: 'scan', password: 'env:QUALYS_HOST_PASSWORD' },
    scanner: 'edge-scan-01',
    optionProfile: { id: '9001', title: 'Jenkins_Baseline' },
    policies: [
      { id: '11', title: 'CIS Debian 12' },
      { id: '12', title: 'Acme Hardening <base> & "more"' },
    ],
  },
  criteria: {
    failOn: { states: ['fail'], criticalities: ['urgent', 'critical', 'serious'] },
    exclude: [
      { cids: '1141, 1145-1150' },
      { cids: '2201', reason: 'accepted by security, SEC-118', expires: '2027-03-31' },
    ],
  },
} as const satisfies WrittenConfig;

/** An EC2 instance on a private cloud behind a proxy, named when the pipeline runs. */
export const ec2Config = {
  version: 1,
  platform: 'PCP',
  apiServer: 'https://qualysapi.acme.example',
  credentials: { username: 'acme2ab1', password: 'env:ACME_QUALYS_SECRET' },
  proxy: { host: 'proxy.acme.test', port: 3128, username: 'ci', password: 'env:QUALYS_PROXY_PASSWORD' },
  scan: {
    target: {
      type: 'ec2',
      instanceIds: ['env.INSTANCE_ID'],
      connector: { id: '1401', name: 'prod', accountId: '123456789012' },
      runConnector: true,
    },
    scanner: 'aws-scan-01',
    optionProfile: { id: '9002', title: 'Jenkins_Linux' },
    policies: [{ id: '21', title: 'CIS Amazon Linux' }],
  },
} as const satisfies WrittenConfig;

/** The config as the program reads it. */
export const read = (written: WrittenConfig): Config => configSchema.parse(written);
