import { describe, expect, test } from 'vitest';
import { keys } from '../support/draw.js';
import { runBuilt } from '../support/program.js';
import { openTerminal } from '../support/terminal.js';

describe('`qualys-pc` with piped stdin, in CI or with TERM=dumb never throws a raw-mode error: it explains itself and exits 2', () => {
  test('with piped stdin', async () => {
    const { code, stdout, stderr } = await runBuilt([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.split('\n').slice(0, 3)).toEqual([
      'error  The wizard needs a terminal',
      'why    Standard input is not a terminal.',
      'next   Run a scan without questions: qualys-pc run --config qualys-pc.yaml (qualys-pc run --help).',
    ]);
  });

  test.each([
    [{ CI: 'true' }, 'CI is set'],
    [{ TERM: 'dumb' }, 'TERM is dumb'],
  ])('in a terminal with %j', async (env, why) => {
    const terminal = openTerminal({ env });
    expect(await terminal.exitCode()).toBe(2);
    await terminal.see('The wizard needs a terminal');
    await terminal.see(why);
    expect(terminal.bytes()).not.toContain('\u001b[?1049h');
  });
});

test.each([[{ CI: '' }], [{ CI: '0' }], [{ CI: 'false' }], [{ CONTINUOUS_INTEGRATION: '1' }]])(
  'it opens with %j, which is no build agent',
  async (env) => {
    const terminal = openTerminal({ env });
    await terminal.see('Connect to Qualys');
    terminal.press(keys.ctrlC);
    expect(await terminal.exitCode()).toBe(130);
  },
);

test('--interactive opens it where CI is set', async () => {
  const terminal = openTerminal({
    args: ['--interactive'],
    env: { CI: 'true', CONTINUOUS_INTEGRATION: 'true' },
  });
  await terminal.see('Connect to Qualys');
  terminal.press(keys.ctrlC);
  expect(await terminal.exitCode()).toBe(130);
});

test('a config file that cannot be used is told before anything is drawn', async () => {
  const terminal = openTerminal({ args: ['--config', 'nothing.yaml'] });
  expect(await terminal.exitCode()).toBe(2);
  await terminal.see('nothing.yaml');
  expect(terminal.bytes()).not.toContain('\u001b[?1049h');
});
