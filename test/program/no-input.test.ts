import { existsSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { createProgram, runProgram } from '../../src/commands/parser/program.js';
import { commandIo } from '../support/command-io.js';
import { typingInput } from '../support/fake-terminal.js';

let cwd: string;

const config = `version: 1
platform: US2
credentials: { username: acme2ab1, password: env:QUALYS_PASSWORD }
scan: { jobName: web, target: { type: host, ips: [10.20.30.40] }, optionProfile: { title: Jenkins_Baseline } }
`;

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'no-input-'));
  await writeFile(join(cwd, 'qualys-pc.yaml'), config);
});

/** A command at a terminal where a person would answer, were one asked. */
function atTerminal(args: readonly string[]) {
  const { input: stdin } = typingInput();
  const { io, stdout, stderr } = commandIo({ cwd, stdin, interactive: true });
  const ended = runProgram(createProgram(io), args);
  return { ended, stdout, stderr };
}

describe('`--no-input`: nothing is asked, what is missing is an error', () => {
  test.each([
    ['before the command', ['--no-input', 'credentials', 'set']],
    ['after it', ['credentials', 'set', '--no-input']],
  ])('a password, the flag %s', async (_name, args) => {
    const { ended, stderr } = atTerminal(args);
    await expect(ended).rejects.toMatchObject({ kind: 'usage', code: 'secret-missing' });
    expect(stderr()).not.toContain('Password');
  });

  test('a file that would be written over stays as it is', async () => {
    await writeFile(join(cwd, 'Jenkinsfile'), 'mine');
    const { ended, stderr } = atTerminal([
      'snippet',
      '--format',
      'jenkins',
      '--out',
      'Jenkinsfile',
      '--no-input',
    ]);
    await expect(ended).rejects.toMatchObject({ kind: 'usage', code: 'output-differs' });
    expect(stderr()).not.toContain('Write this');
    expect(await readFile(join(cwd, 'Jenkinsfile'), 'utf8')).toBe('mine');
  });

  test('a run without its password, and the wizard', async () => {
    await expect(atTerminal(['run', '--no-input']).ended).rejects.toMatchObject({ kind: 'usage' });
    expect(existsSync(join(cwd, 'qualys-pc-results', 'result.json'))).toBe(true);
    await expect(atTerminal(['--no-input']).ended).rejects.toMatchObject({ kind: 'usage' });
  });
});
