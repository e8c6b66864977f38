import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { pipelinePages } from '../../../scripts/docs-pipelines.js';
import type { Simulator } from '../../../src/simulator/start-simulator.js';
import { github } from '../../../src/snippet/formats/github.js';
import { oneHostConfig } from '../../support/one-host-config.js';
import { root } from '../../support/program.js';
import { read } from '../configs.js';
import { type Action, type Cache, runAction } from './run-action.js';
import { useSimulators, workspaceFor } from './workspace.js';

const text = readFileSync(join(root, 'action.yml'), 'utf8');
const action = parse(text) as Action;

const ci = useSimulators();

async function run(
  simulator: Simulator,
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
  {
    program,
    ...repository
  }: { readonly cache?: Cache; readonly runId?: string; readonly program?: 'built' } = {},
) {
  const { workspace, bin } = await workspaceFor(simulator, program);
  ci.folders.push(workspace);
  const ran = await runAction(action, {
    inputs: { password: simulator.credentials.password, ...inputs },
    env: { PATH: `${bin}:${process.env.PATH}`, CI: 'true', GITHUB_ACTIONS: 'true', ...env },
    workspace,
    actionPath: root,
    ...repository,
  });
  return { ...ran, workspace };
}

test.each(Object.keys(pipelinePages()))('%s is as npm run docs writes it', (path) => {
  expect(readFileSync(join(root, path), 'utf8')).toBe(pipelinePages()[path]);
});

describe('action.yml runs here against the simulator: artifacts, summary, exit codes, outputs', () => {
  test('a pass', async () => {
    const ran = await run(ci.passing, {}, {}, { program: 'built' });
    expect(ran.failed, ran.log).toBe(false);
    expect(ran.outputs).toEqual({ verdict: 'passed', 'exit-code': '0', failing: '0' });
    expect(ran.summary).toContain('PASSED');
    const [artifact, ...others] = ran.used;
    expect(others).toEqual([]);
    expect(artifact?.uses).toMatch(/^actions\/upload-artifact@[0-9a-f]{40}$/);
    expect(artifact?.with).toMatchObject({ name: 'qualys-policy-compliance', path: './qualys-pc-results' });
    for (const file of [
      'result.json',
      'controls.jsonl',
      'report.html',
      'junit.xml',
      'results.sarif',
      'summary.md',
    ])
      expect(existsSync(join(ran.workspace, 'qualys-pc-results', file)), file).toBe(true);
  });

  test('a fail: the job fails, and what fails is told', async () => {
    const ran = await run(ci.failing, { 'code-scanning': 'true', artifact: '' });
    expect(ran.failed).toBe(true);
    expect(ran.outputs).toMatchObject({ verdict: 'failed', 'exit-code': '1' });
    expect(Number(ran.outputs.failing)).toBeGreaterThan(0);
    expect(ran.log).toMatch(/^::error /m);
    expect(ran.used.map(({ with: { sarif_file } }) => sarif_file)).toEqual([
      './qualys-pc-results/results.sarif',
    ]);
  });

  test('warnings: the job stays green and says so', async () => {
    const ran = await run(ci.failing, {
      'fail-on-state': 'error',
      'fail-on-criticality': 'minimal',
      'warn-on-state': 'fail',
      'warn-on-criticality': 'urgent,critical,serious',
    });
    expect(ran.failed, ran.log).toBe(false);
    expect(ran.outputs).toMatchObject({ verdict: 'passed', 'exit-code': '6' });
    expect(ran.log).toContain('::warning title=Qualys Policy Compliance::');
  });

  test('by the workflow that --use writes, with its secrets', async () => {
    const use = `acme/qualys-pc@${'0f'.repeat(20)}`;
    const { url, credentials } = ci.failing;
    const config = read({
      ...oneHostConfig(url, 'env:QUALYS_USERNAME'),
      reports: { formats: ['csv'] },
    });
    const { text, refusals } = github.emit(config, { use, configPath: 'qualys-pc.json' });
    expect(refusals).toEqual([]);
    const workflow = parse(text) as {
      jobs: Record<
        string,
        { steps: { uses: string; with: Record<string, string>; env?: Record<string, string> }[] }
      >;
    };
    const [job] = Object.values(workflow.jobs);
    const step = job?.steps.find(({ uses }) => uses === use);
    const secrets: Record<string, string> = {
      QUALYS_PASSWORD: credentials.password,
      QUALYS_USERNAME: credentials.username,
    };
    const given = (values: Record<string, string> = {}) =>
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => [
          name,
          value.replace(/^\$\{\{ secrets\.(\w+) \}\}$/, (_, secret: string) => secrets[secret] ?? 'none'),
        ]),
      );
    expect(Object.keys(step?.env ?? {})).toEqual(['QUALYS_USERNAME']);
    const ran = await run(ci.failing, given(step?.with), given(step?.env));
    expect(ran.outputs, ran.log).toMatchObject({ verdict: 'failed', 'exit-code': '1' });
    expect(ran.log).not.toContain('secrets.');
    expect(ran.used.map(({ uses }) => uses.split('@')[0])).toEqual([
      'actions/upload-artifact',
      'github/codeql-action/upload-sarif',
    ]);
    for (const file of ['controls.csv', 'junit.xml', 'results.sarif', 'report.html'])
      expect(existsSync(join(ran.workspace, 'qualys-pc-results', file)), file).toBe(true);
  });

  test('an error: no result, the exit code, and no old result in its place', async () => {
    const ran = await run(ci.passing, { config: 'missing.yaml' });
    expect(ran.failed).toBe(true);
    expect(ran.outputs).toEqual({ verdict: 'error', 'exit-code': '2', failing: '' });
  });

  test('a switch that is neither true nor false is refused, not taken for off', async () => {
    const refused = await run(ci.passing, { 'fail-on-auth-failure': 'yes' });
    expect(refused.failed).toBe(true);
    expect(refused.outputs).toEqual({ verdict: 'error', 'exit-code': '2', failing: '' });
    expect(refused.log).toContain("option '--fail-on-auth-failure' takes no value");
    const taken = await run(ci.passing, { 'fail-on-auth-failure': 'True', 'run-connector': 'FALSE' });
    expect(taken.outputs, taken.log).toMatchObject({ verdict: 'passed' });
    const { criteria } = JSON.parse(
      readFileSync(join(taken.workspace, 'qualys-pc-results/result.json'), 'utf8'),
    ) as { criteria: { failOnAuthFailure: boolean } };
    expect(criteria.failOnAuthFailure).toBe(true);
  });

  test('code-scanning too: neither true nor false ends with exit code 2, before anything is scanned', async () => {
    const refused = await run(ci.passing, { 'code-scanning': '$(id) yes' });
    expect(refused.failed).toBe(true);
    expect(refused.outputs).toEqual({ verdict: 'error', 'exit-code': '2', failing: '' });
    const sentence = 'The input code-scanning is neither true nor false.';
    expect(refused.log).toBe(`::error title=qualys-pc::${sentence}\n`);
    expect(refused.summary).toBe(`${sentence}\n`);
    expect(existsSync(join(refused.workspace, 'qualys-pc-results/result.json'))).toBe(false);
  });

  test.each([
    ['TRUE', ['github/codeql-action/upload-sarif']],
    ['False', []],
    ['', []],
  ])('code-scanning may be written %j', async (value, uses) => {
    const ran = await run(ci.failing, { 'code-scanning': value, artifact: '' });
    expect(ran.outputs, ran.log).toMatchObject({ verdict: 'failed', 'exit-code': '1' });
    expect(ran.used.map((one) => one.uses.split('@')[0])).toEqual(uses);
  });

  test('inputs are data: no shell reads them, and a secret of the job is enough', async () => {
    const title = '$(touch hacked) `touch hacked` "x" \'y\' -z; exit 0';
    const ran = await run(
      ci.passing,
      { title, password: '', 'run-connector': '', 'report-dir': 'kept here' },
      { QUALYS_PASSWORD: ci.passing.credentials.password },
    );
    expect(ran.failed, ran.log).toBe(false);
    expect(existsSync(join(ran.workspace, 'hacked'))).toBe(false);
    const result = JSON.parse(readFileSync(join(ran.workspace, 'kept here/result.json'), 'utf8')) as {
      scan: { title: string };
    };
    expect(result.scan.title.startsWith(title.slice(0, 20))).toBe(true);
  });

  test('the next build, on a machine that has nothing else, compares with the last that was judged; also where the folder ends in a slash', async () => {
    const cache: Cache = new Map();
    const build = (
      runId: string,
      simulator: Simulator,
      { inputs, job = 'scan' }: { inputs?: Readonly<Record<string, string>>; job?: string } = {},
    ) =>
      run(
        simulator,
        { 'report-dir': 'results/', ...inputs },
        { GITHUB_WORKFLOW: 'ci', GITHUB_JOB: job, GITHUB_RUN_NUMBER: runId },
        { cache, runId },
      );
    expect((await build('1', ci.failing)).outputs.verdict).toBe('failed');
    expect((await build('2', ci.failing, { inputs: { password: 'wrong' } })).outputs['exit-code']).toBe('3');
    const third = await build('3', ci.passing);
    expect(third.summary).toMatch(/Since build 1\*\*: 0 new, [1-9]\d* fixed/);
    const other = await build('4', ci.failing, { job: 'another' });
    expect(other.summary).not.toContain('Since build');
  });

  test("without the program it is built from the action's own commit, by its lockfile", async () => {
    const { workspace } = await workspaceFor(ci.passing);
    ci.folders.push(workspace);
    const actionPath = join(workspace, '.action');
    for (const path of [
      'src',
      'scripts/build.js',
      'scripts/bundle',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
    ])
      cpSync(join(root, path), join(actionPath, path), { recursive: true });
    // npm itself is shown by test/repo/install.test.ts; here it lays what is installed already.
    const tools = join(workspace, '.tools');
    mkdirSync(tools);
    writeFileSync(
      join(tools, 'npm'),
      `#!/bin/sh\necho "npm $*"\nln -s '${root}/node_modules' node_modules\n`,
    );
    chmodSync(join(tools, 'npm'), 0o755);
    symlinkSync(process.execPath, join(tools, 'node'));
    const ran = await runAction(action, {
      inputs: { password: ci.passing.credentials.password },
      env: { PATH: `${tools}:/usr/bin:/bin`, CI: 'true', GITHUB_ACTIONS: 'true' },
      workspace,
      actionPath,
    });
    expect(ran.failed, ran.log).toBe(false);
    expect(ran.log).toContain('npm ci --ignore-scripts');
    expect(existsSync(join(dirname(join(actionPath, 'dist/cli.js')), 'cli.js'))).toBe(true);
    expect(ran.outputs).toMatchObject({ verdict: 'passed' });
  });
});

test('no expression stands inside a script, where its text would be code', () => {
  for (const { run: script = '' } of action.runs.steps) expect(script).not.toContain('${{');
});
