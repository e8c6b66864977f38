import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeNeeding } from '../support/needs.js';
import { runBuilt } from '../support/program.js';

const run = promisify(execFile);
let folder = '';
const scriptOf = (shell: string) => join(folder, `completion.${shell}`);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qualys-pc-completion-'));
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { code, stdout } = await runBuilt(['completion', shell]);
    expect(code).toBe(0);
    await writeFile(scriptOf(shell), stdout);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What each shell offers for the words; the last one is being typed. */
const complete = {
  bash: async (words: readonly string[]) => {
    const body = `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _qualys_pc
printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout } = await run('bash', ['-c', body, 'bash', scriptOf('bash'), 'qualys-pc', ...words]);
    return stdout.split('\n').filter(Boolean);
  },
  zsh: async (words: readonly string[]) => {
    // The completion system needs a terminal; stand-ins record what it is told.
    const body = `compdef() {}
_describe() { local -a entries; entries=("\${(@P)@[-1]}"); print -rl -- "\${entries[@]%%:*}"; }
compadd() { shift; print -rl -- "$@"; }
_files() { print -r -- FILES; }
_message() {}
source "$1"; shift; words=("$@"); CURRENT=$#; PREFIX="\${words[CURRENT]}"; _qualys_pc`;
    const { stdout } = await run('zsh', ['-f', '-c', body, 'zsh', scriptOf('zsh'), 'qualys-pc', ...words]);
    const typed = words.at(-1) ?? '';
    return stdout.split('\n').filter((word) => word !== '' && word.startsWith(typed));
  },
  fish: async (words: readonly string[]) => {
    const line = ['qualys-pc', ...words].join(' ');
    const body = `source ${scriptOf('fish')}; complete -C '${line}'`;
    const { stdout } = await run('fish', ['--no-config', '-c', body], {
      env: { ...process.env, HOME: folder },
    });
    return stdout
      .split('\n')
      .map((row) => row.split('\t')[0] ?? '')
      .filter(Boolean);
  },
};

for (const shell of ['bash', 'zsh', 'fish'] as const) {
  describeNeeding(shell, `completion in ${shell}`, () => {
    test('offers the commands', async () => {
      expect(await complete[shell](['comp'])).toEqual(['completion']);
    });

    test('offers the flags of the command that is being typed', async () => {
      expect(await complete[shell](['completion', '--h'])).toEqual(['--help']);
    });

    test('offers the words that an argument may be', async () => {
      expect(
        (await complete[shell](['completion', ''])).filter((word) => !word.startsWith('-')).sort(),
      ).toEqual(['bash', 'fish', 'zsh']);
    });
  });
}

describeNeeding('shellcheck', 'the bash completion script', () => {
  test('passes shellcheck', async () => {
    const { stdout } = await run('shellcheck', ['--shell=bash', scriptOf('bash')]);
    expect(stdout).toBe('');
  });
});
