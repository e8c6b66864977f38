import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runBuilt } from '../support/program.js';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'qualys-pc-demo-home-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** The demo in an empty home and working directory, with variables that must not matter. */
function demo(...args: string[]) {
  const temporary = join(home, 'tmp');
  return runBuilt(['demo', ...args], {
    cwd: home,
    env: {
      HOME: home,
      TMPDIR: tmpdir(),
      QUALYS_PC_HOME: temporary,
      QUALYS_USERNAME: 'somebody_else',
      QUALYS_PASSWORD: 'not the demo',
      HTTPS_PROXY: 'http://127.0.0.1:9',
      HTTP_PROXY: 'http://127.0.0.1:9',
    },
  });
}

describe('the demo without a terminal', () => {
  test('runs one complete scan and exits 0, whatever the person has set up', async () => {
    const { code, stdout, stderr } = await demo();
    expect(stderr).toMatch(/✓ Scan finished/);
    expect(stdout).toMatch(/PASSED/);
    expect(code).toBe(0);
  });

  test('keeps nothing outside temporary folders', async () => {
    const { code } = await demo();
    expect(code).toBe(0);
    expect(await readdir(home)).toEqual([]);
  });

  test('--scenario exits with its own verdict', async () => {
    const { code, stdout } = await demo('--scenario', 'fail');
    expect(stdout).toMatch(/FAILED/);
    expect(code).toBe(1);
  });

  test('a scenario that does not exist is a usage error', async () => {
    const { code, stderr } = await demo('--scenario', 'nonsense');
    expect(code).toBe(2);
    expect(stderr).toContain('qualys-pc simulator --list');
  });
});
