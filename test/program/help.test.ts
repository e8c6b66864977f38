import { expect, test } from 'vitest';
import { runBuilt } from '../support/program.js';

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

test.concurrent.each(commands)(
  'help in 80 columns with examples, one style of placeholders: %s',
  async (command) => {
    const { code, stdout } = await runBuilt([...command.split(' ').filter(Boolean), '--help']);
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
])('a near-miss of a value is told the nearest one: %j', async (args, hint) => {
  const { code, stderr } = await runBuilt(args);
  expect(code).toBe(2);
  expect(stderr).toContain(hint);
});
