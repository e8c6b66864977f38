import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WrittenConfig } from '../../src/config/schema.js';
import { writeConfigText } from '../../src/config/write-config-text.js';
import type { SnippetFormatName } from '../../src/snippet/snippet-format.js';
import type { Result } from '../../src/workflow/results/result.js';
import { installBuilt, installHere } from '../support/path-program.js';
import { useSimulator } from '../support/simulator.js';
import { read } from './configs.js';
import { shellTexts } from './shell-texts.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qualys-pc-snippet-'));
  for (const program of ['built', 'here']) await mkdir(join(folder, program));
  installBuilt(join(folder, 'built'));
  await installHere(join(folder, 'here'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const simulator = useSimulator({ scenario: 'pass' });

function config(login?: WrittenConfig['credentials']): WrittenConfig {
  const { url, credentials } = simulator();
  return {
    version: 1,
    platform: 'US2',
    apiServer: url,
    gateway: url,
    credentials: login ?? { username: credentials.username, password: 'env:QUALYS_PASSWORD' },
    scan: {
      jobName: 'payments-api',
      target: { type: 'host', ips: ['10.20.30.40-10.20.30.44'] },
      scanner: 'edge-scan-01',
      optionProfile: { title: 'Jenkins_Twelve policies' },
      policies: [{ id: '5101' }],
    },
    criteria: { failOn: { states: ['fail'], criticalities: ['urgent'] } },
    timeouts: { pollingInterval: '1s', timeout: '2' },
  };
}

interface Ran {
  readonly code: number;
  readonly stderr: string;
}

/** Runs a script of a snippet as its system would, with the program on the PATH: the built one, or this process. */
function runScript(
  script: string,
  {
    program = 'here',
    ...env
  }: { readonly program?: 'built' | 'here'; readonly [name: string]: string | undefined } = {},
): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(
      'sh',
      ['-c', script],
      {
        cwd: folder,
        env: {
          PATH: `${join(folder, program)}:${process.env.PATH ?? ''}`,
          CI: 'true',
          BUILD_NUMBER: '7',
          QUALYS_PASSWORD: simulator().credentials.password,
          QUALYS_PC_HOME: join(folder, 'home'),
          ...env,
        },
      },
      (error, _stdout, stderr) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, stderr }),
    );
  });
}

async function scriptsOf(
  name: SnippetFormatName,
  { shards = 3, login }: { shards?: number; login?: WrittenConfig['credentials'] } = {},
): Promise<string[]> {
  const written = config(login);
  await writeFile(join(folder, 'qualys-pc.yaml'), writeConfigText(written, 'yaml'));
  return shellTexts({ name: 'end to end', config: read(written), options: { shards } })
    .filter(({ format }) => format === name)
    .map(({ script }) => script);
}

const exists = (path: string): Promise<boolean> =>
  access(join(folder, 'qualys-pc-results', path)).then(
    () => true,
    () => false,
  );

describe('a snippet run with the built program against the simulator', () => {
  test.each([
    ['shell', ['result.json', 'junit.xml', 'report.html']],
    ['gitlab', ['result.json', 'junit.xml', 'report.html']],
    ['github', ['result.json', 'junit.xml', 'results.sarif', 'summary.md']],
    ['azure', ['result.json', 'junit.xml', 'results.sarif', 'summary.md']],
  ] as const)(
    '%s passes and leaves the files that it publishes',
    async (name, files) => {
      const scripts = await scriptsOf(name);
      expect(scripts).toHaveLength(1);
      const { code, stderr } = await runScript(scripts[0] ?? '', { program: 'built' });
      expect(code, stderr).toBe(0);
      for (const file of files) expect(await exists(file), file).toBe(true);
    },
    60_000,
  );

  test('kubernetes: the pods scan their shards, and the verdict joins them', async () => {
    const [shard = '', verdict = ''] = (await scriptsOf('kubernetes')).map((script) =>
      script.replaceAll('/config/', `${folder}/`),
    );
    const pods = await Promise.all(
      ['0', '1', '2'].map((index) => runScript(shard, { program: 'built', JOB_COMPLETION_INDEX: index })),
    );
    expect(pods.map(({ code }) => code)).toEqual([0, 0, 0]);
    const { code, stderr } = await runScript(verdict, { program: 'built' });
    expect(code, stderr).toBe(0);
    expect(await exists('merged/junit.xml')).toBe(true);

    await rm(join(folder, 'qualys-pc-results/shard-2'), { recursive: true });
    expect((await runScript(verdict, { program: 'built' })).code).toBe(4);
  }, 60_000);
});

describe('a snippet run against the simulator', () => {
  test.each(['github', 'gitlab', 'azure'] as const)(
    'snippets restore the last judged result: %s compares on an agent that has nothing else',
    async (name) => {
      const [script = ''] = await scriptsOf(name);
      const results = join(folder, 'qualys-pc-results');
      const previous = async () =>
        JSON.parse(await readFile(join(results, 'previous-result.json'), 'utf8')) as Result;
      expect((await runScript(script)).code).toBe(0);
      // A build without a verdict between the two: what was judged before it stays.
      await rm(results, { recursive: true });
      expect((await runScript(script, { BUILD_NUMBER: '8', QUALYS_PASSWORD: 'wrong' })).code).toBe(3);
      await rm(results, { recursive: true });
      const { code, stderr } = await runScript(script, { BUILD_NUMBER: '9' });
      expect(code, stderr).toBe(0);
      expect((await previous()).build).toBe('7');
    },
    60_000,
  );

  test.each(['shell', 'azure'] as const)(
    '%s logs in by client id and secret, and by a ready token',
    async (name) => {
      const { account } = simulator();
      const [byClient = ''] = await scriptsOf(name, { login: { clientSecret: 'env:QUALYS_CLIENT_SECRET' } });
      const { id, secret } = account.client;
      const ran = await runScript(byClient, {
        QUALYS_PASSWORD: '',
        QUALYS_CLIENT_ID: id,
        QUALYS_CLIENT_SECRET: secret,
      });
      expect(ran.code, ran.stderr).toBe(0);
      const [byToken = ''] = await scriptsOf(name, { login: { token: 'env:QUALYS_TOKEN' } });
      const token = 'aaaa.bbbb.cccc';
      account.tokens.set(token, Date.now() + 3_600_000);
      const again = await runScript(byToken, { QUALYS_PASSWORD: '', QUALYS_TOKEN: token, BUILD_NUMBER: '8' });
      expect(again.code, again.stderr).toBe(0);
      expect(again.stderr).not.toContain(token);
    },
    60_000,
  );
});
