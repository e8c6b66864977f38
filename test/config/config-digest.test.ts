import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configDigest } from '../../src/config/config-digest.js';
import { parsed } from './configs.js';

const rich = {
  credentials: { username: 'acme2ab1', password: 'env:QUALYS_PASSWORD' },
  scan: {
    target: { type: 'host', ips: ['203.0.113.7', '203.0.113.9', '198.51.100.0/24'] },
    authRecord: { platform: 'unix', username: 'scan', password: 'env:QUALYS_HOST_PASSWORD' },
    policies: [{ id: '11' }, { id: '12', title: 'CIS' }],
  },
  criteria: {
    failOn: { states: ['fail', 'error'], criticalities: ['urgent', 'medium'] },
    exclude: [{ cids: '1141, 1145-1150' }, { cids: '2201', reason: 'SEC-118' }],
  },
};
const digest = (over: Record<string, unknown>) => configDigest(parsed(over));

describe('configDigest', () => {
  it('names the algorithm', () => {
    expect(digest(rich)).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it('does not depend on any order that means nothing', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(rich.scan.target.ips, { minLength: 3 }),
        fc.shuffledSubarray(rich.scan.policies, { minLength: 2 }),
        fc.shuffledSubarray(rich.criteria.failOn.states, { minLength: 2 }),
        fc.shuffledSubarray(rich.criteria.exclude, { minLength: 2 }),
        (ips, policies, states, exclude) => {
          const shuffled = {
            criteria: { exclude, failOn: { criticalities: ['medium', 'urgent'], states } },
            scan: { policies, authRecord: rich.scan.authRecord, target: { ips, type: 'host' } },
            credentials: rich.credentials,
          };
          expect(digest(shuffled)).toBe(digest(rich));
        },
      ),
    );
  });

  it.each([
    ['references to secrets', { credentials: { username: 'acme2ab1', password: 'file:/run/secret' } }],
    ['timeouts', { timeouts: { timeout: '600' } }],
    ['reports', { reports: { directory: 'elsewhere', formats: [] } }],
    ['the proxy', { proxy: { host: 'proxy.acme.test', port: 3128 } }],
    ['the ids of Jenkins credentials', { jenkins: { credentialsId: 'q' } }],
    ['the schema of editors', { $schema: 'x' }],
    ['another name of the platform', { platform: 'US_PLATFORM_2' }],
  ])('leaves out %s', (_, over) => {
    expect(digest({ ...rich, ...over })).toBe(digest(rich));
  });

  it('compares excluded CIDs by the numbers they name', () => {
    const exclude = [{ cids: '1145-1147,1148-1150 1141' }, { cids: 2201, reason: 'SEC-118' }];
    expect(digest({ ...rich, criteria: { ...rich.criteria, exclude } })).toBe(digest(rich));
  });

  it.each([
    ['platform', { platform: 'EU1' }],
    ['API server', { apiServer: 'https://qualysapi.qg2.apps.qualys.com' }],
    ['user', { credentials: { username: 'other' } }],
    ['target', { scan: { ...rich.scan, target: { type: 'host', ips: ['203.0.113.7'] } } }],
    ['title', { scan: { ...rich.scan, title: 'x' } }],
    ['policies', { scan: { ...rich.scan, policies: [{ id: '11' }] } }],
    ['auth record', { scan: { ...rich.scan, authRecord: { ...rich.scan.authRecord, username: 'root' } } }],
    ['criteria', { criteria: { ...rich.criteria, failOnAuthFailure: true } }],
    ['exclusions', { criteria: { ...rich.criteria, exclude: [{ cids: '1' }] } }],
    ['no criteria', { criteria: undefined }],
  ])('changes with the %s', (_, over) => {
    expect(digest({ ...rich, ...over })).not.toBe(digest(rich));
  });
});
