import { constants, createWriteStream, type WriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import type { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasCode, isMissing } from './cannot-write.js';
import { finalPath } from './folders.js';

/** How long a pipe may have no reader before it is given up. */
const READER_LIMIT_MS = 5_000;
const READER_CHECK_MS = 50;

/** Where the bytes for a path go. */
export type WriteTarget =
  /** A regular file, or none yet: written beside `path`, then moved there. Links of the path are resolved. */
  | { readonly kind: 'file'; readonly path: string }
  /** A device, pipe or socket: written to, never replaced. */
  | { readonly kind: 'sink'; readonly open: () => Promise<Writable> };

/** What stands at a path; a folder counts as a file, as its writing fails by itself. */
export async function writeTargetOf(path: string): Promise<WriteTarget> {
  const facts = await stat(path).catch((cause: unknown) => {
    if (isMissing(cause) || hasCode(cause, 'ENOTDIR')) return undefined;
    throw cause;
  });
  if (facts === undefined || facts.isFile() || facts.isDirectory())
    return { kind: 'file', path: await finalPath(path) };
  if (facts.isSocket()) return { kind: 'sink', open: async () => connectTo(path) };
  return { kind: 'sink', open: () => (facts.isFIFO() ? openPipe(path) : openDevice(path)) };
}

function connectTo(path: string): Promise<Writable> {
  return new Promise((resolve, reject) => {
    const socket = connect(path, () => resolve(socket));
    socket.once('error', reject);
  });
}

async function openDevice(path: string): Promise<WriteStream> {
  const handle = await open(path, constants.O_WRONLY);
  return createWriteStream(path, { fd: handle });
}

/** Opens a pipe once it has a reader. A blocking open could be ended by no signal. */
async function openPipe(path: string): Promise<WriteStream> {
  for (let waitedMs = 0; ; waitedMs += READER_CHECK_MS) {
    try {
      const probe = await open(path, constants.O_WRONLY | (constants.O_NONBLOCK ?? 0));
      try {
        return await openDevice(path);
      } finally {
        await probe.close();
      }
    } catch (cause) {
      if (!hasCode(cause, 'ENXIO') || waitedMs >= READER_LIMIT_MS) throw cause;
      await sleep(READER_CHECK_MS);
    }
  }
}
