import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { runBuilt } from '../support/program.js';
import { runHere } from '../support/run-here.js';

const commands = [
  ...[
    '',
    'run',
    'check',
    'config',
    'list',
    'cancel',
    'cleanup',
    'demo',
    'simulator',
    'snippet',
    'import',
    'report',
  ],
  ...['credentials', 'credentials set', 'credentials list', 'credentials remove', 'schema', 'completion'],
];

/** Those that the built program shows; the others are asked for in this process, which is quicker. */
const built = ['', 'run', 'credentials set'];

test.concurrent.each(commands)(
  'help in 80 columns with examples, one style of placeholders: %s',
  async (command) => {
    const args = [...command.split(' ').filter(Boolean), '--help'];
    const { code, stdout } = await (built.includes(command)
      ? runBuilt(args)
      : runHere(args, { cwd: tmpdir() }));
    expect(code).toBe(0);
    const lines = stdout.split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(stdout).toMatch(/^Examples?:\n {2}(?:source <\()?qualys-pc/m);
    const placeholders = lines.flatMap(
      (line) => /^ {2}(?:-\w, )?--[\w-]+ ([<[][^>\]]+[>\]])/.exec(line)?.[1] ?? [],
    );
    for (const placeholder of placeholders) expect(placeholder).toMatch(/^[<[][A-Z0-9|/,.a-z]*[>\]]$/);
    for (const placeholder of placeholders.filter((text) => !text.includes('|')))
      expect(placeholder).toBe(placeholder.toUpperCase());
  },
);

test.each([
  [['run', '--on-timeout', 'cancle'], 'Did you mean cancel?'],
  [['list', 'polices'], 'Did you mean policies?'],
  [['report', 'x', '--format', 'sarfi'], 'Did you mean sarif?'],
  [['snippet', '--format', 'gitlub'], 'Did you mean git'],
  [['-v'], 'Did you mean -V?'],
  [['--json', 'run'], 'Write it after the command: qualys-pc run --json.'],
  [['-q', 'check'], 'Write it after the command: qualys-pc check -q.'],
])('a near-miss is told what was meant: %j', async (args, hint) => {
  const { code, stderr } = await runHere(args, { cwd: tmpdir() });
  expect(code).toBe(2);
  expect(stderr).toContain(hint);
});

test.each([
  [['help'], ['--help']],
  [
    ['help', 'run'],
    ['run', '--help'],
  ],
  [
    ['help', 'credentials', 'set'],
    ['credentials', 'set', '--help'],
  ],
  [
    ['credentials', 'help', 'set'],
    ['credentials', 'set', '--help'],
  ],
])('%j prints the help of what it names, and nothing else', async (args, flag) => {
  const asked = await runBuilt(args);
  expect(asked).toMatchObject({ code: 0, stderr: '' });
  expect(asked.stdout).toBe((await runBuilt(flag)).stdout);
});

test.each([
  [['help', 'rnu'], 'qualys-pc has no command rnu.', 'Did you mean run?'],
  [['help', 'credentials', 'sets'], 'qualys-pc credentials has no command sets.', 'Did you mean set?'],
  [['help', 'run', 'x'], 'qualys-pc run has no command x.', 'Run qualys-pc run --help'],
])('help for a word that is no command says so: %j', async (args, what, hint) => {
  const { code, stdout, stderr } = await runBuilt(args);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(what);
  expect(stderr).toContain(hint);
});
