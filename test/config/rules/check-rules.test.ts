import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRules } from '../../../src/config/check-config.js';
import type { LooseConfig } from '../../../src/config/schema.js';
import { ec2Target, problemsOf, smallest } from '../configs.js';

const scan = (over: Record<string, unknown>) => ({ scan: over });
const record = (over: Record<string, unknown>) => ({
  scan: { authRecord: { platform: 'unix', username: 'scan', ...over } },
});

describe('rules of the config', () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    ['the smallest config is fine', {}, []],
    [
      'PCP needs an API server',
      { platform: 'PCP' },
      ['error apiServer: is missing, and a private platform (PCP) needs it'],
    ],
    ['PCP with an API server is fine', { platform: 'PCP', apiServer: 'https://qualysapi.acme.test' }, []],
    [
      'an override on any platform is fine',
      { apiServer: 'https://pc.acme.test:8443', gateway: 'https://gw.acme.test' },
      [],
    ],
    ['a slash at the end is fine', { platform: 'PCP', apiServer: 'https://qualysapi.acme.test/' }, []],
    ['http is fine on this machine', { platform: 'PCP', apiServer: 'http://127.0.0.1:8080' }, []],
    [
      'http elsewhere is not',
      { platform: 'PCP', apiServer: 'http://qualysapi.acme.test' },
      ['error apiServer: is addressed without encryption'],
    ],
    [
      'an address without scheme',
      { platform: 'PCP', apiServer: 'qualysapi.acme.test' },
      ['error apiServer: is not the bare address of a server'],
    ],
    [
      'an address with a path',
      { platform: 'PCP', apiServer: 'https://qualysapi.acme.test/api' },
      ['error apiServer: is not the bare address of a server'],
    ],
    [
      'a private portal',
      { platform: 'PCP', apiServer: 'https://qualysguard.acme.test' },
      ['error apiServer: is a portal or gateway, not an API server'],
    ],
    [
      'a public portal',
      { platform: 'PCP', apiServer: 'https://qualysguard.qg2.apps.qualys.com' },
      ['error apiServer: is a portal or gateway of US2, not its API server'],
    ],
    [
      'the API server of another cloud',
      { platform: 'EU1', apiServer: 'https://qualysapi.qg2.apps.qualys.com' },
      ['note apiServer: is the API server of US2'],
    ],
    ['the API server of the cloud itself', { apiServer: 'https://qualysapi.qg2.apps.qualys.com' }, []],
    [
      'an API server as gateway',
      { gateway: 'https://qualysapi.acme.test' },
      ['error gateway: is a portal or API server, not a gateway'],
    ],
    ['a private gateway', { gateway: 'https://qualysgateway.acme.test' }, []],
    [
      'a proxy with its scheme',
      { proxy: { host: 'http://proxy', port: 80 } },
      ['error proxy.host: is not a bare host name'],
    ],
    [
      'a proxy password without user, who is then QUALYS_PROXY_USERNAME',
      { proxy: { host: 'proxy', port: 80, password: 'env:P' } },
      [],
    ],
    [
      'a proxy that would get the Qualys password',
      { proxy: { host: 'proxy', port: 80, username: 'u', password: 'env:QUALYS_PASSWORD' } },
      ['error proxy.password: refers to the password of something else, and the proxy would get it'],
    ],
    [
      'a proxy that would get the password of the config',
      {
        credentials: { password: 'file:/run/secrets/q' },
        proxy: { host: 'proxy', port: 80, username: 'u', password: 'file:/run/secrets/q' },
      },
      ['error proxy.password: refers to the password of something else, and the proxy would get it'],
    ],
    [
      'hosts that would get the Qualys password',
      scan({ authRecord: { platform: 'unix', username: 'u', password: 'env:QUALYS_PASSWORD' } }),
      [
        'error scan.authRecord.password: refers to the password of something else, and every host of the target would get it',
      ],
    ],
    [
      'hosts that would get the password of the config',
      {
        credentials: { password: 'file:/run/secrets/q' },
        ...scan({ authRecord: { platform: 'unix', username: 'u', password: ' file:/run/secrets/q' } }),
      },
      [
        'error scan.authRecord.password: refers to the password of something else, and every host of the target would get it',
      ],
    ],
    [
      'entries of the keychain are never the same',
      {
        credentials: { password: 'keychain:' },
        ...scan({ authRecord: { platform: 'unix', username: 'u', password: 'keychain:' } }),
      },
      [],
    ],
    [
      'criteria that nothing can meet',
      { criteria: { exclude: [{ cids: '1141' }] } },
      ['note criteria: names nothing that fails the build'],
    ],
    ['criteria of the login alone', { criteria: { failOnAuthFailure: true } }, []],
    ['an odd API version', { apiVersions: { scans: 'v2' } }, ['error apiVersions.scans: is not a version']],
    ['an unknown endpoint', { apiVersions: { scan: '2.0' } }, ['error apiVersions.scan: is not an endpoint']],
    [
      'External with EC2 is an error',
      scan({ target: ec2Target, scanner: 'external' }),
      ['error scan.scanner: is External, which cannot scan EC2 targets'],
    ],
    [
      'EC2 needs a scanner',
      scan({ target: ec2Target }),
      ['error scan.scanner: is missing, and EC2 targets need an appliance'],
    ],
    [
      'running instances behind several connectors are fine',
      scan({
        target: { type: 'ec2', instances: 'running', tag: 'team=', connectors: [{ id: '1' }, { name: 'b' }] },
        scanner: 'edge',
      }),
      [],
    ],
    [
      'instances are named in one way, and so are connectors',
      scan({ target: { ...ec2Target, instances: 'running', connectors: [{}] }, scanner: 'edge' }),
      [
        'error scan.target.instances: stands beside scan.target.instanceIds',
        'error scan.target.connectors: stands beside scan.target.connector',
        'error scan.target.connectors[0]: names no connector',
      ],
    ],
    [
      'a tag chooses among running instances',
      scan({ target: { ...ec2Target, tag: 'team=ledger' }, scanner: 'edge' }),
      ['error scan.target.tag: chooses among running instances'],
    ],
    [
      'a tag has a key and a value',
      scan({
        target: { type: 'ec2', instances: 'running', tag: 'ledger', connector: { id: '1' } },
        scanner: 'edge',
      }),
      ['error scan.target.tag: is not a tag'],
    ],
    [
      'a connector runs for named instances alone',
      scan({
        target: { type: 'ec2', instances: 'running', runConnector: true, connector: { id: '1' } },
        scanner: 'edge',
      }),
      ['error scan.target.runConnector: stands beside scan.target.instances'],
    ],
    ['EC2 with a scanner is fine', scan({ target: ec2Target, scanner: 'edge' }), []],
    [
      'External with a private address a warning',
      scan({ target: { type: 'host', ips: ['203.0.113.7', '192.168.1.0/24'] } }),
      [
        'note scan.scanner: is External, and the target holds private addresses that external scanners do not reach',
      ],
    ],
    [
      'a public range around a private one',
      scan({ target: { type: 'host', ips: ['9.0.0.0-11.0.0.0'] }, scanner: 'External' }),
      [
        'note scan.scanner: is External, and the target holds private addresses that external scanners do not reach',
      ],
    ],
    [
      'a private address with an appliance',
      scan({ target: { type: 'host', ips: ['10.0.0.1'] }, scanner: 'edge' }),
      [],
    ],
    [
      'a bad variable',
      scan({ target: { type: 'host', ips: ['env.HOST IP', 'env.HOST_IP'] } }),
      ['error scan.target.ips[0]: "env.HOST IP" names no variable'],
    ],
    [
      'a bad instance',
      scan({ target: { ...ec2Target, instanceIds: ['i-01', 'env.ID'] }, scanner: 'edge' }),
      ['error scan.target.instanceIds[0]: "i-01" is not an instance id'],
    ],
    [
      'a connector without name',
      scan({ target: { ...ec2Target, connector: {} }, scanner: 'edge' }),
      ['error scan.target.connector: names no connector'],
    ],
    [
      'a short AWS account',
      scan({ target: { ...ec2Target, connector: { id: '1', accountId: '123' } }, scanner: 'edge' }),
      ['error scan.target.connector.accountId: is not an AWS account'],
    ],
    [
      'a profile without id and title',
      { scan: { target: { type: 'host', ips: ['203.0.113.7'] }, optionProfile: { title: undefined } } },
      ['error scan.optionProfile: has neither id nor title'],
    ],
    [
      'a profile without the prefix',
      scan({ optionProfile: { title: 'jenkins_x' } }),
      ['error scan.optionProfile.title: does not start with Jenkins_'],
    ],
    ['an empty list of policies', scan({ policies: [] }), ['error scan.policies: is an empty list']],
    [
      'policies without name, and with a strange id',
      scan({ policies: [{}, { id: '1x' }, { title: 'CIS' }] }),
      [
        'error scan.policies[0]: has neither id nor title',
        'error scan.policies[1].id: "1x" is not an id of Qualys',
      ],
    ],
    [
      'failOn with no state or no criticality',
      { criteria: { failOn: { states: [], criticalities: [] }, warnOn: { states: ['fail'] } } },
      [
        'error criteria.failOn.states: is an empty list',
        'error criteria.failOn.criticalities: is an empty list',
        'error criteria.warnOn.criticalities: is missing',
      ],
    ],
    [
      'bad CIDs and days',
      {
        criteria: {
          exclude: [
            { cids: '0' },
            { cids: 12, expires: '2027-02-29' },
            { cids: '1', expires: '2028-02-29' },
            { cids: '1', expires: '31.03.2027' },
          ],
        },
      },
      [
        'error criteria.exclude[0].cids: "0" starts at 0; CIDs are positive',
        'error criteria.exclude[1].expires: "2027-02-29" is not a day of the calendar',
        'error criteria.exclude[3].expires: "31.03.2027" is not a day of the calendar',
        'note criteria: names nothing that fails the build',
      ],
    ],
    ['zero', { timeouts: { timeout: 0 } }, ['error timeouts.timeout: The time is zero']],
    [
      'negative',
      { timeouts: { pollingInterval: '-2' } },
      ['error timeouts.pollingInterval: The time is negative'],
    ],
    [
      'a polling interval longer than the timeout',
      { timeouts: { pollingInterval: '10', timeout: '5' } },
      ['error timeouts.pollingInterval: is 10 minutes, longer than the timeout of 5 minutes'],
    ],
    ['as long as the timeout is fine', { timeouts: { pollingInterval: '5', timeout: '5' } }, []],
    [
      'a note below 30 seconds',
      { timeouts: { pollingInterval: '29s' } },
      ["note timeouts.pollingInterval: is 29 seconds; looks that often can use up the account's rate limit"],
    ],
    ['30 seconds are fine', { timeouts: { pollingInterval: '30s' } }, []],
    [
      'plain secrets',
      {
        credentials: { password: 'hunter2' },
        proxy: { host: 'proxy', port: 80, username: 'u', password: 'env:NO NAME' },
        ...record({ password: 'keychain:other' }),
      },
      [
        'error credentials.password: is a plain value, and a config holds no secrets',
        'error proxy.password: is a plain value, and a config holds no secrets',
        'error scan.authRecord.password: is a plain value, and a config holds no secrets',
      ],
    ],
    [
      'references',
      {
        credentials: { password: 'env:QUALYS_PASSWORD' },
        proxy: { host: 'proxy', port: 80, username: 'u', password: 'file:/run/secrets/a b' },
        ...record({ password: 'keychain:' }),
      },
      [],
    ],
    [
      'a domain on Unix',
      record({ domain: 'ACME' }),
      ['error scan.authRecord.domain: belongs to Windows records only'],
    ],
    ['a domain on Windows', record({ platform: 'windows', domain: 'ACME', username: 'u'.repeat(31) }), []],
    [
      'a long Windows user',
      record({ platform: 'windows', username: 'u'.repeat(32) }),
      ['error scan.authRecord.username: is longer than the 31 characters that a windows record takes'],
    ],
    [
      'a long Unix user',
      record({ username: 'u'.repeat(256) }),
      ['error scan.authRecord.username: is longer than the 255 characters that a unix record takes'],
    ],
    [
      'a title that leaves no room',
      scan({ title: `[JOB_NAME]${'x'.repeat(237)}` }),
      ['error scan.title: leaves no room for the time in the 256 characters of a title'],
    ],
    ['a title that just fits', scan({ title: `[JOB_NAME]${'x'.repeat(236)}` }), []],
    [
      'a title in another script',
      scan({ title: 'Prüfung [job_name]' }),
      ['note scan.title: holds letters outside ASCII, which Qualys does not take'],
    ],
    [
      'a job name that is changed',
      scan({ jobName: 'x'.repeat(240) }),
      ['note scan.jobName: does not fit into titles of Qualys as it stands'],
    ],
    [
      'control characters',
      scan({ scanner: 'a\nb' }),
      ['error scan.scanner: holds a line end or another control character'],
    ],
  ])('%s', (_, over, problems) => {
    expect(problemsOf(over)).toEqual(problems);
  });

  it('never throw, whichever parts are missing', () => {
    const part = <T>(value: T) => fc.option(fc.constant(value), { nil: undefined });
    const draft = fc.record({
      platform: part('PCP'),
      apiServer: fc.option(fc.string(), { nil: undefined }),
      gateway: fc.option(fc.webUrl(), { nil: undefined }),
      proxy: part({ host: 'a b', password: 'x' }),
      scan: fc.option(
        fc.record({
          title: fc.option(fc.string(), { nil: undefined }),
          target: fc.constantFrom(
            undefined,
            {},
            { type: 'host' },
            { type: 'ec2' },
            { type: 'ec2', connector: {} },
            { type: 'host', ips: [undefined] },
          ),
          optionProfile: part({}),
          policies: part([undefined, {}]),
          authRecord: part({ platform: 'windows' }),
        }),
        { nil: undefined },
      ),
      criteria: part({ exclude: [undefined, {}] }),
      timeouts: fc.constantFrom(undefined, {}, { timeout: '1' }),
    });
    fc.assert(
      fc.property(draft, (config) => {
        for (const { path, problem, fix } of checkRules(config as LooseConfig)) {
          expect(path).not.toBe('');
          expect(problem).not.toMatch(/[.!]$/);
          expect(fix).toMatch(/\.$/);
        }
      }),
    );
  });

  it('say nothing about a draft that is still empty', () => {
    expect(checkRules({})).toEqual([]);
    expect(checkRules({ ...smallest, version: 1, platform: 'US2' } as LooseConfig)).toEqual([]);
  });
});
