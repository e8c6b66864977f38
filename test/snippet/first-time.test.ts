import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { github } from '../../src/snippet/formats/github.js';
import { gitlab } from '../../src/snippet/formats/gitlab.js';
import { snippetFormats } from '../../src/snippet/formats.js';
import { groovyBlock } from '../../src/snippet/quote.js';
import { describeNeeding } from '../support/needs.js';
import { ec2Config, hostConfig, read } from './configs.js';
import { runGroovy } from './groovy/run-groovy.js';
import { shellTexts } from './shell-texts.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qualys-pc-first-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function scriptOf(format: string): string {
  const texts = shellTexts({ name: format, config: read(hostConfig), options: {} });
  return texts.find((one) => one.format === format)?.script ?? '';
}

/** Runs a script on a machine without the program. */
async function run(script: string, env: Record<string, string>): Promise<{ code: number; output: string }> {
  const shell = promisify(execFile)('bash', ['--norc', '-c', script], {
    cwd: folder,
    env: { PATH: '/usr/bin:/bin', ...env },
  });
  return shell.then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      output: error.stdout + error.stderr,
    }),
  );
}

describe('what can go wrong the first time', () => {
  test.each([
    ['unset', { QUALYS_PASSWORD: '$(QUALYS_PASSWORD)', QUALYS_HOST_PASSWORD: 'x' }, 'QUALYS_PASSWORD'],
    ['empty', { QUALYS_PASSWORD: 'x', QUALYS_HOST_PASSWORD: '' }, 'QUALYS_HOST_PASSWORD'],
  ])(
    'azure: a secret variable that is %s is named, and no wrong password is sent',
    async (_name, env, name) => {
      const { code, output } = await run(scriptOf('azure'), env);
      expect(code).toBe(2);
      expect(output).toBe(
        `##vso[task.logissue type=error]Set the secret variable ${name} of the pipeline.\n`,
      );
    },
  );

  test.each(['azure', 'shell'])(
    '%s: without the program no report of an earlier build is left to publish, and the result is set aside for comparison',
    async (format) => {
      const results = join(folder, 'qualys-pc-results');
      await mkdir(results);
      const earlier = `${JSON.stringify({ verdict: { outcome: 'passed' } }, undefined, 2)}\n`;
      await writeFile(join(results, 'result.json'), earlier);
      for (const name of ['junit.xml', 'report.html'])
        await writeFile(join(results, name), 'of an earlier build');
      const { code } = await run(scriptOf(format), { QUALYS_PASSWORD: '$x(y)', QUALYS_HOST_PASSWORD: 'x' });
      expect(code).toBe(127);
      expect(await readdir(results)).toEqual(['previous-result.json']);
      expect(await readFile(join(results, 'previous-result.json'), 'utf8')).toBe(earlier);
    },
  );

  test('github: the upload of SARIF has what it needs, and its failure is not the verdict', () => {
    const { jobs } = parse(github.emit(read(hostConfig), {}).text) as {
      jobs: Record<string, { permissions: object; steps: Record<string, unknown>[] }>;
    };
    const job = jobs['qualys-policy-compliance'];
    expect(job?.permissions).toEqual({ contents: 'read', 'security-events': 'write', actions: 'read' });
    expect(job?.steps.at(-1)).toMatchObject({ 'continue-on-error': true });
  });

  test('what must be set is named as what it is, and nothing is named where there is nothing', () => {
    const config = (password: string, ips: string[]) =>
      read({
        ...hostConfig,
        credentials: { username: 'u', password },
        scan: { ...hostConfig.scan, authRecord: undefined, target: { type: 'host', ips } },
      });
    for (const { name, needs, emit } of snippetFormats.filter((format) => format.needs.program)) {
      expect(needs.program, name).toBe(true);
      const { text } = emit(config('file:/run/secrets/q', ['10.0.0.1']), {});
      expect(text, name).not.toMatch(/: \.$|keys ,| keys \./m);
    }
    const { text } = gitlab.emit(config('env:QUALYS_PASSWORD', ['env.HOST_IP']), {});
    expect(text).toContain('# Set as ordinary CI/CD variables: HOST_IP.\n');
    expect(text).toMatch(/hidden CI\/CD variables .*: QUALYS_PASSWORD\.\n/);
  });

  test('more instances than one scan takes are several scans of one run, with the time for all', () => {
    const instanceIds = Array.from({ length: 23 }, (_, index) => `i-0abc${String(index).padStart(13, '0')}`);
    const { target } = ec2Config.scan;
    const config = read({
      ...ec2Config,
      scan: { ...ec2Config.scan, target: { ...target, type: 'ec2', instanceIds } as typeof target },
    });
    for (const { name, needs, emit } of snippetFormats) {
      const { refusals, text } = emit(config, {});
      const paths = refusals.map(({ path }) => path);
      // The plugin takes a single one, and no run cuts for it.
      if (!needs.program) expect(paths, name).toContain('scan.target.instanceIds');
      else expect(paths, name).toEqual([]);
      if (needs.shards === true) expect(emit(config, { shards: 2 }).refusals, name).toEqual([]);
      if (needs.shards === true && needs.program) expect(text, name).toContain('/3');
    }
    const one = read(ec2Config);
    const minutes = (each: typeof config) => /timeout-minutes: (\d+)/.exec(github.emit(each, {}).text)?.[1];
    expect(Number(minutes(config))).toBe(2 * Number(minutes(one)));
  });
});

describeNeeding('groovy', 'shell text in a Jenkinsfile', () => {
  const lines = [
    `npm install --global '@acme/qualys-pc@1' "it's"`,
    `echo '' '''' ''''' \\' \\\\' '\\\\'`,
    `printf '%s' $HOME \\n`,
    `'`,
    `''`,
  ];

  test('quotes stay as people write them wherever they can, and Groovy hands over exactly the lines', async () => {
    const literal = groovyBlock(lines, 2);
    expect(literal.split('\n')[1]).toBe(`  ${lines[0]}`);
    const [result] = await runGroovy([{ text: `sh(${literal})` }]);
    expect(result?.problem).toBeUndefined();
    expect(result?.calls?.[0]?.args).toEqual([`\n${lines.map((line) => `  ${line}`).join('\n')}\n  `]);
  });
});
