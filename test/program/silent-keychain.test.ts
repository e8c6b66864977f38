import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { builtProgram, startBuilt } from '../support/program.js';

/** As a native call that waits for a keychain on a thread: it never answers, and keeps the process alive. */
const silent = `
const wait = () => new Promise(() => setInterval(() => {}, 1000));
module.exports = { getPassword: wait, setPassword: wait, deletePassword: wait, findCredentials: wait };
`;

/** A copy of the program beside a keychain that never answers. */
function programBesideSilentKeychain(): { readonly folder: string; readonly program: string } {
  const folder = mkdtempSync(join(tmpdir(), 'qualys-pc-keychain-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(dirname(builtProgram), join(folder, 'dist'), { recursive: true });
  const module = join(folder, 'node_modules', 'keytar');
  mkdirSync(module, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(module, 'package.json'), '{"name":"keytar"}');
  writeFileSync(join(module, 'keytar.js'), silent);
  return { folder, program: join(folder, 'dist', 'cli.js') };
}

const account = [
  '--platform',
  'US2',
  '--username',
  'acme2ab1',
  '--host-ip',
  '10.1.1.1',
  '--option-profile',
  '1',
];

test('a keychain that never answers is given up after three seconds, said so, and keeps no command alive', async () => {
  const { folder, program } = programBesideSilentKeychain();
  const [checked, listed] = await Promise.all([
    startBuilt(['check', ...account], { cwd: folder, program }).ended,
    startBuilt(['credentials', 'list'], { cwd: folder, program }).ended,
  ]);
  expect(checked.code, checked.stderr).toBe(2);
  expect(checked.stderr).toMatch(/^error .*password of the Qualys user acme2ab1 is missing/m);
  expect(checked.stderr).toMatch(
    /^why .*QUALYS_PASSWORD.*keychain cannot be used: It did not answer within 3 seconds/m,
  );
  expect(listed.code, listed.stderr).toBe(2);
  expect(listed.stderr).toMatch(/^next .*env:NAME/m);
});

test('a signal while the keychain is asked ends the process at once: nothing was sent yet', async () => {
  const { folder, program } = programBesideSilentKeychain();
  const asking = join(folder, 'asking');
  const module = join(folder, 'node_modules', 'keytar', 'keytar.js');
  const asked = join(folder, 'asked');
  writeFileSync(module, `require('node:fs').writeFileSync(${JSON.stringify(asked)}, '');${silent}`);
  const run = startBuilt(['run', ...account, '--report-dir', asking], { cwd: folder, program });
  await expect.poll(() => existsSync(asked)).toBe(true);
  run.kill('SIGTERM');
  const { code, stderr } = await run.ended;
  expect(code, stderr).toBe(143);
  expect(stderr).not.toContain('did not answer');
});
