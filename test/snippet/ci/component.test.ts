import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments, stringify } from 'yaml';
import type { Simulator } from '../../../src/simulator/start-simulator.js';
import { gitlab } from '../../../src/snippet/formats/gitlab.js';
import { describeNeeding } from '../../support/needs.js';
import { oneHostConfig } from '../../support/one-host-config.js';
import { root } from '../../support/program.js';
import { read } from '../configs.js';
import { gitlabValidator } from '../schemas.js';
import { useSimulators, workspaceFor } from './workspace.js';

const text = readFileSync(join(root, 'templates/qualys-pc.yml'), 'utf8');
const [head, job] = parseAllDocuments(text).map((document) => document.toJS() as Record<string, unknown>);
const { inputs } = (head as { spec: { inputs: Record<string, { default?: string; description: string }> } })
  .spec;

const ci = useSimulators();

/** Runs a pipeline that includes the component by gitlab-ci-local, in the shell. */
async function runPipeline(
  simulator: Simulator,
  given: Readonly<Record<string, string>>,
  {
    kept,
    program,
    pipeline,
  }: { readonly kept?: string; readonly program?: 'built'; readonly pipeline?: string } = {},
) {
  const { workspace, bin } = await workspaceFor(simulator, program);
  ci.folders.push(workspace);
  const state = join(workspace, '.gitlab-ci-local');
  if (kept !== undefined && existsSync(kept)) cpSync(kept, state, { recursive: true });
  mkdirSync(join(workspace, 'templates'));
  cpSync(join(root, 'templates/qualys-pc.yml'), join(workspace, 'templates/qualys-pc.yml'));
  const include = [
    { local: '/templates/qualys-pc.yml', inputs: { image: 'registry.example.com/qualys-pc:1', ...given } },
  ];
  writeFileSync(join(workspace, '.gitlab-ci.yml'), pipeline ?? stringify({ include }));
  for (const args of [
    ['init', '--quiet', '--initial-branch', 'main'],
    ['remote', 'add', 'origin', 'https://gitlab.example.com/acme/payments.git'],
    ['add', '.'],
    ['-c', 'user.name=Ada', '-c', 'user.email=ada@acme.test', 'commit', '--quiet', '--message', 'x'],
  ])
    await promisify(execFile)('git', args, { cwd: workspace });
  const { code, log } = await new Promise<{ code: number; log: string }>((resolve) => {
    execFile(
      process.execPath,
      [
        '--import',
        join(root, 'test/support/set-methods.mjs'),
        join(root, 'node_modules/gitlab-ci-local/dist/index.js'),
        '--force-shell-executor',
        '--no-color',
        // A folder of its own for the job, as on a runner: what lies there next time comes from the cache.
        ...(kept === undefined ? [] : ['--shell-isolation']),
        // GitLab's schema takes a second each time; the first pipeline is checked by it.
        ...(program === 'built' ? [] : ['--no-json-schema-validation']),
      ],
      {
        cwd: workspace,
        env: {
          PATH: `${bin}:${process.env.PATH}`,
          HOME: workspace,
          CI: 'true',
          GITLAB_CI: 'true',
          QUALYS_PASSWORD: simulator.credentials.password,
        },
      },
      (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, log: `${stdout}${stderr}` }),
    );
  });
  if (kept !== undefined)
    for (const name of ['cache', 'state.yml'])
      cpSync(join(state, name), join(kept, name), { recursive: true });
  const file = (name: string) => join(workspace, name);
  return { code, log, file };
}

const outcome = (path: string): Record<string, string> =>
  Object.fromEntries(
    readFileSync(path, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split(/=(.*)/s)),
  );

describeNeeding(
  'rsync',
  'the GitLab component runs here by gitlab-ci-local against the simulator: artifacts, summary, exit codes, outputs',
  () => {
    test('a pass leaves its reports and its variables', async () => {
      const { code, log, file } = await runPipeline(ci.passing, {}, { program: 'built' });
      expect(code, log).toBe(0);
      for (const name of ['result.json', 'controls.jsonl', 'report.html', 'junit.xml', 'codequality.json'])
        expect(existsSync(file(`qualys-pc-results/${name}`)), name).toBe(true);
      expect(outcome(file('qualys-pc.env'))).toEqual({
        QUALYS_PC_VERDICT: 'passed',
        QUALYS_PC_EXIT_CODE: '0',
        QUALYS_PC_FAILING: '0',
      });
    });

    test('by the include that --use writes', async () => {
      const use = '$CI_SERVER_FQDN/acme/qualys-pc/qualys-pc@1.0.0';
      const config = read(oneHostConfig(ci.failing.url, ci.failing.credentials.username));
      const { text, refusals } = gitlab.emit(config, {
        use,
        configPath: 'qualys-pc.json',
        image: 'registry.example.com/qualys-pc:1',
      });
      expect(refusals).toEqual([]);
      const component = `component: "${use}"`;
      expect(text).toContain(component);
      const pipeline = text.replace(component, 'local: /templates/qualys-pc.yml');
      const { log, file } = await runPipeline(ci.failing, {}, { pipeline });
      expect(log).toMatch(/^qualys-policy-compliance finished in .* FAIL 1 *$/m);
      for (const name of ['report.html', 'junit.xml', 'codequality.json'])
        expect(existsSync(file(`qualys-pc-results/${name}`)), name).toBe(true);
    });

    test('a fail fails the pipeline', async () => {
      const { log, file } = await runPipeline(ci.failing, {});
      // gitlab-ci-local ends with 0 when a job allows any exit code; its line says what became of the job.
      expect(log).toMatch(/^qualys-policy-compliance finished in .* FAIL 1 *$/m);
      expect(outcome(file('qualys-pc.env'))).toMatchObject({
        QUALYS_PC_VERDICT: 'failed',
        QUALYS_PC_EXIT_CODE: '1',
      });
    });

    test('the next build, on a runner that has nothing else, compares with the last', async () => {
      const kept = mkdtempSync(join(tmpdir(), 'qualys-pc-gitlab-'));
      ci.folders.push(kept);
      const inputs = { 'report-format': 'text,junit,codequality' };
      const first = await runPipeline(ci.failing, inputs, { kept });
      expect(first.log).toMatch(/ FAIL 1 *$/m);
      const { code, log, file } = await runPipeline(ci.passing, inputs, { kept });
      expect(code, log).toBe(0);
      expect(readFileSync(file('qualys-pc-results/report.txt'), 'utf8')).toMatch(
        /Since build \d+: 0 new, [1-9]\d* fixed/,
      );
    });

    test('a switch may be written True or FALSE', async () => {
      const { code, log, file } = await runPipeline(ci.passing, {
        'fail-on-auth-failure': 'True',
        'run-connector': 'FALSE',
      });
      expect(code, log).toBe(0);
      expect(JSON.parse(readFileSync(file('qualys-pc-results/result.json'), 'utf8'))).toMatchObject({
        criteria: { failOnAuthFailure: true },
      });
    });

    test('warnings are allowed, as exit code 6', async () => {
      const { code, log, file } = await runPipeline(ci.failing, {
        'fail-on-state': 'error',
        'fail-on-criticality': 'minimal',
        'warn-on-state': 'fail',
        'warn-on-criticality': 'urgent,critical,serious',
      });
      expect(code, log).toBe(0);
      expect(log).toMatch(/^qualys-policy-compliance finished in .* WARN 6 *$/m);
      expect(outcome(file('qualys-pc.env'))).toMatchObject({
        QUALYS_PC_VERDICT: 'passed',
        QUALYS_PC_EXIT_CODE: '6',
      });
    });
  },
);

describe('the component', () => {
  test("is what GitLab's own schema takes, once its inputs are filled in", async () => {
    const isGitlab = await gitlabValidator();
    const filled = JSON.stringify(job).replace(
      /\$\[\[ inputs\.([\w-]+) \]\]/g,
      (_, name: string) => inputs[name]?.default ?? 'registry.example.com/qualys-pc:1',
    );
    isGitlab(parse(filled));
    expect(isGitlab.errors).toBeNull();
  });

  test('describes every input, uses it, and asks for the image alone', () => {
    for (const [name, { description }] of Object.entries(inputs)) {
      expect(description, name).not.toBe('');
      expect(JSON.stringify(job), name).toContain(`$[[ inputs.${name} ]]`);
    }
    const needed = Object.entries(inputs).filter(([, input]) => input.default === undefined);
    expect(needed.map(([name]) => name)).toEqual(['image']);
  });

  test('holds no input inside its script, where its text would be code', () => {
    const [{ script = [] } = {}] = Object.values(job ?? {}) as { script?: string[] }[];
    expect(script.join('\n')).not.toContain('$[[');
  });
});
