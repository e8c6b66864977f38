import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { builtProgram, runBuilt } from '../support/program.js';

/** Starts the simulator command; resolves once it has printed where it listens. */
async function start(args: readonly string[]) {
  const child = spawn(process.execPath, [builtProgram, 'simulator', ...args], {
    env: { PATH: process.env.PATH ?? '' },
  });
  const ended = once(child, 'close');
  let stdout = '';
  child.stdout.setEncoding('utf8');
  for await (const chunk of child.stdout) {
    stdout += chunk as string;
    if (/^password .*\n/m.test(stdout)) break;
  }
  const field = (name: string) => new RegExp(`^${name} +(.*)$`, 'm').exec(stdout)?.[1] ?? '';
  return { child, ended, url: field('url'), user: field('user'), password: field('password') };
}

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('the simulator answers until %s ends it with %i', async (signal, code) => {
  const { child, ended, url, user, password } = await start([]);
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const answer = await fetch(`${url}/msp/about.php`, { headers: { authorization } });
  expect(answer.status).toBe(200);
  child.kill(signal);
  expect(await ended).toEqual([code, null]);
});

test('--list names every scenario', async () => {
  const { code, stdout } = await runBuilt(['simulator', '--list']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^pass +\S/m);
  expect(stdout).toMatch(/^fail +\S/m);
});

test.each([
  ['a scenario that does not exist', ['--scenario', 'pas'], 'Did you mean pass?'],
  ['a port that is none', ['--port', '70000'], 'from 0 to 65535'],
  ['a part of a port', ['--port', '94.5'], 'from 0 to 65535'],
  ['an error code that the simulator does not know', ['--scenario', 'error-1'], '--list'],
])('%s is a usage error', async (_name, args, message) => {
  const { code, stderr } = await runBuilt(['simulator', ...args]);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test('takes a scenario of the family of error codes as --list writes it', async () => {
  const { child, ended, url } = await start([
    '--scenario',
    'error-1905x2@scan/compliance:launch',
    '--speed',
    '0.5',
  ]);
  expect(url).toMatch(/^http:/);
  child.kill('SIGTERM');
  await ended;
});

test('a port that is taken is a usage error with the reason of the system', async () => {
  const first = await start([]);
  const { code, stderr } = await runBuilt(['simulator', '--port', new URL(first.url).port]);
  first.child.kill('SIGKILL');
  await first.ended;
  expect(code).toBe(2);
  expect(stderr).toContain('EADDRINUSE');
});
