import { lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runImport } from '../../src/commands/import.js';
import { runSnippet, type SnippetArgs } from '../../src/commands/snippet.js';
import { parseConfigText } from '../../src/config/load-config.js';
import { writeConfigText } from '../../src/config/write-config-text.js';
import { jenkins } from '../../src/snippet/formats/jenkins.js';
import { snippetFormatNames } from '../../src/snippet/snippet-format.js';
import { commandIo } from '../support/command-io.js';
import { hostConfig, read } from './configs.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qualys-pc-commands-'));
  await writeFile(join(folder, 'qualys-pc.yaml'), writeConfigText(hostConfig, 'yaml'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const args: SnippetArgs = {
  config: undefined,
  format: 'jenkins',
  configPath: undefined,
  install: undefined,
  image: undefined,
  use: undefined,
  shards: undefined,
  out: undefined,
  yes: false,
};
/** A command's surroundings in a folder, with what it printed and said. */
function fakeIo(cwd: string, { stdin = '', interactive = false } = {}) {
  const { io, stdout, stderr } = commandIo({ cwd, interactive, input: stdin });
  return { ...io, printed: stdout, said: stderr };
}

const file = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');

describe('qualys-pc snippet', () => {
  test.each(snippetFormatNames)(
    'prints %s for the config in the working directory, and nothing else, on stdout',
    async (format) => {
      const io = fakeIo(folder);
      expect(await runSnippet({ ...args, format }, io)).toBe(0);
      expect(io.printed()).toContain(`BEGIN qualys-pc ${format} of qualys-pc.yaml`);
      expect(io.printed().endsWith('\n')).toBe(true);
      expect(io.said()).toContain('note');
    },
  );

  test('a config on standard input is named as the repository names it', async () => {
    const io = fakeIo(folder, { stdin: JSON.stringify(hostConfig) });
    await runSnippet({ ...args, config: '-', configPath: 'ci/scan.json' }, io);
    expect(io.printed()).toContain('qualys-pc run --config ci/scan.json ');
  });

  test('a config named by its whole path is written relative to the working directory', async () => {
    const io = fakeIo(folder);
    await runSnippet({ ...args, config: join(folder, 'qualys-pc.yaml') }, io);
    expect(io.printed()).toBe(jenkins.emit(read(hostConfig), {}).text);
  });

  test('a config outside the working directory is refused', async () => {
    const io = fakeIo(join(folder, 'repository'));
    await expect(runSnippet({ ...args, config: join(folder, 'qualys-pc.yaml') }, io)).rejects.toMatchObject({
      code: 'snippet-refused',
      kind: 'usage',
      why: expect.stringContaining('outside the repository'),
    });
  });

  test.each([
    [{ format: undefined }, 'format-missing'],
    [{ format: 'gitlab', shards: 3 }, 'shards-unused'],
    [{ format: 'jenkins', use: 'acme/qualys-pc@v1' }, 'use-unused'],
    [{ format: 'github', use: 'acme/qualys-pc' }, 'snippet-refused'],
    [{ format: 'gitlab', use: 'qualys-pc@1.0.0' }, 'snippet-refused'],
    [{ format: 'github', use: 'acme/qualys-pc@v1', install: 'npm ci' }, 'snippet-refused'],
    [{ config: 'absent.yaml' }, 'config-missing'],
  ] as const)('%j is exit 2 with a way out', async (wrong, code) => {
    await expect(runSnippet({ ...args, ...wrong }, fakeIo(folder))).rejects.toMatchObject({
      kind: 'usage',
      code,
    });
  });

  test.each([
    [{ image: 'a b' }, '--image: '],
    [{ install: '' }, '--install: '],
    [{ use: 'x y' }, '--use: '],
    [{ configPath: '' }, '--config-path: '],
  ])('a refused flag is named as it was given: %j', async (wrong, named) => {
    await expect(runSnippet({ ...args, format: 'gitlab', ...wrong }, fakeIo(folder))).rejects.toMatchObject({
      message: 'The format gitlab cannot take these flags.',
      why: expect.stringContaining(named),
    });
  });

  test('no config at all names the wizard', async () => {
    await rm(join(folder, 'qualys-pc.yaml'));
    await expect(runSnippet(args, fakeIo(folder))).rejects.toMatchObject({
      code: 'config-missing',
      next: expect.stringContaining('wizard'),
    });
  });

  test('what a format cannot say is an error that lists every reason', async () => {
    const config = {
      ...hostConfig,
      scan: { ...hostConfig.scan, target: { type: 'host' as const, ips: ['10.0.0.0/24'] } },
      criteria: { warnOn: { states: ['error' as const], criticalities: ['urgent' as const] } },
    };
    await writeFile(join(folder, 'qualys-pc.yaml'), writeConfigText(config, 'yaml'));
    await expect(runSnippet({ ...args, format: 'jenkins-plugin' }, fakeIo(folder))).rejects.toMatchObject({
      code: 'snippet-refused',
      why: expect.stringMatching(/^scan\.target\.ips: .*\ncriteria\.warnOn: /),
    });
  });
});

describe('--out', () => {
  test('a file that is not there is written, with the folders it needs, and a script can be run', async () => {
    await runSnippet({ ...args, format: 'github', out: '.github/workflows/qualys.yml' }, fakeIo(folder));
    expect(await file('.github/workflows/qualys.yml')).toContain('name: Qualys Policy Compliance');
    await runSnippet({ ...args, format: 'shell', out: 'scan.sh' }, fakeIo(folder));
    expect((await stat(join(folder, 'scan.sh'))).mode & 0o100).toBe(0o100);
  });

  test('a file that differs is shown as a diff; without a terminal nothing is overwritten', async () => {
    await writeFile(join(folder, 'Jenkinsfile'), 'pipeline {}\n');
    const io = fakeIo(folder);
    await expect(runSnippet({ ...args, out: 'Jenkinsfile' }, io)).rejects.toMatchObject({
      kind: 'usage',
      code: 'output-differs',
    });
    expect(io.said()).toContain('-pipeline {}');
    expect(await file('Jenkinsfile')).toBe('pipeline {}\n');
    expect(await readdir(folder)).toEqual(['Jenkinsfile', 'qualys-pc.yaml']);
  });

  test('with --yes it is overwritten, the diff still shown', async () => {
    await writeFile(join(folder, 'Jenkinsfile'), 'pipeline {}\n');
    const io = fakeIo(folder);
    expect(await runSnippet({ ...args, out: 'Jenkinsfile', yes: true }, io)).toBe(0);
    expect(io.said()).toContain('-pipeline {}');
    expect(await file('Jenkinsfile')).toBe(jenkins.emit(read(hostConfig), {}).text);
  });

  test.each([
    ['y\r', true],
    ['n\r', false],
    ['\r', false],
  ])('in a terminal the answer %j decides', async (stdin, isWritten) => {
    await writeFile(join(folder, 'Jenkinsfile'), 'pipeline {}\n');
    const done = runSnippet({ ...args, out: 'Jenkinsfile' }, fakeIo(folder, { stdin, interactive: true }));
    if (isWritten) expect(await done).toBe(0);
    else await expect(done).rejects.toMatchObject({ code: 'output-declined' });
    expect(await file('Jenkinsfile')).toBe(
      isWritten ? jenkins.emit(read(hostConfig), {}).text : 'pipeline {}\n',
    );
  });

  test('a regenerated snippet replaces its block in a larger file and leaves the rest', async () => {
    const larger = `// ours\n${jenkins.emit(read(hostConfig), {}).text}// ours too\n`;
    await writeFile(join(folder, 'Jenkinsfile'), larger);
    await writeFile(
      join(folder, 'qualys-pc.yaml'),
      writeConfigText({ ...hostConfig, timeouts: { timeout: '4h' } }, 'yaml'),
    );
    await runSnippet({ ...args, out: 'Jenkinsfile', yes: true }, fakeIo(folder));
    expect(await file('Jenkinsfile')).toBe(larger.replace('time: 150', 'time: 270'));
  });

  test('a link stays a link and its file keeps its mode; nothing is left beside it', async () => {
    const larger = `// ours\n${jenkins.emit(read(hostConfig), {}).text.replace('time: 150', 'time: 1')}`;
    await mkdir(join(folder, 'ci'));
    await writeFile(join(folder, 'ci/Jenkinsfile'), larger, { mode: 0o640 });
    await symlink('ci/Jenkinsfile', join(folder, 'Jenkinsfile'));
    await runSnippet({ ...args, out: 'Jenkinsfile', yes: true }, fakeIo(folder));
    expect((await lstat(join(folder, 'Jenkinsfile'))).isSymbolicLink()).toBe(true);
    expect(await file('ci/Jenkinsfile')).toBe(larger.replace('time: 1,', 'time: 150,'));
    expect((await stat(join(folder, 'ci/Jenkinsfile'))).mode & 0o777).toBe(0o640);
    expect(await readdir(join(folder, 'ci'))).toEqual(['Jenkinsfile']);
  });

  test('a file with the block of another snippet alone is not overwritten, not even with --yes', async () => {
    await runSnippet({ ...args, format: 'gitlab', out: '.gitlab-ci.yml' }, fakeIo(folder));
    const before = await file('.gitlab-ci.yml');
    await writeFile(join(folder, 'db.yaml'), writeConfigText(hostConfig, 'yaml'));
    const other = { ...args, format: 'gitlab', config: 'db.yaml', out: '.gitlab-ci.yml', yes: true } as const;
    await expect(runSnippet(other, fakeIo(folder))).rejects.toMatchObject({
      kind: 'usage',
      code: 'marker-other',
    });
    expect(await file('.gitlab-ci.yml')).toBe(before);
  });

  test('a file that is the same is left alone', async () => {
    await runSnippet({ ...args, out: 'Jenkinsfile' }, fakeIo(folder));
    const io = fakeIo(folder);
    expect(await runSnippet({ ...args, out: 'Jenkinsfile' }, io)).toBe(0);
    expect(io.said()).toContain('Jenkinsfile is up to date.');
  });

  test('a folder in the place of the file is an error', async () => {
    await expect(runSnippet({ ...args, out: '.' }, fakeIo(folder))).rejects.toMatchObject({
      code: 'cannot-read',
    });
  });
});

const fixture = (name: string): string =>
  new URL(`jenkinsfiles/good/${name}.Jenkinsfile`, import.meta.url).pathname;
const importArgs = { format: 'yaml', step: undefined, out: undefined, yes: false } as const;

describe('qualys-pc import', () => {
  test('prints the equal config as YAML, and it can be run as it is', async () => {
    const io = fakeIo(folder);
    expect(await runImport({ ...importArgs, file: fixture('declarative-parentheses') }, io)).toBe(0);
    const { config } = parseConfigText(io.printed(), 'yaml', 'imported');
    expect(config.scan.target).toMatchObject({ ips: ['10.113.195.136'] });
    expect(io.said()).toBe('to set: QUALYS_USERNAME, QUALYS_PASSWORD\n');
  });

  test('prints JSON, and reads standard input', async () => {
    const io = fakeIo(folder, { stdin: await readFile(fixture('declarative-parentheses'), 'utf8') });
    await runImport({ ...importArgs, file: '-', format: 'json' }, io);
    expect(JSON.parse(io.printed())).toMatchObject({ version: 1, platform: 'US3' });
  });

  test('exit 0 with lints, which name line and column and go to stderr with the variables to set', async () => {
    const io = fakeIo(folder);
    expect(await runImport({ ...importArgs, file: fixture('private-cloud-with-proxy') }, io)).toBe(0);
    expect(io.said()).toMatch(/private-cloud-with-proxy\.Jenkinsfile:3:21 proxy-scheme: /);
    expect(io.said()).not.toContain('to fill in');
    expect(io.said()).toContain(
      'to set: QUALYS_USERNAME, QUALYS_PASSWORD, QUALYS_PROXY_USERNAME, QUALYS_PROXY_PASSWORD, QUALYS_HOST_USERNAME, QUALYS_HOST_PASSWORD\n',
    );
  });

  test("reads a freestyle job's config.xml, and what it prints can be snipped at once", async () => {
    const job = new URL('jobs/freestyle.xml', import.meta.url).pathname;
    const io = fakeIo(folder);
    await runImport({ ...importArgs, file: job, out: 'job.yaml' }, io);
    const snippet = fakeIo(folder);
    expect(await runSnippet({ ...args, config: 'job.yaml', format: 'jenkins' }, snippet)).toBe(0);
    expect(snippet.printed()).toContain('qualys-pc run --config job.yaml');
  });

  test('a value that only a run knows is reported by name', async () => {
    const io = fakeIo(folder);
    await runImport({ ...importArgs, file: fixture('parameters-and-locals') }, io);
    expect(io.said()).toContain(
      ':9:7 unknown-value: credsId comes from CREDS, which only a run knows; the config goes without it.',
    );
    expect(io.said()).toContain(
      ':11:7 unknown-value: hostIp comes from params.TARGET_IP, which only a run knows; kept as env.TARGET_IP.',
    );
  });

  test('several steps without --step are exit 2 and a list', async () => {
    const several = { ...importArgs, file: fixture('several-steps') };
    await expect(runImport(several, fakeIo(folder))).rejects.toMatchObject({
      kind: 'usage',
      code: 'step-choice',
      why: '1  line 7: 10.0.0.1, Jenkins_F\n2  line 10: 10.0.0.2, Jenkins_F',
    });
    await expect(runImport({ ...several, step: 3 }, fakeIo(folder))).rejects.toMatchObject({
      code: 'step-choice',
    });
    const io = fakeIo(folder);
    await runImport({ ...several, step: 2 }, io);
    expect(io.printed()).toContain('10.0.0.2');
  });

  test('a file that is not there, or is unreadable, is exit 2', async () => {
    await expect(runImport({ ...importArgs, file: 'absent' }, fakeIo(folder))).rejects.toMatchObject({
      kind: 'usage',
      code: 'jenkinsfile-missing',
    });
    await writeFile(join(folder, 'Jenkinsfile'), 'node {\n');
    await expect(runImport({ ...importArgs, file: 'Jenkinsfile' }, fakeIo(folder))).rejects.toMatchObject({
      kind: 'usage',
      message: 'Jenkinsfile:1:6 opens a "{" that is not closed.',
    });
  });

  test('--out writes the config and asks before it replaces one', async () => {
    const source = fixture('declarative-parentheses');
    await expect(
      runImport({ ...importArgs, file: source, out: 'qualys-pc.yaml' }, fakeIo(folder)),
    ).rejects.toMatchObject({ code: 'output-differs' });
    await runImport({ ...importArgs, file: source, out: 'new.yaml' }, fakeIo(folder));
    expect(parseConfigText(await file('new.yaml'), 'yaml', 'new.yaml').config.platform).toBe('US3');
  });
});
