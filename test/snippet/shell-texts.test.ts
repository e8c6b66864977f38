import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { snippetFormats } from '../../src/snippet/formats.js';
import { describeNeeding } from '../support/needs.js';
import { hostConfig, read } from './configs.js';
import { runGroovy } from './groovy/run-groovy.js';
import { shellTexts } from './shell-texts.js';
import { variants } from './variants.js';

const run = promisify(execFile);

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qualys-pc-shell-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What shellcheck says about these scripts, as text; empty when it is content. */
async function shellcheck(scripts: readonly string[]): Promise<string> {
  const paths = await Promise.all(
    scripts.map(async (script, index) => {
      const path = join(folder, `script-${index}.sh`);
      await writeFile(path, script);
      return path;
    }),
  );
  return run('shellcheck', ['--shell=sh', '--enable=all', '--exclude=SC2250,SC2312', ...paths]).then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  );
}

describeNeeding('shellcheck', 'shell text in snippets', () => {
  test.each(variants)('shell text in them passes `shellcheck`: $name', async (variant) => {
    const texts = shellTexts(variant);
    // What uses the action or the component holds no shell text of its own.
    const ownText = variant.options.use === undefined ? ['gitlab', 'github'] : [];
    expect(new Set(texts.map(({ format }) => format))).toEqual(
      new Set([...ownText, 'azure', 'kubernetes', 'shell']),
    );
    expect(await shellcheck(texts.map(({ script }) => script))).toBe('');
  });
});

describeNeeding('groovy', 'shell text in Jenkinsfiles', () => {
  describeNeeding('shellcheck', 'checked', () => {
    test('shell text in them passes `shellcheck`: what sh() is handed in Jenkins', async () => {
      const cases = variants.flatMap(({ config, options }) =>
        snippetFormats
          .filter(({ name, needs }) => name.startsWith('jenkins') && needs.program)
          .map(({ emit }) => ({ text: emit(config, options).text })),
      );
      const results = await runGroovy(cases);
      const scripts = results.flatMap(
        ({ calls }) =>
          calls
            ?.filter(({ name }) => name === 'sh')
            .map(({ args }) => (args as [{ script: string }])[0].script) ?? [],
      );
      expect(scripts.length).toBeGreaterThanOrEqual(cases.length);
      // Jenkins sets SHARD from the axis of the matrix.
      expect(await shellcheck(scripts.map((script) => `SHARD=\${SHARD:-1}\n${script}`))).toBe('');
    });
  });
});

describe('the shell script, run with a program in the place of qualys-pc', () => {
  const script = snippetFormats.find(({ name }) => name === 'shell')?.emit(read(hostConfig), {}).text ?? '';

  async function runScript(program: string, env: Record<string, string>): Promise<number> {
    await writeFile(join(folder, 'qualys-pc'), program);
    await chmod(join(folder, 'qualys-pc'), 0o755);
    await writeFile(join(folder, 'scan.sh'), script);
    return run('sh', ['scan.sh'], {
      cwd: folder,
      env: { PATH: `${folder}:${process.env.PATH ?? ''}`, ...env },
    }).then(
      () => 0,
      (error: { code: number }) => error.code,
    );
  }
  const secrets = { QUALYS_PASSWORD: 'one', QUALYS_HOST_PASSWORD: 'two' };

  test.each([
    [0, 0],
    [1, 1],
    [4, 4],
    [5, 5],
    [6, 0],
    [143, 143],
  ])('a scan that ends with %i makes the step end with %i', async (code, expected) => {
    expect(await runScript(`#!/bin/sh\nexit ${code}\n`, secrets)).toBe(expected);
  });

  test('a variable that is not set stops it before the scan', async () => {
    const code = await runScript('#!/bin/sh\ntouch started\n', { QUALYS_PASSWORD: 'one' });
    expect(code).toBeGreaterThan(0);
    await expect(readFile(join(folder, 'started'))).rejects.toThrow('ENOENT');
  });

  test('a signal reaches the scan, and the step waits until the scan has cancelled itself', async () => {
    const program = `#!/bin/sh
trap 'echo cancelled > ended; exit 143' TERM
kill -s TERM "$PPID"
while :; do sleep 0.05; done
`;
    expect(await runScript(program, secrets)).toBe(143);
    expect(await readFile(join(folder, 'ended'), 'utf8')).toBe('cancelled\n');
  });
});
