import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { type RunLock, takeRunLock } from '../../../src/workflow/results/run-lock.js';
import { oneHostConfig } from '../../support/one-host-config.js';
import { builtProgram } from '../../support/program.js';

/** Larger than any process number. */
const NOBODY = 2 ** 31 - 1;

interface Folder {
  readonly state: string;
  readonly lock: string;
  readonly files: () => string[];
  /** Leaves a lock behind as this machine would have written it, but for what is told. */
  readonly leave: (change: Readonly<Record<string, unknown>>) => Promise<void>;
}

function openFolder(): Folder {
  const folder = mkdtempSync(join(tmpdir(), 'qualys-pc-lock-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const state = join(folder, 'state.json');
  const lock = `${state}.lock`;
  return {
    state,
    lock,
    files: () => readdirSync(folder),
    leave: async (change) => {
      const own = await take(state);
      const text = readFileSync(lock, 'utf8');
      await own.release();
      writeFileSync(lock, JSON.stringify({ ...JSON.parse(text), ...change }));
    },
  };
}

const take = (state: string) => takeRunLock(state, process.pid);

function age(lock: string, seconds: number): void {
  const then = Date.now() / 1000 - seconds;
  utimesSync(lock, then, then);
}

/** Takes the lock as often as told, all at once. */
async function takeMany(state: string, times: number): Promise<RunLock[]> {
  const settled = await Promise.allSettled(Array.from({ length: times }, () => take(state)));
  for (const one of settled)
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'directory-locked' });
  return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}

test('of many that take over a dead lock in the same instant exactly one gets it, every time', async () => {
  const { state, files, leave } = openFolder();
  for (let round = 0; round < 40; round += 1) {
    await leave({ pid: NOBODY });
    const taken = await takeMany(state, 25);
    expect(taken).toHaveLength(1);
    await Promise.all(taken.map((one) => one.release()));
    expect(files()).toEqual([]);
  }
});

test('of many that start in an empty folder exactly one gets the lock', async () => {
  const { state } = openFolder();
  expect(await takeMany(state, 25)).toHaveLength(1);
});

test('a dead lock is taken over even when the holder of its takeover lock was killed before it replaced it', async () => {
  const { state, lock, files, leave } = openFolder();
  await leave({ pid: NOBODY, id: 'first' });
  const takeoverLock = readFileSync(lock, 'utf8').replace('"first"', '"next"');
  writeFileSync(`${lock}.after-first`, takeoverLock);
  const [one, ...more] = await takeMany(state, 25);
  expect(more).toEqual([]);
  await one?.release();
  expect(files()).toEqual([]);
});

test.each([
  ['the number of its process was given to another one since', { startedAt: '1' }],
  ['its process is gone', { pid: NOBODY }],
])('a lock of this machine is dead when %s', async (_name, change) => {
  const { state, leave } = openFolder();
  await leave(change);
  expect(await takeMany(state, 1)).toHaveLength(1);
});

test.runIf(process.platform === 'linux')(
  'a lock is dead when its process was killed and nobody has asked what became of it',
  async () => {
    const { state, lock, leave } = openFolder();
    // The shell turns into a program that never asks what became of its child.
    const parent = spawn('sh', ['-c', 'cat <&3 & echo $!; exec cat 3<&-'], {
      stdio: ['pipe', 'pipe', 'ignore', 'pipe'],
    });
    onTestFinished(() => {
      parent.kill('SIGKILL');
    });
    const [line] = (await once(parent.stdout ?? parent, 'data')) as [Buffer];
    const pid = Number(line.toString());
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ');
    await leave({ pid, startedAt: fields?.[19] });
    expect(await takeMany(state, 1)).toEqual([]);
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => readFileSync(`/proc/${pid}/stat`, 'utf8')).toMatch(/\) Z /);
    expect(readFileSync(lock, 'utf8')).toContain(`"pid":${pid}`);
    expect(await takeMany(state, 1)).toHaveLength(1);
  },
);

test.each([
  ['another machine', { host: 'build-7' }],
  ['another container with the same host name, where process numbers mean others', { space: 'elsewhere' }],
])('a lock of %s lives while it is touched, whatever its process number', async (_name, change) => {
  const { state, lock, leave } = openFolder();
  await leave({ ...change, pid: process.pid });
  expect(await takeMany(state, 1)).toEqual([]);
  age(lock, 61);
  expect(await takeMany(state, 10)).toHaveLength(1);
});

test('a lock that cannot be read lives for a minute', async () => {
  const { state, lock } = openFolder();
  writeFileSync(lock, '');
  expect(await takeMany(state, 1)).toEqual([]);
  age(lock, 61);
  expect(await takeMany(state, 10)).toHaveLength(1);
});

test('a lock that cannot be written, as on a full disk, leaves nothing that would hold up the next run', async () => {
  const { state, files } = openFolder();
  const config = join(dirname(state), 'qualys-pc.json');
  writeFileSync(config, JSON.stringify(oneHostConfig('http://127.0.0.1:1', 'acme2ab1')));
  // No file of the process may take a byte.
  const limited = 'ulimit -f 0 && exec "$0" "$@"';
  const args = ['run', '--config', config, '--report-dir', dirname(state)];
  const child = spawn('sh', ['-c', limited, process.execPath, builtProgram, ...args], {
    env: { PATH: process.env.PATH, QUALYS_PASSWORD: 'x' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'close'), text(child.stdout)]);
  expect(stderr).toContain('state.json.lock cannot be written');
  expect(code).toBe(2);
  expect(files()).toEqual(['qualys-pc.json']);
  expect(await takeMany(state, 1)).toHaveLength(1);
});

test('a run whose lock was taken from it leaves the lock of the next holder alone', async () => {
  const { state, lock, files } = openFolder();
  const first = await take(state);
  writeFileSync(lock, readFileSync(lock, 'utf8').replace(/"id":"[^"]*"/, '"id":"next"'));
  await first.release();
  expect(files()).toEqual(['state.json.lock']);
});

test('a lock never stands without its owner: a kill at any moment leaves one that can be told dead', async () => {
  const { state, lock, files } = openFolder();
  let isDone = false;
  const seen: string[] = [];
  const watch = (async () => {
    while (!isDone) {
      const text = await readFile(lock, 'utf8').catch(() => undefined);
      if (text !== undefined) seen.push(text);
    }
  })();
  for (let round = 0; round < 200; round += 1) await (await take(state)).release();
  isDone = true;
  await watch;
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.filter((text) => !text.endsWith('}'))).toEqual([]);
  expect(files()).toEqual([]);
});
