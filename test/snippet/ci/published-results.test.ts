import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { reportFileNames } from '../../../src/config/names.js';
import { clearReportsLines } from '../../../src/snippet/shell-lines.js';
import { root } from '../../support/program.js';
import { type Action, runAction } from './run-action.js';
import { useSimulators, workspaceFor } from './workspace.js';

const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as Action;
const ci = useSimulators();

const reports = ['result.json', ...Object.values(reportFileNames)];

/** A workspace in which an earlier job left its files. */
async function usedWorkspace(directory = 'qualys-pc-results') {
  const { workspace, bin } = await workspaceFor(ci.passing);
  ci.folders.push(workspace);
  const results = join(workspace, directory);
  mkdirSync(results, { recursive: true });
  for (const name of reports) writeFileSync(join(results, name), 'of an earlier job');
  const run = (inputs: Readonly<Record<string, string>>, path = `${bin}:${process.env.PATH}`) =>
    runAction(action, {
      inputs: { password: ci.passing.credentials.password, 'code-scanning': 'true', ...inputs },
      env: { PATH: path, CI: 'true', GITHUB_ACTIONS: 'true' },
      workspace,
      actionPath: root,
    });
  const left = () => reports.filter((name) => existsSync(join(results, name)));
  return { run, left, workspace, results };
}

test('an action that ends before it scans publishes nothing of an earlier job in its workspace', async () => {
  const { run, left } = await usedWorkspace();
  const ran = await run({ config: 'missing.yaml' });
  expect(ran.outputs).toEqual({ verdict: 'error', 'exit-code': '2', failing: '' });
  expect(left()).toEqual([]);
  expect(ran.used.map(({ uses }) => uses.split('@')[0])).toEqual(['actions/upload-artifact']);
});

test('an action that cannot prepare the program uploads neither artifact nor findings', async () => {
  const { run, workspace } = await usedWorkspace();
  const tools = join(workspace, '.old');
  mkdirSync(tools);
  // A machine whose Node.js is too old: the question for its version fails.
  writeFileSync(join(tools, 'node'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  const ran = await run({}, `${tools}:/usr/bin:/bin`);
  expect(ran.failed).toBe(true);
  expect(ran.log).toContain('Node.js 20 or later is needed');
  expect(ran.used).toEqual([]);
});

test('code-scanning without the format sarif has nothing to show, and says so', async () => {
  const { run } = await usedWorkspace();
  const ran = await run({ 'report-format': 'html' });
  expect(ran.outputs, ran.log).toMatchObject({ verdict: 'passed' });
  expect(ran.log).toContain(
    '::warning title=qualys-pc::code-scanning has nothing to show: report-format does not name sarif.\n',
  );
  expect(ran.used.map(({ uses }) => uses.split('@')[0])).toEqual(['actions/upload-artifact']);
});

test('an end without a judgement counts no failing control, not even none', async () => {
  const { run } = await usedWorkspace();
  const { outputs } = await run({ password: 'wrong' });
  expect(outputs).toEqual({ verdict: 'error', 'exit-code': '3', failing: '' });
});

test('a report-dir that is given and empty is the default, and an absolute one is taken as it is', async () => {
  const used = await usedWorkspace();
  const empty = await used.run({ 'report-dir': '', 'working-directory': '' });
  expect(empty.outputs, empty.log).toMatchObject({ verdict: 'passed' });
  expect(empty.used.map(({ with: { path, sarif_file } }) => path ?? sarif_file)).toEqual([
    './qualys-pc-results',
    './qualys-pc-results/results.sarif',
  ]);
  const elsewhere = mkdtempSync(join(tmpdir(), 'qualys-pc-results-'));
  ci.folders.push(elsewhere);
  const absolute = await used.run({ 'report-dir': elsewhere });
  expect(absolute.outputs, absolute.log).toMatchObject({ verdict: 'passed' });
  expect(absolute.used.map(({ with: { path, sarif_file } }) => path ?? sarif_file)).toEqual([
    elsewhere,
    join(elsewhere, 'results.sarif'),
  ]);
});

test('a build without a judgement does not end the comparison with the last that was judged', () => {
  const folder = mkdtempSync(join(tmpdir(), 'qualys-pc-cleared-'));
  ci.folders.push(folder);
  const file = (name: string) => join(folder, name);
  const result = (outcome: string) => `${JSON.stringify({ verdict: { outcome } }, undefined, 2)}\n`;
  const script = clearReportsLines(['html', 'codequality'], '.').join('\n');
  for (const outcome of ['failed', 'error', 'unfinished']) {
    for (const name of ['report.html', 'codequality.json']) writeFileSync(file(name), 'old');
    writeFileSync(file('result.json'), result(outcome));
    execFileSync('sh', ['-euc', script], { cwd: folder });
    for (const name of ['result.json', 'report.html', 'codequality.json'])
      expect(existsSync(file(name)), name).toBe(false);
    expect(readFileSync(file('previous-result.json'), 'utf8')).toBe(result('failed'));
  }
});
