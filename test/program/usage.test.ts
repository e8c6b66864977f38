import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { exitCodeTable } from '../../src/errors.js';
import { root, runBuilt } from '../support/program.js';
import { runHere } from '../support/run-here.js';

const { version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { version: string };

test.each([['--version'], ['-V']])('%s prints the version of package.json and nothing else', async (flag) => {
  expect(await runBuilt([flag])).toEqual({ code: 0, signal: null, stdout: `${version}\n`, stderr: '' });
});

test('--help lists every exit code with its meaning', async () => {
  const { code, stdout, stderr } = await runBuilt(['--help']);
  expect(code).toBe(0);
  expect(stderr).toBe('');
  for (const row of exitCodeTable)
    expect(stdout.replace(/\s+/g, ' ')).toContain(`${row.code} ${row.meaning}`);
});

test.each([
  ['a command that does not exist', ['runn'], 'qualys-pc has no command runn.'],
  [
    'a flag that does not exist',
    ['completion', 'bash', '--shel'],
    "qualys-pc completion: unknown option '--shel'.",
  ],
  [
    'a value for a flag that has none',
    ['check', '--fail-on-auth-failure=yes'],
    "qualys-pc check: option '--fail-on-auth-failure' takes no value.",
  ],
  ['a choice that does not exist', ['completion', 'tcsh'], 'Allowed choices are bash, zsh, fish.'],
  ['an argument left out', ['completion'], "qualys-pc completion: missing required argument 'shell'."],
  ['a list of jobs that names none', ['run', '--job', ' ,'], 'It names no job. Leave --job out for all.'],
  ['a flag of the program in another case, which is --verbose elsewhere', ['-v'], "unknown option '-v'."],
  ['an argument too many', ['completion', 'bash', 'zsh'], 'too many arguments'],
])("the argument parser's own errors are 2: %s", async (_name, args, message) => {
  const { code, stdout, stderr } = await runBuilt(args);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  const lines = stderr.trimEnd().split('\n');
  expect(lines[0]).toMatch(/^error {2}/);
  expect(lines[0]).toContain(message);
  expect(lines.at(-1)).toMatch(/^next {3}.*--help/);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('a misspelt command is told the nearest one', async () => {
  const { stderr } = await runBuilt(['completoin']);
  expect(stderr).toContain('Did you mean completion?');
});

test.each([['--password=hunter2'], ['--pasword=hunter2'], ['-phunter2'], ['--token=hunter2']])(
  'a secret in an argument is not repeated: %s',
  async (flag) => {
    const { code, stdout, stderr } = await runBuilt(['run', flag, '--json']);
    expect(code).toBe(2);
    expect(stderr + stdout).toContain('unknown option');
    expect(stderr + stdout).not.toContain('hunter2');
  },
);

// A variable of the pipeline that is not set; the empty path would be the working directory.
test.each([
  [['run', '--config', '']],
  [['check', '-c', 'qualys-pc.yaml', '-c', ' ']],
  [['check', '--ca-file', '']],
  [['run', '--events=']],
  [['run', '--resume=']],
  [['cancel', '']],
  [['report', 'a', '']],
  [['report', 'a', '--config', '']],
  [['import', '']],
  [['snippet', '--config', '']],
  [['--config', '']],
  [['--ca-file', '']],
])('an empty name of a file is refused as such: %j', async (args) => {
  const { code, stderr } = await runHere(args, { cwd: tmpdir() });
  expect(code).toBe(2);
  expect(stderr).toContain('It names no file.');
});

test('an empty name of a job is none to clean up', async () => {
  const { code, stderr } = await runHere(['cleanup', '--job', '', '--yes'], { cwd: tmpdir() });
  expect(code).toBe(2);
  expect(stderr).toContain('It names no job.');
});
