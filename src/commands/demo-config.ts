import type { WrittenConfig } from '../config/schema.js';

/** The simulated account that the demo runs in. */
interface DemoAccount {
  readonly url: string;
  readonly credentials: { readonly username: string };
}

/** Failing rows below the gate and one exclusion: with the default scenario it passes. */
export function demoConfig({ url, credentials }: DemoAccount): WrittenConfig {
  return {
    version: 1,
    platform: 'US2',
    apiServer: url,
    gateway: url,
    credentials: { username: credentials.username, password: 'env:QUALYS_PASSWORD' },
    scan: {
      jobName: 'payments-api',
      target: { type: 'host', ips: ['10.20.30.40'] },
      scanner: 'edge-scan-01',
      optionProfile: { title: 'Jenkins_Twelve policies' },
      policies: [{ id: '5101' }, { id: '5102' }, { id: '5103' }, { id: '5305' }],
    },
    criteria: {
      failOn: { states: ['fail'], criticalities: ['serious', 'urgent', 'critical'] },
      exclude: [
        {
          cids: '1141',
          reason: 'root login is needed until the bastion is ready, SEC-118',
          expires: '2099-12-31',
        },
      ],
    },
    // Short, as what a later read could still change is waited for a quarter of it.
    timeouts: { pollingInterval: '1s', timeout: '24s' },
  };
}
