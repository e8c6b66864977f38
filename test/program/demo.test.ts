import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { root, runBuilt } from '../support/program.js';

const execute = promisify(execFile);

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'qualys-pc-demo-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('the demo without a terminal', () => {
  test('`npm ci && npm run demo` on a fresh clone without a terminal runs one complete scan against the simulator in under a minute and exits 0', async () => {
    const clone = temporaryFolder();
    for (const part of ['src', 'scripts', 'package.json', 'tsconfig.json'])
      cpSync(join(root, part), join(clone, part), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
    const env = { PATH: process.env.PATH, CI: 'true', HOME: clone };
    const { stdout, stderr } = await execute('npm', ['run', '--silent', 'demo'], {
      cwd: clone,
      env,
      timeout: 60_000,
    });
    expect(stdout).toContain('PASSED');
    expect(stderr).toContain('Scan launched');
    expect(stderr).toContain('simulated Qualys account');
  }, 90_000);

  test('touches neither the settings of the person nor their variables, and leaves nothing behind', async () => {
    const home = temporaryFolder();
    const scratch = join(home, 'tmp');
    mkdirSync(scratch);
    const { code, stdout } = await runBuilt(['demo', '--scenario', 'fail'], {
      env: {
        CI: 'true',
        HOME: home,
        TMPDIR: scratch,
        QUALYS_USERNAME: 'somebody_else',
        QUALYS_PASSWORD: 'a real password',
        HTTPS_PROXY: 'http://127.0.0.1:1',
        HTTP_PROXY: 'http://127.0.0.1:1',
      },
    });
    expect(stdout).toContain('FAILED');
    expect(code).toBe(1);
    expect(readdirSync(home)).toEqual(['tmp']);
    expect(readdirSync(scratch).filter((name) => name.startsWith('qualys-pc'))).toEqual([]);
  });

  test('names an unknown scenario and the way to the known ones', async () => {
    const { code, stderr } = await runBuilt(['demo', '--scenario', 'no-such'], { env: { CI: 'true' } });
    expect(code).toBe(2);
    expect(stderr).toContain('"no-such"');
    expect(stderr).toContain('qualys-pc simulator --list');
  });
});
