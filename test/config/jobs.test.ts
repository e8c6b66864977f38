import { describe, expect, test } from 'vitest';
import { exampleJobs } from '../../scripts/docs/reference-page.js';
import { effectiveConfig } from '../../src/config/effective-config.js';
import { loadJobs } from '../../src/config/jobs/load-jobs.js';
import { loadConfig } from '../../src/config/load-config.js';
import { PcError } from '../../src/errors.js';
import { resultFiles } from '../../src/workflow/results/result-files.js';

const account = `version: 1
platform: US2
credentials: { username: acme2ab1 }
`;
const defaults = `defaults:
  scan: { scanner: edge-scan-01, optionProfile: { title: Jenkins_Baseline } }
`;
const answersOf = (text: string, flags = {}) => ({
  file: { text, format: 'yaml' as const, sourceName: 'qualys-pc.yaml' },
  flags,
});
const load = (text: string, picked: readonly string[] = [], flags = {}) =>
  loadJobs(answersOf(text, flags), picked);

function errorOf(work: () => unknown): PcError {
  try {
    work();
  } catch (error) {
    if (error instanceof PcError) return error;
    throw error;
  }
  throw new Error('It did not throw.');
}

describe('a config with several jobs', () => {
  test('each job is the defaults with its own settings over them, and its name is its jobName', () => {
    const { jobs, hasJobs } = load(exampleJobs);
    expect(hasJobs).toBe(true);
    expect(jobs.map(({ job }) => job)).toEqual(['payments-api', 'ledger']);
    const [payments, ledger] = jobs;
    expect(payments.config.scan).toMatchObject({
      jobName: 'payments-api',
      scanner: 'edge-scan-01',
      target: { ips: ['10.20.30.40'] },
    });
    expect(ledger?.config.scan).toMatchObject({ jobName: 'ledger', scanner: 'edge-scan-02' });
    expect(ledger?.config.criteria).toMatchObject({
      failOn: { states: ['fail'], criticalities: ['urgent', 'critical'] },
      failOnAuthFailure: true,
    });
    expect(ledger?.config.timeouts.timeout).toBe('60*2');
  });

  const jobOver = (below: string, own: string) =>
    load(`${account}defaults:
  scan: { scanner: edge-scan-01, ${below} }
jobs:
  one: { scan: { ${own} } }
`).jobs[0].config.scan;
  const profile = 'optionProfile: { title: Jenkins_Baseline }';
  /** What the schema fills in. */
  const ec2 = { type: 'ec2', instanceIds: [], runConnector: false, requireAll: false };
  const hosts = 'target: { type: host, ips: ["10.20.30.40"], requireAll: true }';

  test.each([
    [
      'asset groups in place of addresses',
      `${profile}, ${hosts}`,
      'target: { type: host, assetGroups: [Linux] }',
      { target: { type: 'host', ips: [], assetGroups: ['Linux'], requireAll: true } },
    ],
    [
      'the same, without saying the type again',
      `${profile}, ${hosts}`,
      'target: { assetGroups: [Linux] }',
      { target: { type: 'host', ips: [], assetGroups: ['Linux'], requireAll: true } },
    ],
    [
      'addresses in place of asset groups',
      `${profile}, target: { type: host, assetGroups: [Linux] }`,
      hosts,
      { target: { type: 'host', ips: ['10.20.30.40'], requireAll: true } },
    ],
    [
      'instances in place of hosts',
      `${profile}, ${hosts}`,
      'target: { type: ec2, connector: { name: prod }, instances: running, tag: "team=pay" }',
      { target: { ...ec2, connector: { name: 'prod' }, instances: 'running', tag: 'team=pay' } },
    ],
    [
      'named instances in place of the running ones that have a tag',
      `${profile}, target: { type: ec2, connector: { name: prod }, instances: running, tag: "team=pay" }`,
      'target: { instanceIds: [i-0a11b22c33d44e55f] }',
      { target: { ...ec2, connector: { name: 'prod' }, instanceIds: ['i-0a11b22c33d44e55f'] } },
    ],
    [
      'several connectors in place of one',
      `${profile}, target: { type: ec2, connector: { id: "1401", name: prod }, instances: running }`,
      'target: { connectors: [{ name: prod-eu }, { name: prod-us }] }',
      { target: { ...ec2, connectors: [{ name: 'prod-eu' }, { name: 'prod-us' }], instances: 'running' } },
    ],
    [
      'a record that exists in place of a login',
      `${profile}, ${hosts}, authRecord: { platform: unix, username: scan, password: "env:QUALYS_HOST_PASSWORD" }`,
      'authRecord: { existing: Vaulted }',
      { authRecord: { existing: 'Vaulted' } },
    ],
    [
      'a login in place of a record that exists',
      `${profile}, ${hosts}, authRecord: { existing: Vaulted, platform: windows }`,
      'authRecord: { username: scan }',
      { authRecord: { platform: 'windows', username: 'scan' } },
    ],
    [
      'a profile by its title, not the id of another',
      `optionProfile: { id: "9001", title: Jenkins_Linux }, ${hosts}`,
      'optionProfile: { title: Jenkins_Windows }',
      { optionProfile: { title: 'Jenkins_Windows' } },
    ],
  ])('what a job says in another way takes the place of the defaults: %s', (_, below, own, expected) => {
    expect(jobOver(below, own)).toEqual(expect.objectContaining(expected));
  });

  test('two ways that a job names itself are refused, both named', () => {
    const text = `${account}defaults:
  scan: { ${profile}, ${hosts} }
jobs:
  one: { scan: { target: { ips: ["10.20.30.41"], assetGroups: [Linux] } } }
`;
    expect(errorOf(() => load(text)).why).toMatch(
      /^jobs\.one\.scan\.target\.assetGroups \(7:\d+\) stands beside scan\.target\.ips\. Keep one of them\.$/,
    );
  });

  test('flags lie over every job', () => {
    const { jobs } = load(exampleJobs, [], { scanner: 'other', reportDir: 'out' });
    expect(jobs.map(({ config }) => [config.scan.scanner, config.reports.directory])).toEqual([
      ['other', 'out'],
      ['other', 'out'],
    ]);
  });

  test('--job picks, in the order of the file; an unknown name is named with the nearest', () => {
    expect(load(exampleJobs, ['ledger', 'payments-api']).jobs.map(({ job }) => job)).toEqual([
      'payments-api',
      'ledger',
    ]);
    const error = errorOf(() => load(exampleJobs, ['legder']));
    expect([error.kind, error.code, error.why]).toEqual(['usage', 'job-unknown', 'Did you mean ledger?']);
    expect(errorOf(() => load(exampleJobs, ['x1y2z3'])).why).toContain('payments-api, ledger');
  });

  test('problems stand at the line of the job, or of the defaults, each once', () => {
    const text = `${account}defaults:
  scan: { optionProfile: { title: Wrong }, target: { type: host, ips: ["10.20.30.40"] } }
jobs:
  one: { scan: { scaner: x } }
  two: { criterias: {} }
  three: { scan: { target: { type: host, ips: ["10.20.30.400"] } } }
`;
    const { why = '' } = errorOf(() => load(text));
    expect(why.split('\n')).toEqual([
      expect.stringMatching(/^defaults\.scan\.optionProfile\.title \(5:\d+\) does not start with Jenkins_/),
      expect.stringMatching(/^jobs\.one\.scan\.scaner \(7:\d+\) is not a setting\. Did you mean "scanner"\?/),
      expect.stringMatching(/^jobs\.two\.criterias \(8:\d+\) is not a setting\. Did you mean "criteria"\?/),
      expect.stringMatching(/^jobs\.three\.scan\.target\.ips\[0\] \(9:\d+\) /),
    ]);
  });

  test('what is wrong in a job that is not picked stops the run too', () => {
    const text = `${account}${defaults}jobs:
  one: { scan: { target: { type: host, ips: ["10.20.30.40"] } } }
  two: { scan: { target: { type: host } } }
`;
    expect(errorOf(() => load(text, ['one'])).why).toContain('jobs.two.scan.target.ips');
  });

  test.each([
    ['scan: {}', /^scan .*stands beside jobs/m],
    ['reports: { formats: [html] }', /^reports .*stands beside jobs.*below defaults/m],
  ])('%s beside jobs is an error', (line, words) => {
    expect(errorOf(() => load(`${exampleJobs}${line}\n`)).why).toMatch(words);
  });

  test.each([
    ['no job', 'jobs: {}', /^jobs .*holds no job/m],
    [
      'a jobName',
      'jobs: { one: { scan: { jobName: two } } }',
      /^jobs\.one\.scan\.jobName .*called by its name/m,
    ],
    ['a comma in a name', 'jobs: { "a,b": {} }', /^jobs\.a,b .*no name of a job/m],
    ['a list', 'jobs: { one: [] }', /^jobs\.one .*not a group of settings/m],
  ])('%s is an error', (_, jobs, words) => {
    expect(errorOf(() => load(`${account}${defaults}${jobs}\n`)).why).toMatch(words);
  });

  const shares = (first: string, second: string, more = '') => `${account}defaults:
  scan:
    optionProfile: { title: Jenkins_Baseline }
    target: { type: host, ips: ["10.20.30.40"] }
    ${more}
jobs:
  "${first}": {}
  "${second}": {}
`;

  test.each([
    [
      'an asset group',
      shares('Ledger', 'ledger'),
      'jobs.ledger (11:3) would share the asset group with Ledger',
    ],
    ['a folder', shares('a/b', 'a:b'), 'jobs.a:b (11:3) would share the folder a-b with a/b'],
    ['a title', shares('one', 'two', 'title: nightly'), 'would share the title of the scan with one'],
  ])('%s that two jobs would share is an error', (_, text, words) => {
    expect(errorOf(() => load(text)).why).toContain(words);
  });

  const host = '{ scan: { target: { type: host, ips: ["10.20.30.40"] } } }';
  test.each([...Object.values(resultFiles), 'units.json', 'Result.JSON'])(
    'a job cannot be called %s, as its folder would stand where that file is written',
    (name) => {
      const error = errorOf(() => load(`${account}${defaults}jobs: { a: ${host}, ${name}: ${host} }`));
      expect(error).toMatchObject({ kind: 'usage', code: 'config-invalid' });
      expect(error.why).toContain(`jobs.${name}`);
      expect(error.why).toContain('is the name of a file of the results. Give the job another name.');
    },
  );

  test('a job whose name no file system takes as a folder is refused before its scan', () => {
    const named = (length: number) => `${account}${defaults}jobs: { ${'a'.repeat(length)}: ${host} }`;
    expect(load(named(200)).jobs).toHaveLength(1);
    const error = errorOf(() => load(named(201)));
    expect(error.why).toContain('is too long for the name of a folder: 201 characters. Write at most 200.');
  });

  test('results lie below one directory', () => {
    const text = `${account}${defaults}jobs:
  one: { scan: { target: { type: host, ips: ["10.20.30.40"] } } }
  two: { scan: { target: { type: host, ips: ["10.20.30.41"] } }, reports: { directory: other } }
`;
    expect(errorOf(() => load(text)).why).toContain('jobs.two.reports.directory');
  });

  test('--job and --job-name do not fit every config', () => {
    expect(errorOf(() => load(exampleJobs, [], { jobName: 'x' })).code).toBe('flags-conflict');
    const one = `${account}scan: { target: { type: host, ips: ["10.20.30.40"] }, optionProfile: { title: Jenkins_B } }\n`;
    expect(errorOf(() => load(one, ['x'])).code).toBe('job-unknown');
    expect(load(one).jobs[0].job).toBeUndefined();
  });

  test('a command for one scan names the jobs', () => {
    const error = errorOf(() => loadConfig(answersOf(exampleJobs)));
    expect(error.code).toBe('several-jobs');
    expect(error.why).toContain('payments-api, ledger');
  });

  test('`concurrency: 3` is the calls, as before', () => {
    const one = `${account}concurrency: 3
scan: { target: { type: host, ips: ["10.20.30.40"] }, optionProfile: { title: Jenkins_B } }
`;
    expect(load(one).jobs[0].config.concurrency).toEqual({ calls: 3, jobs: 2 });
  });

  test('`config` shows the merged job, each value with its line', () => {
    const values = effectiveConfig(answersOf(exampleJobs), {}, ['ledger']);
    const of = (path: string) => values.find((value) => value.path === path);
    expect(values.every(({ job }) => job === 'ledger')).toBe(true);
    expect(of('scan.jobName')).toMatchObject({ value: 'ledger', source: { kind: 'file', line: 10 } });
    expect(of('scan.scanner')).toMatchObject({ value: 'edge-scan-02', source: { line: 11 } });
    expect(of('scan.optionProfile.title')).toMatchObject({ source: { line: 6 } });
    expect(of('timeouts.timeout')).toMatchObject({ source: { kind: 'default' } });
  });
});
