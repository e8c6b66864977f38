import { mkdir, open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { PcError } from '../errors.js';
import { cannotWrite } from './run-directory.js';

/** How often a living run shows that it lives. */
const HEARTBEAT_MS = 10_000;
/** A lock of another machine that was not touched for this long is of a dead run. */
const STALE_MS = 60_000;

/** Held while a run uses a report directory. */
export interface RunLock {
  release(): Promise<void>;
}

/**
 * Takes the directory's lock. A lock whose process is gone (same machine) or that has not been touched for a
 * minute (another one) is taken over: a killed run must not block its own rerun.
 * @throws PcError of kind `usage` when another run lives.
 */
export async function takeRunLock(stateFile: string, pid: number, nowMs: () => number): Promise<RunLock> {
  const file = `${stateFile}.lock`;
  try {
    await mkdir(dirname(file), { recursive: true });
    for (let attempt = 0; attempt < 5; attempt += 1) {
      if (await create(file, pid)) return hold(file, pid, nowMs);
      const owner = await livingOwner(file, pid, nowMs());
      if (owner !== undefined) throw locked(file, owner);
      await rm(file, { force: true });
    }
  } catch (cause) {
    throw cause instanceof PcError ? cause : cannotWrite(file, cause);
  }
  throw locked(file, 'another run');
}

async function create(file: string, pid: number): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(JSON.stringify({ pid, host: hostname() }));
    await handle.close();
    return true;
  } catch (cause) {
    if (isCode(cause, 'EEXIST')) return false;
    throw cause;
  }
}

async function livingOwner(file: string, pid: number, nowMs: number): Promise<string | undefined> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(file, 'utf8'), stat(file)]);
    const fresh = nowMs - mtimeMs < STALE_MS;
    if (text === '') return fresh ? 'another run' : undefined;
    const owner = JSON.parse(text) as { pid: number; host: string };
    if (owner.host !== hostname()) return fresh ? `a run on ${owner.host}` : undefined;
    if (owner.pid === pid) return undefined;
    return isAlive(owner.pid) ? `process ${owner.pid}` : undefined;
  } catch (cause) {
    if (isCode(cause, 'ENOENT') || cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return isCode(cause, 'EPERM');
  }
}

function hold(file: string, pid: number, nowMs: () => number): RunLock {
  const timer = setInterval(() => {
    const seconds = nowMs() / 1000;
    utimes(file, seconds, seconds).catch(() => undefined);
  }, HEARTBEAT_MS);
  timer.unref();
  return {
    async release() {
      clearInterval(timer);
      const text = await readFile(file, 'utf8').catch(() => '');
      if (text.includes(`"pid":${pid},`)) await rm(file, { force: true });
    },
  };
}

function isCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code;
}

function locked(file: string, owner: string): PcError {
  return new PcError('Another run is using this report directory', {
    kind: 'usage',
    code: 'directory-locked',
    why: `${file} is held by ${owner}.`,
    next: 'Wait for it, or give this run its own directory with --report-dir.',
  });
}
