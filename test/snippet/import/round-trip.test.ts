import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Config, configSchema } from '../../../src/config/schema.js';
import { parseCids } from '../../../src/config/values/cid-set.js';
import { parseDuration } from '../../../src/config/values/duration.js';
import { findPlatform } from '../../../src/qualys/platforms.js';
import { importJenkinsfile } from '../../../src/snippet/import/import-jenkinsfile.js';
import { jenkinsPlugin } from '../../../src/snippet/jenkins-plugin/jenkins-plugin.js';
import { ec2Config, hostConfig, read } from '../configs.js';
import { hostileConfig } from '../hostile-config.js';

/** What the step can hold of a config: user names, reasons, ends and the job's name stay behind. */
function holdable(config: Config): object {
  const { scan, criteria, proxy, jenkins } = config;
  const lists = (criteria?.exclude ?? []).map(({ cids }) => cids);
  const excluded = lists.length === 0 ? '' : String(parseCids(lists.join(',')));
  const hasProxyLogin =
    proxy?.username !== undefined ||
    proxy?.password !== undefined ||
    jenkins?.proxyCredentialsId !== undefined;
  const hasGate = criteria?.failOn !== undefined || criteria?.failOnAuthFailure === true || excluded !== '';
  return {
    platform: findPlatform(config.platform)?.id ?? config.platform,
    apiServer: config.platform === 'PCP' ? config.apiServer : undefined,
    proxy: proxy && {
      host: proxy.host,
      port: proxy.port,
      password: hasProxyLogin ? 'env:QUALYS_PROXY_PASSWORD' : undefined,
    },
    title: scan.title,
    target: scan.target,
    authRecord: scan.authRecord && {
      platform: scan.authRecord.platform,
      password: 'env:QUALYS_HOST_PASSWORD',
    },
    scanner: scan.scanner ?? 'External',
    optionProfile: scan.optionProfile,
    policies: scan.policies,
    criteria: hasGate
      ? {
          failOn: criteria?.failOn && {
            states: new Set(criteria.failOn.states),
            criticalities: new Set(criteria.failOn.criticalities),
          },
          failOnAuthFailure: criteria?.failOnAuthFailure ?? false,
          excluded,
        }
      : undefined,
    timeouts: [parseDuration(config.timeouts.pollingInterval), parseDuration(config.timeouts.timeout)],
    jenkins: {
      credentialsId: jenkins?.credentialsId ?? 'qualys-api',
      proxyCredentialsId:
        hasProxyLogin && proxy !== undefined ? (jenkins?.proxyCredentialsId ?? 'qualys-proxy') : undefined,
      hostCredentialsId: scan.authRecord && (jenkins?.hostCredentialsId ?? 'qualys-host'),
    },
  };
}

function imported(text: string): Config {
  const { steps } = importJenkinsfile(text);
  expect(steps).toHaveLength(1);
  const [step] = steps;
  expect(step?.unknown).toEqual([]);
  const { scan, ...rest } = step?.written ?? { scan: {} };
  const authRecord = scan.authRecord && { username: 'left out by the step', ...scan.authRecord };
  return configSchema.parse({ ...rest, scan: { ...scan, ...(authRecord && { authRecord }) } });
}

describe('config -> jenkins-plugin -> import -> config', () => {
  test.each([
    ['a host', hostConfig],
    ['an instance on a private cloud', ec2Config],
  ])('%s comes back with all that the step can hold', (_name, written) => {
    const config = read(written);
    expect(holdable(imported(jenkinsPlugin.emit(config, {}).text))).toEqual(holdable(config));
  });

  test('arbitrary titles, names and CIDs come back unchanged, or were refused with a reason', () => {
    let written = 0;
    fc.assert(
      fc.property(hostileConfig, (config) => {
        const { text, refusals } = jenkinsPlugin.emit(config, {});
        if (refusals.length > 0) return;
        written++;
        expect(holdable(imported(text))).toEqual(holdable(config));
      }),
      { numRuns: 1500 },
    );
    expect(written).toBeGreaterThan(300);
  });
});
