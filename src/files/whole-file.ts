import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import writeFileAtomic from 'write-file-atomic';
import { cannotWrite, isMissing } from './cannot-write.js';
import { makeFolders } from './folders.js';
import { readText } from './read-text.js';
import { writeTargetOf } from './write-target.js';

const CHUNK_CHARACTERS = 1 << 16;
/** Bytes gathered before they are written. */
const BUFFER_BYTES = 1 << 19;

/** How an error names a file, where that is not its path. */
export interface FileWords {
  readonly name?: string | undefined;
  readonly next?: string | undefined;
}

/**
 * What a text file holds; undefined when it does not exist. Rejects as {@link readText} does when it cannot be read,
 * as what that means differs from file to file.
 */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readText(path);
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw cause;
  }
}

/** Makes a folder and those above it. @throws PcError of kind `usage` when that cannot be. */
export async function makeFolder(path: string, { name = path, next }: FileWords = {}): Promise<void> {
  try {
    await makeFolders(path);
  } catch (cause) {
    throw cannotWrite(name, cause, next);
  }
}

export interface WriteOptions extends FileWords {
  /** Permissions; without, those of the file in its place, else the system's for a new file. */
  readonly mode?: number | undefined;
}

/**
 * Writes a text, whole or not at all, into a folder that exists; a device, pipe or socket is written to.
 * @throws PcError of kind `usage` when the system does not let it.
 */
export async function writeWhole(
  path: string,
  text: string,
  { mode, name = path, next }: WriteOptions = {},
): Promise<void> {
  try {
    const target = await writeTargetOf(path);
    if (target.kind === 'sink') await pipeline([text], await target.open());
    else await writeFileAtomic(target.path, text, mode === undefined ? {} : { mode });
  } catch (cause) {
    throw cannotWrite(name, cause, next);
  }
}

/**
 * Writes pieces of a text as they come, and the folders above: to a file beside its place first, then moved there; a
 * device, pipe or socket is written to.
 * @throws PcError of kind `usage` when the system does not let it; an error of the pieces as it is.
 */
export async function streamWhole(path: string, pieces: AsyncIterable<string>): Promise<void> {
  let partial: string | undefined;
  try {
    await makeFolders(dirname(path));
    const target = await writeTargetOf(path);
    if (target.kind === 'sink') return await pipeline(Readable.from(chunksOf(pieces)), await target.open());
    partial = partialOf(target.path);
    const handle = await openPartial(partial);
    try {
      await writePieces(handle, pieces);
    } finally {
      await handle.close();
    }
    await rename(partial, target.path);
  } catch (cause) {
    if (partial !== undefined) await rm(partial, { force: true }).catch(() => undefined);
    throw isSystemError(cause) ? cannotWrite(path, cause) : cause;
  }
}

/** Where a file is written before it is moved to its place. */
export function partialOf(path: string): string {
  return `${path}.partial`;
}

/**
 * Opens a new file to be moved to its place later. What stands there is removed first and never followed or opened: a
 * pull request may bring a link there that leads out of the workspace, or a pipe.
 */
export async function openPartial(partial: string): Promise<FileHandle> {
  await rm(partial, { force: true });
  return open(partial, 'wx');
}

/** Pieces gathered into chunks of at least 64 Ki characters, so that a row is not a write of its own. */
export async function* chunksOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for await (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

/** Writes pieces by way of one buffer: a buffer for each chunk would have to be asked of the system each time. */
async function writePieces(handle: FileHandle, pieces: AsyncIterable<string>): Promise<void> {
  const buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  let end = 0;
  const flush = async () => {
    await handle.writeFile(buffer.subarray(0, end));
    end = 0;
  };
  for await (const piece of pieces) {
    // A UTF-16 unit takes at most three bytes.
    const mostBytes = piece.length * 3;
    if (end + mostBytes > buffer.length) await flush();
    if (mostBytes > buffer.length) await handle.writeFile(piece);
    else end += buffer.write(piece, end);
  }
  await flush();
}

function isSystemError(cause: unknown): boolean {
  return cause instanceof Error && 'syscall' in cause;
}
