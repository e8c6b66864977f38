import type { WrittenConfig } from '../../src/config/schema.js';

/** What a config says to reach a simulator: platform, servers, and a user whose password is in QUALYS_PASSWORD. */
export function accountOf(url: string, username: string) {
  return {
    version: 1,
    platform: 'US2',
    apiServer: url,
    gateway: url,
    credentials: { username, password: 'env:QUALYS_PASSWORD' },
  } as const;
}

/** What a person would write for one host of the simulated account, the criteria aside; scans pass quickly. */
export function oneHostConfig(url: string, username: string): WrittenConfig {
  return {
    ...accountOf(url, username),
    scan: {
      jobName: 'payments-api',
      target: { type: 'host', ips: ['10.20.30.40'] },
      scanner: 'edge-scan-01',
      optionProfile: { title: 'Jenkins_Linux baseline' },
    },
    timeouts: { pollingInterval: '0.1s', timeout: '20s' },
  };
}
