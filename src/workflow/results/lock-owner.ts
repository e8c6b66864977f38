import { randomUUID } from 'node:crypto';
import { type FileHandle, open, readFile, readlink, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import * as z from 'zod';
import { hasCode, isMissing } from '../../files/cannot-write.js';

/** A lock that cannot be asked for its process, and was not touched for this long, is of a dead run. */
const STALE_MS = 60_000;

/** What a lock file says of who made it. Times and numbers that the system does not give are empty. */
const ownerSchema = z.object({
  /** Never used twice. */
  id: z.string().min(1),
  pid: z.int().positive(),
  host: z.string(),
  /** Start of the system and space of process numbers: containers share host names, a restart uses numbers again. */
  space: z.string(),
  /** When the process began; another one may have its number later. */
  startedAt: z.string(),
});

export type LockOwner = z.output<typeof ownerSchema>;

/** A lock file as it was found. */
export interface FoundLock {
  /** Names this lock and no later one at the same place. */
  readonly id: string;
  readonly owner: LockOwner | undefined;
  readonly touchedAtMs: number;
}

/** This process as the owner of a new lock. */
export async function newOwner(pid: number): Promise<LockOwner> {
  return {
    id: randomUUID(),
    pid,
    host: hostname(),
    space: await processSpace(),
    startedAt: await startOf(pid),
  };
}

/** The lock at a path; undefined when there is none. */
export async function lockAt(path: string): Promise<FoundLock | undefined> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, 'r');
    const { ino, mtimeMs: touchedAtMs } = await handle.stat();
    const owner = ownerIn(await handle.readFile('utf8'));
    return { id: owner?.id ?? `${ino}-${touchedAtMs}`, owner, touchedAtMs };
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw cause;
  } finally {
    await handle?.close();
  }
}

/** Who holds a living lock, in words; undefined for a dead one. */
export async function livingHolder(
  path: string,
  lock: FoundLock,
  self: LockOwner,
): Promise<string | undefined> {
  const { owner } = lock;
  if (owner !== undefined && owner.host === self.host && owner.space === self.space)
    return (await isAlive(owner)) ? `process ${owner.pid}` : undefined;
  const untouchedMs = (await fileSystemNow(path)) - lock.touchedAtMs;
  if (untouchedMs >= STALE_MS) return undefined;
  return owner === undefined ? 'another run' : `process ${owner.pid} on ${owner.host}`;
}

function ownerIn(text: string): LockOwner | undefined {
  try {
    return ownerSchema.parse(JSON.parse(text));
  } catch {
    // Half written, or of another version: only its age says whether it lives.
    return undefined;
  }
}

async function isAlive({ pid, startedAt }: LockOwner): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (cause) {
    if (!hasCode(cause, 'EPERM')) return false;
  }
  return startedAt === '' || (await startOf(pid)) === startedAt;
}

/** The time as the lock's own file system counts it, which on a network drive is another machine's. */
async function fileSystemNow(path: string): Promise<number> {
  const probe = `${path}.now-${randomUUID()}`;
  const handle = await open(probe, 'wx', 0o600);
  try {
    return (await handle.stat()).mtimeMs;
  } finally {
    await handle.close();
    await rm(probe, { force: true });
  }
}

/**
 * Clock ticks from the start of the system to that of the process; only Linux gives them. A process that has ended
 * and was not waited for, as in a container without an init, keeps its number but has no start any more.
 */
async function startOf(pid: number): Promise<string> {
  const facts = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name of the program, in brackets, may hold anything; the start is the 20th field behind it.
  const [state = '', ...fields] = facts
    .slice(facts.lastIndexOf(')') + 1)
    .trim()
    .split(' ');
  return /^[ZX]$/.test(state) ? 'ended' : (fields[18] ?? '');
}

async function processSpace(): Promise<string> {
  const [start, space] = await Promise.all([
    readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => ''),
    readlink('/proc/self/ns/pid').catch(() => ''),
  ]);
  return `${start.trim()} ${space}`.trim();
}
