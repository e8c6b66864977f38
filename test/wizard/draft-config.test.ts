import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { criticalityNames, reportFormats, stateNames } from '../../src/config/names.js';
import { configSchema, type WrittenConfig } from '../../src/config/schema.js';
import { platformIds } from '../../src/qualys/platforms.js';
import { type Draft, emptyDraft, keepableDraft } from '../../src/wizard/draft.js';
import { configFromDraft, draftFromConfig } from '../../src/wizard/draft-config.js';
import { readDraft } from '../../src/wizard/draft-schema.js';
import { ec2Draft, hostDraft } from './answers.js';

const text = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).map((value) => `x${value.trim()}`);
const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });
const some = <Value>(values: readonly Value[]) => fc.subarray([...values], { minLength: 1 });
const selection = fc.record({ states: some(stateNames), criticalities: some(criticalityNames) });
const reference = fc.oneof(
  fc.record({ id: text }),
  fc.record({ title: text }),
  fc.record({ id: text, title: text }),
);
const ip = fc.ipV4().map((address) => address);

/** A record without the keys whose value is undefined, as a file has it. */
const sparse = <Shape extends object>(shape: { [Key in keyof Shape]: fc.Arbitrary<Shape[Key]> }) =>
  fc
    .record(shape)
    .map((value) => Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)));

const writtenConfig = sparse({
  version: fc.constant(1 as const),
  platform: fc.constantFrom(...platformIds, 'PCP' as const),
  apiServer: maybe(fc.constant('https://qualysapi.acme.example')),
  gateway: maybe(fc.constant('https://gateway.acme.example')),
  network: maybe(text),
  concurrency: maybe(
    sparse({ calls: maybe(fc.integer({ min: 1, max: 5 })), jobs: maybe(fc.integer({ min: 1, max: 5 })) }),
  ),
  credentials: maybe(
    fc.oneof(
      sparse({ username: maybe(text), password: maybe(fc.constant('env:QUALYS_SECRET')) }),
      sparse({
        clientId: maybe(text),
        clientSecret: fc.constant('file:/run/client'),
        level: maybe(fc.constantFrom('user', 'subscription')),
      }),
      fc.record({ token: fc.constant('file:/run/token') }),
    ),
  ),
  proxy: maybe(
    fc.oneof(
      fc.record({ host: fc.domain(), port: fc.integer({ min: 1, max: 65535 }) }),
      fc.record({
        host: fc.domain(),
        port: fc.integer({ min: 1, max: 65535 }),
        username: text,
        password: fc.constant('file:/run/proxy'),
      }),
    ),
  ),
  scan: sparse({
    title: maybe(text),
    jobName: maybe(text),
    target: fc.oneof(
      sparse({
        type: fc.constant('host' as const),
        ips: fc.uniqueArray(ip, { minLength: 1, maxLength: 5 }),
        requireAll: maybe(fc.boolean()),
      }),
      sparse({
        type: fc.constant('ec2' as const),
        instances: fc.constant('running' as const),
        tag: maybe(fc.constant('team=ledger')),
        connectors: fc.array(sparse({ id: maybe(text), name: maybe(text) }), { minLength: 1, maxLength: 3 }),
      }),
      sparse({
        type: fc.constant('ec2' as const),
        instanceIds: fc.uniqueArray(fc.constantFrom('i-0a11b22c', 'i-0a11b22d', 'env.ID'), { minLength: 1 }),
        connector: sparse({ id: maybe(text), name: maybe(text), accountId: maybe(text) }),
        runConnector: maybe(fc.boolean()),
        requireAll: maybe(fc.boolean()),
      }),
    ),
    authRecord: maybe(
      fc.oneof(
        sparse({ existing: text, platform: maybe(fc.constantFrom('unix', 'windows')) }),
        sparse({
          platform: fc.constant('unix' as const),
          username: text,
          password: maybe(fc.constant('keychain:')),
        }),
        sparse({
          platform: fc.constant('windows' as const),
          username: text,
          password: maybe(fc.constant('env:QUALYS_HOST')),
          domain: maybe(text),
        }),
      ),
    ),
    scanner: text,
    optionProfile: reference,
    policies: maybe(fc.array(reference, { minLength: 1, maxLength: 3 })),
  }),
  criteria: maybe(
    sparse({
      failOn: maybe(selection),
      warnOn: maybe(selection),
      failOnAuthFailure: maybe(fc.boolean()),
      exclude: maybe(
        fc.array(
          sparse({
            cids: fc.constantFrom('1141', '1141, 1145-1150'),
            reason: maybe(text),
            expires: maybe(fc.constant('2027-03-31')),
          }),
        ),
      ),
      baseline: maybe(text),
    }),
  ),
  timeouts: maybe(
    sparse({
      pollingInterval: maybe(fc.constant('90s')),
      timeout: maybe(fc.constant('60*3')),
      onTimeout: maybe(fc.constantFrom('leave', 'cancel')),
    }),
  ),
  reports: maybe(sparse({ directory: maybe(text), formats: maybe(fc.subarray([...reportFormats])) })),
  jenkins: maybe(sparse({ credentialsId: maybe(text) })),
}) as fc.Arbitrary<unknown> as fc.Arbitrary<WrittenConfig>;

describe('From a config to a draft and back', () => {
  test('nothing that a config file says is lost, asked or not', () => {
    fc.assert(
      fc.property(writtenConfig, (written) => {
        const config = configSchema.parse(written);
        expect(configSchema.parse(configFromDraft(draftFromConfig(written)))).toEqual(config);
      }),
    );
  });

  test('asset groups stay until addresses are typed in their place', () => {
    const target = { type: 'host' as const, assetGroups: ['Web servers'], requireAll: true };
    const written = {
      version: 1,
      platform: 'US2',
      scan: { target, optionProfile: { id: '1' } },
    } as WrittenConfig;
    const draft = draftFromConfig(written);
    expect(configFromDraft(draft).scan.target).toEqual(target);
    expect(configFromDraft({ ...draft, ips: '10.20.30.40' }).scan.target).toEqual({
      type: 'host',
      ips: ['10.20.30.40'],
      requireAll: true,
    });
  });

  test('a draft read back from disk is the draft that was kept', () => {
    fc.assert(
      fc.property(writtenConfig, (written) => {
        const draft = draftFromConfig(written);
        expect(readDraft(JSON.parse(JSON.stringify(keepableDraft(draft))))).toEqual(
          JSON.parse(JSON.stringify(draft)),
        );
      }),
    );
  });

  test("the plugin's platform ids become the short ones", () => {
    const draft = draftFromConfig({ ...configFromDraft(hostDraft), platform: 'US_PLATFORM_2' });
    expect(draft.platform).toBe('US2');
    expect(configFromDraft(draft).platform).toBe('US2');
  });

  test('a server of its own stays behind with the platform it was for', () => {
    const draft = draftFromConfig({
      ...configFromDraft(hostDraft),
      apiServer: 'https://a.example',
      gateway: 'https://g.example',
    });
    expect(configFromDraft(draft)).toMatchObject({
      apiServer: 'https://a.example',
      gateway: 'https://g.example',
    });
    const moved = configFromDraft({ ...draft, platform: 'EU1' });
    expect(Object.keys(moved)).not.toContain('apiServer');
    expect(Object.keys(moved)).not.toContain('gateway');
  });
});

describe('The config of a draft', () => {
  test('of a host names secrets by reference only', () => {
    expect(configFromDraft(hostDraft)).toEqual({
      version: 1,
      platform: 'US2',
      credentials: { username: 'acme2ab1', password: 'env:QUALYS_PASSWORD' },
      scan: {
        title: '[job_name]_jenkins_build_[build_number]',
        jobName: 'payments-api',
        target: { type: 'host', ips: ['10.20.30.40'] },
        authRecord: { platform: 'unix', username: 'scan', password: 'env:QUALYS_HOST_PASSWORD' },
        scanner: 'External',
        optionProfile: hostDraft.optionProfile,
        policies: hostDraft.policies,
      },
      criteria: {
        failOn: { states: ['fail'], criticalities: ['urgent', 'critical', 'serious'] },
        failOnAuthFailure: false,
        exclude: [],
      },
      timeouts: { pollingInterval: '2', timeout: '60*2' },
    });
  });

  test('of an instance names its connector', () => {
    expect(configFromDraft(ec2Draft).scan.target).toEqual({
      type: 'ec2',
      instanceIds: ['i-0a11b22c33d44e55f'],
      connector: { id: '1401', name: 'prod-eu', accountId: '123456789012' },
      runConnector: false,
    });
  });

  test('without any gate has no criteria', () => {
    expect(configFromDraft({ ...hostDraft, failStates: [], failCriticalities: [] }).criteria).toBeUndefined();
  });

  test('with a proxy that asks for a login refers to its password', () => {
    const draft: Draft = { ...hostDraft, proxy: 'http://proxy.acme.test:3128', proxyUsername: 'ci' };
    expect(configFromDraft(draft).proxy).toEqual({
      host: 'proxy.acme.test',
      port: 3128,
      username: 'ci',
      password: 'env:QUALYS_PROXY_PASSWORD',
    });
  });
});

describe('A kept draft', () => {
  test('holds no password that was typed into the proxy', () => {
    const draft = { ...emptyDraft, proxy: 'http://ci:s3cret@proxy.acme.test:3128' };
    expect(keepableDraft({ ...emptyDraft, proxy: 's3cret' }).proxy).toBe('');
    expect(JSON.stringify(keepableDraft(draft))).not.toContain('s3cret');
  });

  test.each([
    [undefined],
    [null],
    ['text'],
    [{}],
    [{ ...emptyDraft, targetKind: 'moon' }],
    [{ ...emptyDraft, base: { version: 2 } }],
  ])('that is damaged or of another version is not resumed: %j', (stored) => {
    expect(readDraft(stored)).toBeUndefined();
  });
});
