import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeNeeding } from '../../support/needs.js';
import { root } from '../../support/program.js';
import { runJenkinsfile } from '../groovy/run-jenkinsfile.js';
import { podScripts } from '../pod-scripts.js';
import { codesOf, oddFolder, oddJob, previousBuild, resultAt, runScript, useEstate } from './estate.js';
import { buildOnAzure } from './run-azure.js';
import { type Built, buildOnGithub } from './run-github.js';

const estate = useEstate();
let store = '';
beforeAll(() => {
  store = mkdtempSync(join(tmpdir(), 'qualys-pc-store-'));
});
afterAll(() => rmSync(store, { recursive: true, force: true }));

/** The generated Jenkinsfile in real Groovy, whose shell steps run for real. */
async function buildOnJenkins({
  build,
  dead = [],
}: {
  build: string;
  dead?: readonly string[];
}): Promise<Built> {
  const { BUILD_NUMBER: _, ...env } = estate.environment(build);
  return await runJenkinsfile(estate.snippet('jenkins-matrix'), {
    builds: join(store, 'jenkins'),
    build,
    repository: estate.machine(),
    env,
    dead,
  });
}

/** The generated pipeline by gitlab-ci-local, in the shell; `kept` holds the caches of the runners. */
async function buildOnGitlab(kept: string) {
  const workspace = estate.machine();
  const state = join(workspace, '.gitlab-ci-local');
  const isFirst = !existsSync(kept);
  if (!isFirst) cpSync(kept, state, { recursive: true });
  const { BUILD_NUMBER: _, ...env } = estate.environment('1');
  writeFileSync(join(workspace, '.gitlab-ci.yml'), estate.snippet('gitlab'));
  for (const args of [
    ['init', '--quiet', '--initial-branch', 'main'],
    ['remote', 'add', 'origin', 'https://gitlab.example.com/acme/payments.git'],
    ['add', '.'],
    ['-c', 'user.name=Ada', '-c', 'user.email=ada@acme.test', 'commit', '--quiet', '--message', 'x'],
  ])
    await runScript(['git', ...args], { cwd: workspace, env });
  const { log } = await runScript(
    [
      process.execPath,
      ...['--import', join(root, 'test/support/set-methods.mjs')],
      join(root, 'node_modules/gitlab-ci-local/dist/index.js'),
      '--force-shell-executor',
      '--no-color',
      // A folder of its own for each job, as on a runner: what lies there next time comes from the cache.
      '--shell-isolation',
      // GitLab's schema takes a second each time; the first build is checked by it.
      ...(isFirst ? [] : ['--no-json-schema-validation']),
    ],
    { cwd: workspace, env: { ...env, GITLAB_CI: 'true' } },
  );
  for (const name of ['cache', 'state.yml']) cpSync(join(state, name), join(kept, name), { recursive: true });
  return { log, file: (name: string) => join(workspace, name) };
}

/** What the next build says on machines with nothing but the repository: the last result of the job is restored there. */
const fixedSince = /Since build (\d+): 0 new, [1-9]\d* fixed, 0 unchanged/g;

/** A build of both jobs, then one in which the agent of the second dies and what failed in the first passes. */
async function twoBuilds(
  build: (options: { build: string; last?: string; dead?: readonly string[] }) => Promise<Built>,
  results: (workspace: string) => string,
  folderOf: (results: string) => string,
): Promise<void> {
  const whole = await build({ build: '1' });
  expect(whole.codes.verdict, whole.log).toBe(1);
  const joined = resultAt(results(whole.workspace));
  expect(codesOf(joined)).toEqual({ payments: 1, [oddJob]: 0 });
  expect(joined.verdict.exitCode).toBe(1);
  estate.heal(true);
  const lacking = await build({ build: '2', last: '1', dead: [oddFolder] }).finally(() => estate.heal(false));
  expect(lacking.codes.verdict, lacking.log).toBe(4);
  const rest = resultAt(results(lacking.workspace));
  expect(codesOf(rest)).toEqual({ payments: 0, [oddJob]: 4 });
  expect(rest.verdict.reasons[0]?.what).toContain(`Job ${oddJob}`);
  expect(previousBuild(folderOf(results(lacking.workspace)))).toBe('1');
  const said = [...lacking.log.matchAll(fixedSince)].map(([, since]) => since);
  expect(said, lacking.log).toEqual(['1']);
}

describe('The generated matrices run here; a job whose agent died, its previous result restored beside the others: joined 4, the job named', () => {
  test("GitHub's steps by an interpreter", async () => {
    const at = join(store, 'github');
    await twoBuilds(
      (options) => buildOnGithub(estate, { store: at, ...options }),
      (workspace) => join(workspace, 'qualys-pc-results'),
      (results) => join(results, 'payments'),
    );
  });

  test("Azure's steps by an interpreter", async () => {
    const at = join(store, 'azure');
    await twoBuilds(
      (options) => buildOnAzure(estate, { store: at, ...options }),
      (workspace) => join(workspace, 'qualys-pc-results/all-jobs'),
      (results) => join(results, 'qualys-policy-compliance-job.payments'),
    );
  });

  describeNeeding('groovy', "Jenkins' by real Groovy", () => {
    test('its shell steps run for real', async () => {
      await twoBuilds(
        buildOnJenkins,
        (workspace) => join(workspace, 'qualys-pc-results/all-jobs'),
        (results) => join(results, 'payments'),
      );
    });
  });

  describeNeeding('rsync', 'GitLab by gitlab-ci-local', () => {
    test('both jobs, the verdict over them, and the next build', async () => {
      const { log, file } = await buildOnGitlab(join(store, 'gitlab'));
      const cell = (name: string) => `qualys-policy-compliance: \\[${name}\\]`;
      expect(log).toMatch(new RegExp(`^${cell('payments')} +finished in .* FAIL 1 *$`, 'm'));
      expect(log).toMatch(/^qualys-policy-compliance-verdict +finished in .* FAIL 1 *$/m);
      expect(codesOf(resultAt(file('qualys-pc-results')))).toEqual({ payments: 1, [oddJob]: 0 });
      estate.heal(true);
      const next = await buildOnGitlab(join(store, 'gitlab')).finally(() => estate.heal(false));
      expect(next.log).toMatch(/^qualys-policy-compliance-verdict +finished in .* *$/m);
      expect(codesOf(resultAt(next.file('qualys-pc-results')))).toEqual({ payments: 0, [oddJob]: 0 });
      expect(next.log.match(fixedSince), next.log).toHaveLength(1);
    });
  });

  test("Kubernetes' pods scan a job each, by their index", async () => {
    const scripts = podScripts(estate.snippet('kubernetes'));
    const cwd = estate.machine();
    const [pod = '', verdict = ''] = scripts.map((script) => script.replaceAll('/config/', `${cwd}/`));
    const start = (script: string, env: Record<string, string> = {}) =>
      runScript(['sh', '-c', script], { cwd, env: { ...estate.environment('uid', 'built'), ...env } });
    const pods = await Promise.all(['0', '1'].map((index) => start(pod, { JOB_COMPLETION_INDEX: index })));
    expect(pods.map(({ code }) => code)).toEqual([0, 0]);
    const joined = await start(verdict);
    expect(joined.code, joined.log).toBe(1);
    const results = join(cwd, 'qualys-pc-results');
    expect(codesOf(resultAt(results))).toEqual({ payments: 1, [oddJob]: 0 });
    rmSync(join(results, 'payments/result.json'));
    expect((await start(verdict)).code).toBe(4);
    expect(codesOf(resultAt(results))).toEqual({ payments: 4, [oddJob]: 0 });
    expect(previousBuild(join(cwd, '.qualys-pc-previous/payments'))).toBe('uid');
  });
});
