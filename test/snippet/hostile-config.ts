import fc from 'fast-check';
import { criticalityNames, stateNames } from '../../src/config/names.js';
import { type Config, configSchema } from '../../src/config/schema.js';
import { hostileText } from './hostile-text.js';

const id = fc.integer({ min: 1, max: 10 ** 9 }).map(String);
const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

const address = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)).map((bytes) => ['10', ...bytes].join('.'));

const variable = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,12}$/);
const target = fc.oneof(
  fc.record({
    type: fc.constant('host' as const),
    ips: fc
      .oneof(
        address,
        variable.map((name) => `env.${name}`),
      )
      .map((ip) => [ip]),
  }),
  fc.record({
    type: fc.constant('ec2' as const),
    instanceIds: fc
      .oneof(
        fc.constant('i-0abc1234def567890'),
        variable.map((name) => `env.${name}`),
      )
      .map((one) => [one]),
    connector: fc.record({ id, name: hostileText, accountId: fc.stringMatching(/^[0-9]{12}$/) }),
    runConnector: fc.boolean(),
  }),
);

const cids = fc
  .array(
    fc
      .tuple(fc.integer({ min: 1, max: 20_000 }), fc.nat(5))
      .map(([first, more]) => (more === 0 ? String(first) : `${first}-${first + more}`)),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join(', '));

const criteria = fc.record(
  {
    failOn: fc.record({
      states: fc.subarray([...stateNames], { minLength: 1 }),
      criticalities: fc.subarray([...criticalityNames], { minLength: 1 }),
    }),
    failOnAuthFailure: fc.boolean(),
    exclude: fc.array(
      fc.record(
        { cids, reason: hostileText, expires: fc.constant('2027-03-31') },
        { requiredKeys: ['cids'] },
      ),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: [] },
);

const policies = fc.uniqueArray(fc.record({ id, title: hostileText }), {
  minLength: 1,
  maxLength: 4,
  selector: (policy) => policy.id,
});

/** A valid config for one target whose titles, names and ids are hostile text. */
export const hostileConfig: fc.Arbitrary<Config> = fc
  .record({
    platform: fc.constantFrom('US1', 'US2', 'US4', 'EU2', 'UK1', 'GOV1', 'INDIA_PLATFORM', 'PCP'),
    title: optional(hostileText),
    jobName: optional(hostileText),
    target,
    record: optional(fc.record({ platform: fc.constantFrom('unix', 'windows'), username: hostileText })),
    scanner: hostileText,
    profileId: optional(id),
    profileTitle: hostileText,
    policies,
    criteria: optional(criteria),
    proxy: optional(
      fc.record({
        host: fc.oneof(
          { weight: 9, arbitrary: fc.constant('proxy.acme.test') },
          { weight: 1, arbitrary: hostileText },
        ),
        port: fc.integer({ min: 1, max: 65_535 }),
        username: optional(hostileText),
      }),
    ),
    jenkins: optional(
      fc.record(
        { credentialsId: hostileText, proxyCredentialsId: hostileText, hostCredentialsId: hostileText },
        { requiredKeys: [] },
      ),
    ),
    pollingInterval: fc.constantFrom('1', '2', '5', '2*2', '1h', '3m'),
    timeout: fc.constantFrom('60', '60*2', '2h', '1h30m', '240'),
  })
  .map((parts) =>
    configSchema.parse(
      withoutAbsent({
        version: 1,
        platform: parts.platform,
        apiServer: parts.platform === 'PCP' ? 'https://qualysapi.acme.example' : undefined,
        credentials: { username: 'acme2ab1', password: 'env:QUALYS_PASSWORD' },
        proxy:
          parts.proxy === undefined
            ? undefined
            : {
                ...parts.proxy,
                password: parts.proxy.username === undefined ? undefined : 'env:QUALYS_PROXY_PASSWORD',
              },
        scan: {
          title: parts.title,
          jobName: parts.jobName,
          target: parts.target,
          authRecord:
            parts.record === undefined
              ? undefined
              : { ...parts.record, password: 'env:QUALYS_HOST_PASSWORD' },
          scanner: parts.scanner,
          optionProfile: { id: parts.profileId, title: parts.profileTitle },
          policies: parts.policies,
        },
        criteria: parts.criteria,
        timeouts: { pollingInterval: parts.pollingInterval, timeout: parts.timeout },
        jenkins: parts.jenkins,
      }),
    ),
  );

/** The same value without its undefined members, as a file would hold it. */
function withoutAbsent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAbsent);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[key, withoutAbsent(item)]])),
  );
}
