import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync } from 'node:fs';
import { lstat, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { liesBelow, makeFolders } from '../../src/files/folders.js';
import { planWrite } from '../../src/files/plan-write.js';
import { readText } from '../../src/files/read-text.js';
import { streamWhole, writeWhole } from '../../src/files/whole-file.js';
import { ControlsWriter } from '../../src/workflow/results/controls-writer.js';
import { startBuilt } from '../support/program.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qualys-pc-special-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);
const fifo = (name: string) => execFileSync('mkfifo', [at(name)]);

/** What another process reads from a path. */
function readerOf(path: string): Promise<string> {
  const code = 'require("fs").createReadStream(process.argv[1]).pipe(process.stdout)';
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['-e', code, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    child.on('error', reject);
    void text(child.stdout).then(resolve, reject);
  });
}

const ways = {
  writeWhole: (path: string) => writeWhole(path, 'whole'),
  streamWhole: (path: string) =>
    streamWhole(
      path,
      (async function* () {
        yield 'who';
        yield 'le';
      })(),
    ),
  planWrite: async (path: string) => {
    const plan = await planWrite({ path, cwd: folder }, (before) => {
      expect(before, 'nothing is read from it').toBeUndefined();
      return 'whole';
    });
    await plan.write({ executable: true });
  },
};

describe('a file is written beside its place: what stands there is neither followed nor opened', () => {
  const rows = {
    streamWhole: ways.streamWhole,
    controls: async (path: string) => {
      const writer = new ControlsWriter(path);
      await writer.commit();
    },
  };

  test.each(Object.entries(rows))('%s: a link there leads nowhere', async (_, write) => {
    await writeFile(at('private'), 'mine');
    symlinkSync(at('private'), at('rows.partial'));
    await write(at('rows'));
    expect(await readFile(at('private'), 'utf8')).toBe('mine');
    expect((await lstat(at('rows'))).isFile()).toBe(true);
    expect((await readdir(folder)).sort()).toEqual(['private', 'rows']);
  });

  test.each(Object.entries(rows))('%s: a pipe there is not waited for', async (_, write) => {
    fifo('rows.partial');
    await write(at('rows'));
    expect((await lstat(at('rows'))).isFile()).toBe(true);
  });
});

describe.each(Object.entries(ways))('%s never replaces what is no regular file', (_, write) => {
  test('a pipe gets the text and stays', async () => {
    fifo('pipe');
    const [read] = await Promise.all([readerOf(at('pipe')), write(at('pipe'))]);
    expect(read).toBe('whole');
    expect((await lstat(at('pipe'))).isFIFO()).toBe(true);
    expect(await readdir(folder)).toEqual(['pipe']);
  });

  test('a socket gets the text and stays', async () => {
    const server = createServer().listen(at('socket'));
    await once(server, 'listening');
    const got = once(server, 'connection').then(([socket]) => text(socket));
    await write(at('socket'));
    expect(await got).toBe('whole');
    expect((await lstat(at('socket'))).isSocket()).toBe(true);
    server.close();
  });

  test('a device stays one, also behind a link', async () => {
    symlinkSync('/dev/null', at('link'));
    await write('/dev/null');
    await write(at('link'));
    expect((await lstat('/dev/null')).isCharacterDevice()).toBe(true);
    expect(await readlink(at('link'))).toBe('/dev/null');
    expect(await readdir(folder)).toEqual(['link']);
  });

  test('a link stays and its target is made', async () => {
    mkdirSync(at('real'));
    symlinkSync('real', at('folder'));
    for (const target of ['real/not-there', at('real/absolute'), 'folder/through-a-link']) {
      const link = `link-${target.replaceAll('/', '-')}`;
      symlinkSync(target, at(link));
      await write(at(link));
      expect(await readlink(at(link))).toBe(target);
      expect(await readFile(at(link), 'utf8')).toBe('whole');
    }
    expect((await readdir(at('real'))).sort()).toEqual(['absolute', 'not-there', 'through-a-link']);
  });
});

test('a circle of links and a pipe without a reader are told, not waited for', async () => {
  symlinkSync('b', at('a'));
  symlinkSync('a', at('b'));
  await expect(writeWhole(at('a'), '')).rejects.toMatchObject({ code: 'cannot-write' });
  fifo('pipe');
  await expect(writeWhole(at('pipe'), '')).rejects.toMatchObject({
    code: 'cannot-write',
    why: 'Nothing reads from it. (ENXIO)',
  });
}, 20_000);

describe('only regular files are read, as UTF-8', () => {
  test('a pipe, a device and a folder are refused at once', async () => {
    fifo('pipe');
    for (const path of [at('pipe'), '/dev/null', '/dev/zero'])
      await expect(readText(path)).rejects.toThrow('It is a device, a pipe or a socket, not a file.');
    await expect(readText(folder)).rejects.toThrow('It is a folder.');
    await writeFile(at('large'), 'x'.repeat(2049));
    await expect(readText(at('large'), { mostBytes: 2048 })).rejects.toThrow('It is larger than 2 KiB.');
  });

  test.each<[string, Buffer, string]>([
    [
      'UTF-16 with a mark',
      Buffer.from('\ufeffhunter2', 'utf16le'),
      'UTF-16, not as UTF-8 (line 1, column 1)',
    ],
    [
      'UTF-16 without one',
      Buffer.from('hunter2 and so on', 'utf16le'),
      'UTF-16, not as UTF-8 (line 1, column 1)',
    ],
    [
      'Latin-1',
      Buffer.from('a: b\nname: J\u00fcrgen\n', 'latin1'),
      'not encoded as UTF-8 (line 2, column 8)',
    ],
    ['a letter cut off', Buffer.from([0x61, 0x0a, 0x62, 0xc3]), 'not encoded as UTF-8 (line 2, column 2)'],
  ])('%s is named with line and column', async (_, bytes, why) => {
    await writeFile(at('file'), bytes);
    await expect(readText(at('file'))).rejects.toThrow(why);
    await expect(readText(at('file'))).rejects.not.toThrow(/hunter2|rgen/);
  });

  test('a byte order mark is taken off', async () => {
    await writeFile(at('file'), '\ufeffa\u00fc\n');
    expect(await readText(at('file'))).toBe('a\u00fc\n');
  });

  test('a pipe as config, baseline, authority or result ends with 2 and does not hang', async () => {
    fifo('pipe');
    const flags = ['--platform', 'US2', '--username', 'u', '--host-ip', '10.0.0.1', '--option-profile', '1'];
    for (const args of [
      ['run', '--config', 'pipe'],
      ['run', ...flags, '--baseline', 'pipe'],
      ['run', ...flags, '--ca-file', 'pipe'],
      ['import', 'pipe'],
      ['report', 'pipe'],
      ['report', 'pipe', '--format', 'text'],
    ]) {
      const ran = await startBuilt(args, { cwd: folder, env: { QUALYS_PASSWORD: 'x' } }).ended;
      expect(ran.code, `${args.join(' ')}: ${ran.stderr}`).toBe(2);
      expect(ran.stderr).toMatch(/a device, a pipe or a socket/);
    }
  }, 60_000);
});

test('folders are made where they can be, and their refusal ends also below /proc', async () => {
  await makeFolders(at('a/b/c'));
  await makeFolders(at('a/b/c'));
  await writeFile(at('a/file'), '');
  await expect(makeFolders(at('a/file/x'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  await expect(makeFolders('/proc/qualys-pc/x')).rejects.toMatchObject({ code: 'EPERM' });
});

test('a path lies below a place by where it ends, not by how it is written', async () => {
  mkdirSync(at('in'));
  mkdirSync(at('out'));
  symlinkSync('../out', at('in/link'));
  symlinkSync('../out/none', at('in/dangling'));
  symlinkSync('in', at('also-in'));
  const below = (path: string) => liesBelow(at(path), [at('in')]);
  for (const path of ['in', 'in/x/y', 'in/../in/x', 'also-in/x', 'in/..x'])
    expect(await below(path), path).toBe(true);
  for (const path of [
    '',
    'out',
    'in/../out',
    'in/link',
    'in/link/x/y',
    'in/dangling',
    'in/dangling/x',
    'inx',
  ])
    expect(await below(path), path).toBe(false);
});
