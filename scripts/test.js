import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { filesToTryAgain, passedAtSecondTry } from './second-try.js';

// The whole check in one command: format, lint, layers, types, unused code, build, and every test.
// Quiet when all is well; what fails is printed in full. The last line is the count.

const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'qualys-pc-test-'));
const resultFile = join(scratch, 'vitest.json');
const notRunFile = join(scratch, 'not-run.txt');

/** Runs a tool of node_modules; its output is kept unless it is to be seen as it comes. */
function run(tool, args, { live = false, env = {}, hear } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(join(root, 'node_modules', '.bin', tool), args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: live ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        output += text;
        hear?.(text);
      });
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

/** Runs what checks the text of the program, side by side; says at once what fails. */
function runChecks() {
  return Promise.all(
    checks.map(async ([name, tool, args]) => {
      const { ok, output } = await run(tool, args);
      if (!ok) process.stdout.write(`${output.trimEnd()}\n\nfailed: ${name} (${tool} ${args.join(' ')})\n\n`);
      return ok;
    }),
  );
}

/** How often a run in a pipe says that it goes on; CI systems end a job that says nothing for long. */
const HEARTBEAT_MS = 50_000;

/** Says in a pipe how far the tests are, until the function that it returns is called. */
function heartbeat() {
  const startedMs = Date.now();
  let ended = 0;
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - startedMs) / 1000);
    process.stdout.write(`${ended} tests after ${seconds} s\n`);
  }, HEARTBEAT_MS);
  return {
    // The dot reporter prints one of these for each test.
    see: (text) => {
      ended += text.match(/[·x]/g)?.length ?? 0;
    },
    stop: () => clearInterval(timer),
  };
}

/** What vitest said of failures: without its dots, thousands of them in a line, and without the colours that CI brings. */
function failures(output) {
  return stripVTControlCharacters(output)
    .split('\n')
    .filter((line) => !/^[·x*-]+$/.test(line.trim()))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** One run of vitest over all test files or those named; its result is what vitest's JSON reporter wrote. */
async function vitest(args, options = {}) {
  rmSync(resultFile, { force: true });
  const reporters = ['--silent=passed-only', '--reporter=dot', '--reporter=json'];
  const ran = await run('vitest', ['run', ...reporters, `--outputFile=${resultFile}`, ...args], {
    ...options,
    env: { QUALYS_PC_NOT_RUN_FILE: notRunFile },
  });
  const result = existsSync(resultFile) ? JSON.parse(readFileSync(resultFile, 'utf8')) : undefined;
  return { ...ran, result };
}

/** Every test file under vitest, or those named on the command line. */
async function runTests(files) {
  const live = process.stdout.isTTY === true;
  const progress = live ? undefined : heartbeat();
  const { ok, output, result } = await vitest(files, { live, hear: progress?.see });
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 } = result ?? {};
  let [passed, failed] = [numPassedTests, numFailedTests];
  if (!ok && !live) process.stdout.write(`${failures(output)}\n\n`);
  const filesAgain = ok ? [] : filesToTryAgain({ result, output, root });
  if (filesAgain.length > 0) {
    const second = await vitest(['--maxWorkers=1', ...filesAgain]);
    const saved = passedAtSecondTry({ first: result, second: second.result, root });
    for (const test of saved) process.stdout.write(`passed at the second try only: ${test}\n`);
    passed += saved.length;
    failed -= saved.length;
    if (!second.ok) process.stdout.write(`${failures(second.output)}\n\n`);
  }
  progress?.stop();
  // A file that does not load has no failed test of its own, and a crash of the runner has none either.
  if (!ok && numFailedTests === 0) failed = Math.max(1, result?.numFailedTestSuites ?? 0);
  const notRun = existsSync(notRunFile)
    ? [...new Set(readFileSync(notRunFile, 'utf8').split('\n').filter(Boolean))].sort()
    : [];
  const skipped = numPendingTests + numTodoTests;
  if (skipped > 0 && notRun.length === 0) {
    process.stdout.write(`failed: ${skipped} tests are skipped without a missing tool\n`);
    failed += 1;
  }
  return { passed, failed, skipped, notRun };
}

const checks = [
  ['format, lint and layers', 'biome', ['check', '--error-on-warnings', '.']],
  ['types', 'tsc', ['--noEmit']],
  ['unused code', 'knip', []],
];
let passed = 0;
let failed = 0;
try {
  // Side by side: the tests wait for programs a fifth of their time.
  const [checked, tests] = await Promise.all([runChecks(), runTests(process.argv.slice(2))]);
  for (const ok of checked) {
    if (ok) passed += 1;
    else failed += 1;
  }
  if (tests.passed + tests.failed === 0) {
    process.stdout.write('failed: no test ran\n');
    tests.failed = 1;
  }
  passed += tests.passed;
  failed += tests.failed;
  for (const tool of tests.notRun) process.stdout.write(`not run: ${tool} missing\n`);
  if (tests.skipped > 0) process.stdout.write(`${tests.skipped} tests did not run\n`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
