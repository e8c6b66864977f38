import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configFlags } from '../../src/config/flags.js';
import { loadConfig, parseConfigText } from '../../src/config/load-config.js';
import { PcError } from '../../src/errors.js';
import { smallest } from './configs.js';

function errorOf(work: () => unknown): PcError {
  try {
    work();
  } catch (error) {
    if (error instanceof PcError) return error;
    throw error;
  }
  throw new TypeError('nothing was thrown');
}

const yaml = (text: string) => parseConfigText(text, 'yaml', 'qualys-pc.yaml');
const json = (text: string) => parseConfigText(text, 'json', 'qualys-pc.json');

const small = `version: 1
platform: US2
scan:
  target: { type: host, ips: ["203.0.113.7"] }
  optionProfile: { title: Jenkins_Baseline }
`;

describe('a config file', () => {
  it('is read with every default filled in, and kept as written', () => {
    const { config, written, notes } = yaml(small);
    expect(written).toEqual(smallest);
    expect(config.scan.title).toBe('[job_name]_jenkins_build_[build_number]');
    expect(config.timeouts).toEqual({ pollingInterval: '2', timeout: '60*2', onTimeout: 'leave' });
    expect(config.reports).toEqual({ directory: 'qualys-pc-results', formats: ['html', 'junit'] });
    expect(notes).toEqual([]);
  });

  it('holds: All problems of a file reported at once, each with path, problem and way out.', () => {
    const error = errorOf(() =>
      yaml(`version: 1
platfrom: US2
platform: US22
scan:
  target: { type: host, ips: [10.0.0.300] }
  optionProfile: { title: Baseline }
  policies: []
  scaner: edge
criteria:
  exclude: [{ cids: 9-3 }]
timeouts: { pollingInterval: 3h, timeout: 60*2 }
`),
    );
    expect(error).toMatchObject({
      kind: 'usage',
      code: 'config-invalid',
      what: 'qualys-pc.yaml has 8 problems',
    });
    expect(error.why?.split('\n').map((line) => line.replace(/Write one of .*/, '...'))).toEqual([
      'platfrom (2:1) is not a setting. Did you mean "platform"?',
      'platform (3:1) is "US22". Did you mean US2? ...',
      'scan.target.ips[0] (5:31) "10.0.0.300" is not an IP address. Write an address, a range such as 10.0.0.1-10.0.0.9, a CIDR, or env.NAME alone.',
      'scan.optionProfile.title (6:20) does not start with Jenkins_. Choose a compliance option profile whose title starts with exactly Jenkins_.',
      'scan.policies (7:3) is an empty list. Leave policies out to take all that the profile carries, or name at least one.',
      'scan.scaner (8:3) is not a setting. Did you mean "scanner"?',
      'criteria.exclude[0].cids (10:15) "9-3" ends before it begins. Write CIDs and ranges, for example "1141, 1145-1150".',
      'timeouts.pollingInterval (11:13) is 3 hours, longer than the timeout of 2 hours. Make the polling interval shorter or the timeout longer.',
    ]);
  });

  it('keeps dates and leading zeros as text, and takes numbers where ids are text', () => {
    const { config } = yaml(`version: 1
platform: US2
scan:
  jobName: 0x1F
  target: { type: ec2, instanceIds: [i-01234567], connector: { id: 1401, accountId: 012345678901 } }
  scanner: 1.50
  optionProfile: { id: 0123 }
  policies: [{ id: 11 }]
criteria: { exclude: [{ cids: 2201, expires: 2027-03-31 }] }
timeouts: { pollingInterval: 2, timeout: 10.50 }
`);
    expect(config.scan).toMatchObject({
      jobName: '0x1F',
      target: { connector: { id: '1401', accountId: '012345678901' } },
      scanner: '1.50',
      optionProfile: { id: '0123' },
      policies: [{ id: '11' }],
    });
    expect(config.criteria?.exclude).toEqual([{ cids: '2201', expires: '2027-03-31' }]);
    expect(config.timeouts).toEqual({ pollingInterval: '2', timeout: '10.50', onTimeout: 'leave' });
  });

  it('never quotes a password, wherever the text breaks', () => {
    const texts = [
      `${small}credentials: { password: hunter2 }`,
      `${small}credentials: { password: "hunter2 }`,
      `${small}credentials: { password: *hunter2 }`,
      `${small}credentials: { password: !hunter2 x }`,
      `${small}credentials: { password: %hunter2 }`,
      `${small}credentials: { password: hunter2: hunter2: x }`,
      `${small}credentials:\n  password: hunter2\n hunter2`,
      `${small}credentials: { password: [hunter2] }`,
      `${small}apiServer: https://user:hunter2@qualysapi.acme.test`,
      `${small}proxy: { host: "user:hunter2@proxy", port: 80 }`,
    ];
    for (const text of texts) {
      const error = errorOf(() => yaml(text));
      expect(`${error.what}${error.why}${error.next}${error.cause}${error.stack}`).not.toContain('hunter2');
    }
    for (const text of ['{"password": hunter2}', '{"password": "hunter2', '{"password": "hunter2"}}']) {
      const error = errorOf(() => json(text));
      expect(`${error.what}${error.why}${error.next}${error.cause}${error.stack}`).not.toContain('hunter2');
    }
  });

  it.each([
    ['', 'qualys-pc.yaml is empty', undefined],
    ['# nothing', 'qualys-pc.yaml is empty', undefined],
    ['- 1', 'qualys-pc.yaml is not a config', undefined],
    ['text', 'qualys-pc.yaml is not a config', undefined],
    ['a: 1\nb: 2\na: 3', 'qualys-pc.yaml cannot be read', 'a key stands twice (line 3, column 1)'],
    ['a:\n\t- b', 'qualys-pc.yaml cannot be read', 'a tab is used for indentation (line 2, column 1)'],
    ['a: b: c', 'qualys-pc.yaml cannot be read', undefined],
    ['a: 1\n---\nb: 2', 'qualys-pc.yaml cannot be read', undefined],
    ['? [a]\n: 1', 'qualys-pc.yaml cannot be read', 'a key is not text (line 1, column 3)'],
    ['a: !!js/function x', 'qualys-pc.yaml cannot be read', undefined],
    [
      'a: &c 1\nb: [*c, *b]',
      'qualys-pc.yaml cannot be read',
      'an alias names no anchor; put text that starts with * in quotes (line 2, column 9)',
    ],
    ['a: &a [*a]', 'qualys-pc.yaml cannot be read', expect.stringContaining('anchors')],
    ['x'.repeat(2 ** 20 + 1), 'qualys-pc.yaml cannot be read', 'it is larger than 1 MiB'],
    [
      'a: 1\nb: { c: 1, d: 2, c: 3 }',
      'qualys-pc.yaml cannot be read',
      'a key stands twice (line 2, column 18)',
    ],
    ['['.repeat(50_000), 'qualys-pc.yaml cannot be read', undefined],
  ])('that is no readable YAML is refused (%#)', (text, what, why) => {
    const error = errorOf(() => yaml(text));
    expect(error).toMatchObject({ kind: 'usage', code: 'config-invalid', what });
    if (why !== undefined) expect(error.why).toEqual(why);
  });

  it('does not unfold anchors that explode', () => {
    const levels = Array.from({ length: 12 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(9).fill(`*a${n}`)}]`);
    const error = errorOf(() => yaml(`a0: &a0 [x]\n${levels.join('\n')}`));
    expect(error.why).toContain('its anchors repeat too much');
  });

  it('may use a few anchors', () => {
    const { config } = yaml(`${small}criteria:
  failOn: &worst { states: [fail], criticalities: [urgent] }
  warnOn: *worst
`);
    expect(config.criteria?.warnOn).toEqual(config.criteria?.failOn);
  });

  it('that is JSON is read with tabs and a byte order mark, and refused where JSON is broken', () => {
    expect(json(`\ufeff${JSON.stringify(smallest, null, '\t')}\r\n`).written).toEqual(smallest);
    expect(errorOf(() => json('{"version": 1, "version": 1}')).why).toBe(
      'a key stands twice (line 1, column 16)',
    );
    expect(errorOf(() => json('{"version": 1,}'))).toMatchObject({ next: 'Correct the JSON.' });
    expect(errorOf(() => json(small))).toMatchObject({
      why: 'it is not JSON (line 1, column 1)',
      next: 'Correct the JSON, or let the name of a config in YAML end in .yaml.',
    });
  });

  it('reads JSON as JSON does', () => {
    fc.assert(
      fc.property(fc.json({ noUnicodeString: false }), (text) => {
        const error = errorOf(() => json(`{"version": 1, "unknown": ${text}}`));
        expect(error.why).toContain('unknown (1:16) is not a setting');
      }),
    );
  });

  it.each([
    ['scan: { target: { type: host, ips: [] }, optionProfile: { id: 1 } }', 'scan.target.ips (3:31)'],
    ['scan: { jobName: [], target: { type: host, ips: [10.0.0.1] }, optionProfile: { id: 1 } }', 'jobName'],
  ])('complains once about what is wrong twice: %s', (scan, place) => {
    const { what, why } = errorOf(() => yaml(`version: 1\nplatform: US2\n${scan}`));
    expect(what).toBe('qualys-pc.yaml has a problem');
    expect(why).toContain(place);
  });

  it('answers any text with a config or a PcError', () => {
    const pieces = fc.constantFrom(
      ...' \n:-{}[],&*!|>\'"%@`#?~',
      'a',
      '1',
      '  ',
      'scan',
      'version: 1\n',
      '<<',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((list) => list.join('')),
    );
    fc.assert(
      fc.property(text, fc.constantFrom('json' as const, 'yaml' as const), (body, format) => {
        expect(errorOf(() => parseConfigText(body, format, 'x')).code).toBe('config-invalid');
      }),
      { numRuns: 500 },
    );
  });

  it('answers any shape below its keys with a config or a PcError', () => {
    const keys = fc.constantFrom(
      'scan',
      'target',
      'type',
      'ips',
      'policies',
      'criteria',
      'exclude',
      'cids',
      'proxy',
      'timeouts',
      'timeout',
      'credentials',
      'password',
      'failOn',
      'states',
      '__proto__',
      'constructor',
      'toString',
    );
    const leaf = fc.oneof(fc.constantFrom('host', 'ec2', 'US2', null, true, 0, -1.5), fc.string());
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(keys, tie('tree')),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(keys, tree), (value) => {
        expect(errorOf(() => json(JSON.stringify({ version: 1, platform: 'US2', ...value }))).kind).toBe(
          'usage',
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('flags', () => {
  const flags = {
    platform: 'US2',
    hostIp: ['203.0.113.7,203.0.113.8', '203.0.113.9'],
    optionProfile: '9001',
  };

  it('alone suffice', () => {
    const { config } = loadConfig({ flags });
    expect(config.scan.target).toMatchObject({
      type: 'host',
      ips: ['203.0.113.7', '203.0.113.8', '203.0.113.9'],
    });
    expect(config.scan.optionProfile).toEqual({ id: '9001' });
  });

  it('name each missing answer with its flag', () => {
    const error = errorOf(() => loadConfig({ flags: { failOnState: 'fail', authUsername: 'scan' } }));
    expect(error.what).toBe('The configuration has 5 problems');
    expect(error.why?.split('\n').map((line) => /^\S+ is missing\..* pass (.*)\.$/.exec(line)?.[1])).toEqual([
      '--platform',
      '--host-ip, --asset-group, --ec2-id or --instances',
      '--auth-platform',
      '--option-profile',
      '--fail-on-criticality',
    ]);
  });

  it('override the file', () => {
    const file = { text: small, format: 'yaml', sourceName: 'qualys-pc.yaml' } as const;
    const { config } = loadConfig({
      file,
      flags: {
        platform: 'EU1',
        title: 'x',
        policy: ['11,CIS Debian 12\\, v1', '12'],
        excludeCids: '1141,1145-1150',
        proxyHost: 'proxy.acme.test',
        proxyPort: '3128',
        failOnAuthFailure: true,
        pollingInterval: '90s',
        reportFormat: ['html', 'sarif'],
      },
    });
    expect(config).toMatchObject({
      platform: 'EU1',
      proxy: { host: 'proxy.acme.test', port: 3128 },
      scan: { title: 'x', policies: [{ id: '11' }, { title: 'CIS Debian 12, v1' }, { id: '12' }] },
      criteria: { failOnAuthFailure: true, exclude: [{ cids: '1141, 1145-1150' }] },
      timeouts: { pollingInterval: '90s', timeout: '60*2' },
      reports: { formats: ['html', 'sarif'] },
    });
  });

  it('turn the target of the file into the other kind', () => {
    const file = { text: small, format: 'yaml', sourceName: 'qualys-pc.yaml' } as const;
    const ec2 = { ec2Id: 'i-01234567', connector: 'prod', scanner: 'edge', runConnector: true };
    expect(loadConfig({ file, flags: ec2 }).config.scan.target).toEqual({
      type: 'ec2',
      instanceIds: ['i-01234567'],
      connector: { name: 'prod' },
      runConnector: true,
      requireAll: false,
    });
  });

  it('name one connector or several, in the place of those of the file', () => {
    const ec2 = (behind: string) =>
      small.replace(/target: .*/, `target: { type: ec2, instances: running, ${behind} }\n  scanner: edge`);
    const load = (behind: string, connector: string | readonly string[]) =>
      loadConfig({
        file: { text: ec2(behind), format: 'yaml', sourceName: 'qualys-pc.yaml' },
        flags: { connector },
      }).config.scan.target;
    const [one, two] = ['connector: { name: lab }', 'connectors: [{ name: lab }, { name: stage }]'];
    for (const behind of [one, two]) {
      const several = load(behind, ['prod', '1402']);
      expect(several).toMatchObject({ connectors: [{ name: 'prod' }, { id: '1402' }] });
      expect(several).not.toHaveProperty('connector');
      expect(load(behind, 'prod,1402')).toEqual(several);
      const single = load(behind, ['prod\\, new']);
      expect(single).toMatchObject({ connector: { name: 'prod, new' } });
      expect(single).not.toHaveProperty('connectors');
    }
  });

  it('that contradict each other are refused', () => {
    expect(errorOf(() => loadConfig({ flags: { ...flags, ec2Id: 'i-01234567' } })).code).toBe(
      'flags-conflict',
    );
    expect(errorOf(() => loadConfig({ flags: { ...flags, connector: 'prod' } })).code).toBe('flags-conflict');
    expect(loadConfig({ flags: { ...flags, runConnector: false } }).config.scan.target.type).toBe('host');
  });

  it('that are no number where one is needed are named', () => {
    const error = errorOf(() => loadConfig({ flags: { ...flags, proxyHost: 'proxy', proxyPort: 'x80' } }));
    expect(error.why).toBe('proxy.port (--proxy-port) is text, not a number. Write a number.');
  });

  it('of any text are answered with a config or a PcError', () => {
    const texts = fc.dictionary(
      fc.constantFrom(...configFlags.map(({ key }) => key)),
      fc.oneof(
        fc.string(),
        fc.array(fc.string(), { maxLength: 3 }),
        fc.constantFrom('1', 'fail', 'unix', ',', ''),
      ),
    );
    fc.assert(
      fc.property(texts, (given) => {
        try {
          expect(loadConfig({ flags: { ...flags, ...given } }).config.version).toBe(1);
        } catch (error) {
          expect(error).toMatchObject({ name: 'PcError', kind: 'usage' });
        }
      }),
      { numRuns: 300 },
    );
  });

  it('leave the file of the caller as it was', () => {
    const written = structuredClone(smallest);
    loadConfig({ file: { text: JSON.stringify(written), format: 'json', sourceName: 'x' }, flags });
    expect(written).toEqual(smallest);
  });
});
