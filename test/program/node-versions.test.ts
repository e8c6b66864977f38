import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { describeNeeding } from '../support/needs.js';
import { runBuilt } from '../support/program.js';

const run = promisify(execFile);

for (const major of [22, 24]) {
  const node = `node${major}`;
  describeNeeding(node, `the built program on Node ${major}`, () => {
    test(`${node} is that Node`, async () => {
      const { stdout } = await run(node, ['--version']);
      expect(stdout).toMatch(new RegExp(`^v${major}\\.`));
    });

    test('prints its version and its help', async () => {
      const version = await runBuilt(['--version'], { node });
      expect(version).toMatchObject({ code: 0, stderr: '' });
      const help = await runBuilt(['--help'], { node });
      expect(help).toMatchObject({ code: 0, stderr: '' });
      expect(help.stdout).toContain('Exit codes:');
    });

    test('runs a complete scan on the demo', async () => {
      const { code, stdout } = await runBuilt(['demo'], { node, cwd: tmpdir() });
      expect(stdout).toMatch(/PASSED/);
      expect(code).toBe(0);
    });

    test('runs twice with its compiled code kept in between', async () => {
      const first = await runBuilt(['completion', 'bash'], { node });
      const second = await runBuilt(['completion', 'bash'], { node });
      expect(first).toMatchObject({ code: 0, stderr: '' });
      expect(second).toEqual(first);
    });
  });
}
