import { type FileHandle, link, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { PcError } from '../../errors.js';
import { cannotWrite, hasCode } from '../../files/cannot-write.js';
import { makeFolders } from '../../files/folders.js';
import { type LockOwner, livingHolder, lockAt, newOwner } from './lock-owner.js';

/** How often a run writes its lock again, so that other machines know that the run lives. */
const HEARTBEAT_MS = 10_000;
/** After this many dead locks in a row the lock counts as held. */
const MOST_ATTEMPTS = 20;

/** Held while a run uses a report directory. */
export interface RunLock {
  release(): Promise<void>;
}

/** The lock that this process took, or who else holds it. */
type Claim = { readonly handle: FileHandle } | { readonly holder: string };

/** Takes the locks of several state files, or none of them. */
export async function takeRunLocks(stateFiles: readonly string[], pid: number): Promise<RunLock> {
  const taken: RunLock[] = [];
  const release = async () => {
    for (const lock of taken) await lock.release();
  };
  try {
    for (const file of stateFiles) taken.push(await takeRunLock(file, pid));
  } catch (cause) {
    await release();
    throw cause;
  }
  return { release };
}

/**
 * Takes the directory's lock. A lock whose process has ended (same machine) or that was not written for a
 * minute (other machines) is taken over: a killed run must not block its rerun.
 * @throws PcError of kind `usage` when another run lives.
 */
export async function takeRunLock(stateFile: string, pid: number): Promise<RunLock> {
  const file = `${stateFile}.lock`;
  try {
    await makeFolders(dirname(file));
    const owner = await newOwner(pid);
    const claim = await claimLock(file, file, owner);
    if ('holder' in claim) throw locked(file, claim.holder);
    await sweep(file, owner);
    return hold(file, owner, claim.handle);
  } catch (cause) {
    throw cause instanceof PcError ? cause : cannotWrite(file, cause);
  }
}

/**
 * Takes the lock at the path. A dead lock may be replaced only by the process that holds the takeover lock, a second
 * file named after the dead one: of several processes that find the same dead lock one replaces it, and a living
 * lock is never removed.
 */
async function claimLock(path: string, file: string, owner: LockOwner): Promise<Claim> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const handle = await create(path, owner);
    if (handle !== undefined) return { handle };
    const found = await lockAt(path);
    if (found === undefined) continue;
    const holder = await livingHolder(path, found, owner);
    if (holder !== undefined) return { holder };
    const takeoverLock = takeoverLockOf(file, found.id);
    const claim = await claimLock(takeoverLock, file, owner);
    if ('holder' in claim) return claim;
    // Another process may have replaced the dead lock, and ended, before this one got the takeover lock.
    if ((await lockAt(path))?.id === found.id) {
      await rename(takeoverLock, path);
      return claim;
    }
    await claim.handle.close();
    await rm(takeoverLock, { force: true });
  }
  return { holder: 'another run' };
}

function takeoverLockOf(file: string, id: string): string {
  return `${file}.after-${id}`;
}

/** Makes the lock whole at once, by a link: a process that is killed meanwhile leaves no lock without an owner. */
async function create(path: string, owner: LockOwner): Promise<FileHandle | undefined> {
  const draft = `${path}.new-${owner.id}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await write(handle, owner);
    await link(draft, path);
    return handle;
  } catch (cause) {
    await handle.close();
    return hasCode(cause, 'EEXIST') ? undefined : await createInPlace(path, owner);
  } finally {
    await rm(draft, { force: true });
  }
}

/** For file systems without links. A lock that cannot be written, as on a full disk, does not stay: without an owner it would hold for a minute. */
async function createInPlace(path: string, owner: LockOwner): Promise<FileHandle | undefined> {
  let handle: FileHandle;
  try {
    handle = await open(path, 'wx', 0o600);
  } catch (cause) {
    if (hasCode(cause, 'EEXIST')) return undefined;
    throw cause;
  }
  try {
    await write(handle, owner);
    return handle;
  } catch (cause) {
    await handle.close();
    await rm(path, { force: true });
    throw cause;
  }
}

async function write(handle: FileHandle, owner: LockOwner): Promise<void> {
  await handle.write(JSON.stringify(owner), 0);
}

/** Removes what processes that were killed left of their locks; only the holder of the lock may. */
async function sweep(file: string, { id }: LockOwner): Promise<void> {
  const folder = dirname(file);
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const isTakeover = name.startsWith(`${basename(file)}.after-`) && path !== takeoverLockOf(file, id);
    if (isTakeover || name.startsWith(`${basename(file)}.new-`)) await rm(path, { force: true });
  }
}

function hold(file: string, owner: LockOwner, handle: FileHandle): RunLock {
  // Written through the handle: a lock that has replaced this one is not touched.
  const timer = setInterval(() => void write(handle, owner).catch(() => undefined), HEARTBEAT_MS);
  timer.unref();
  return {
    async release() {
      clearInterval(timer);
      await handle.close();
      const found = await lockAt(file).catch(() => undefined);
      if (found?.id === owner.id) await rm(file, { force: true });
    },
  };
}

function locked(file: string, holder: string): PcError {
  return new PcError('Another run is using this report directory', {
    kind: 'usage',
    code: 'directory-locked',
    why: `${file} is held by ${holder}.`,
    next: 'Wait for it, or give this run its own directory with --report-dir.',
  });
}
