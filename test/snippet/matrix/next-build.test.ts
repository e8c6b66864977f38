import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadJobs } from '../../../src/config/jobs/load-jobs.js';
import { parseConfigText } from '../../../src/config/load-config.js';
import type { Simulator } from '../../../src/simulator/start-simulator.js';
import { jenkins } from '../../../src/snippet/formats/jenkins.js';
import { jenkinsMatrix } from '../../../src/snippet/formats/jenkins-matrix.js';
import { jenkinsScripted } from '../../../src/snippet/formats/jenkins-scripted.js';
import { describeNeeding } from '../../support/needs.js';
import { accountOf } from '../../support/one-host-config.js';
import { useSimulators, workspaceFor } from '../ci/workspace.js';
import { runJenkinsfile } from '../groovy/run-jenkinsfile.js';
import type { Built } from './run-github.js';

const ci = useSimulators();
let store = '';
beforeAll(() => {
  store = mkdtempSync(join(tmpdir(), 'qualys-pc-builds-'));
});
afterAll(() => rmSync(store, { recursive: true, force: true }));

const configFile = 'qualys-pc.json';
const gate = { failOn: { states: ['fail'], criticalities: ['urgent', 'critical', 'serious'] } };
const host = (ip: string) => ({ target: { type: 'host', ips: [ip] } });
const scan = { scanner: 'edge-scan-01', optionProfile: { title: 'Jenkins_Linux baseline' } };
const rest = { criteria: gate, timeouts: { pollingInterval: '0.1s', timeout: '60s' } };

const account = ({ url, credentials }: Simulator) => accountOf(url, credentials.username);

/** Two hosts in one scan. */
const oneScan = (simulator: Simulator): string =>
  JSON.stringify({
    ...account(simulator),
    ...rest,
    scan: { ...scan, jobName: 'payments-api', ...host('10.20.30.40-10.20.30.41') },
    reports: { formats: ['text'] },
  });

/** The same hosts, a job each. */
const twoJobs = (simulator: Simulator): string =>
  JSON.stringify({
    ...account(simulator),
    defaults: { ...rest, scan, reports: { formats: ['text'] } },
    jobs: { payments: { scan: host('10.20.30.40') }, ledger: { scan: host('10.20.30.41') } },
  });

/** A build on agents that have nothing but the repository. */
async function build(
  number: string,
  {
    name,
    simulator,
    configOf,
    snippetOf,
    password = simulator.credentials.password,
  }: {
    readonly name: string;
    readonly simulator: Simulator;
    readonly configOf: (simulator: Simulator) => string;
    readonly snippetOf: (configText: string) => string;
    readonly password?: string;
  },
): Promise<Built> {
  const { workspace, bin } = await workspaceFor(simulator);
  ci.folders.push(workspace);
  const config = configOf(simulator);
  writeFileSync(join(workspace, configFile), config);
  return await runJenkinsfile(snippetOf(config), {
    builds: join(store, name),
    build: number,
    repository: workspace,
    env: { PATH: `${bin}:${process.env.PATH}`, HOME: workspace, CI: 'true', QUALYS_PASSWORD: password },
  });
}

function jobsOf(text: string) {
  const { jobs } = loadJobs({ file: { text, format: 'json', sourceName: configFile }, flags: {} });
  const [first, ...others] = jobs.map(({ job = '', config }) => ({ name: job, config }));
  if (first === undefined) throw new Error('The config holds no job.');
  return [first, ...others] as const;
}

const configOf = (text: string) => parseConfigText(text, 'json', configFile).config;
const options = { configPath: configFile, shards: 2 };

const since = (built: Built, folder: string): string | undefined =>
  /Since build .*/.exec(
    readFileSync(join(built.workspace, 'qualys-pc-results', folder, 'report.txt'), 'utf8'),
  )?.[0];

describeNeeding('groovy', 'Jenkins restores the last judged result on an agent that has nothing else', () => {
  test('one scan, scripted, with a build in between that was not judged', async () => {
    const given = {
      name: 'scripted',
      configOf: oneScan,
      snippetOf: (text: string) => jenkinsScripted.emit(configOf(text), options).text,
    };
    const first = await build('1', { ...given, simulator: ci.failing });
    expect(first.codes.verdict, first.log).toBe(1);
    const second = await build('2', { ...given, simulator: ci.failing, password: 'wrong' });
    expect(second.codes.verdict, second.log).toBe(3);
    const third = await build('3', { ...given, simulator: ci.passing });
    expect(third.codes.verdict, third.log).toBe(0);
    expect(since(third, '')).toMatch(/^Since build 1: 0 new, [1-9]\d* fixed, 0 unchanged/);
  });

  test('several jobs in one run, declarative: joined, and each by itself', async () => {
    const given = {
      name: 'jobs',
      configOf: twoJobs,
      snippetOf: (text: string) => jenkins.emitJobs(jobsOf(text), options).text,
    };
    const first = await build('1', { ...given, simulator: ci.passing });
    expect(first.codes.verdict, first.log).toBe(0);
    const second = await build('2', { ...given, simulator: ci.failing });
    expect(second.codes.verdict, second.log).toBe(1);
    for (const folder of ['', 'payments', 'ledger'])
      expect(since(second, folder)).toMatch(/^Since build 1: [1-9]\d* new, 0 fixed/);
  });

  test('the shards of one target', async () => {
    const given = {
      name: 'shards',
      configOf: oneScan,
      snippetOf: (text: string) => jenkinsMatrix.emit(configOf(text), options).text,
    };
    const first = await build('1', { ...given, simulator: ci.failing });
    expect(first.codes, first.log).toEqual({ '1': 1, '2': 1, verdict: 1 });
    const second = await build('2', { ...given, simulator: ci.passing });
    expect(second.codes, second.log).toEqual({ '1': 0, '2': 0, verdict: 0 });
    expect(since(second, 'all-shards/merged')).toMatch(/^Since build 1: 0 new, [1-9]\d* fixed/);
  });
});
