import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PcError } from '../errors.js';

/** Where the spool stood; rows added since can be taken back. */
export interface SpoolMark {
  readonly blocks: number;
  readonly bytes: number;
}

interface SpoolFile {
  readonly handle: FileHandle;
  readonly remove: () => Promise<void>;
}

/** Bytes kept in memory before a file is opened: about 100,000 rows. */
const memoryBytes = 4 * 1024 * 1024;
/** Bytes that go to the file, or come from it, at once. */
const pieceBytes = 256 * 1024;

/**
 * Holds text blocks in the order they came: in memory up to a bound, then in a temporary file that only this user
 * can read. The file is gone as soon as it is removed, or when the process ends, however it ends.
 */
export class RowSpool {
  readonly #directory: string;
  readonly #memoryBytes: number;
  readonly #lengths: number[] = [];
  #memory: Buffer[] = [];
  #bytes = 0;
  #written = 0;
  #file: SpoolFile | undefined;

  constructor(directory: string | undefined, limit: { readonly memoryBytes: number } = { memoryBytes }) {
    this.#directory = directory ?? tmpdir();
    this.#memoryBytes = limit.memoryBytes;
  }

  add(block: string | Buffer): void {
    const buffer = typeof block === 'string' ? Buffer.from(block, 'utf8') : block;
    this.#memory.push(buffer);
    this.#lengths.push(buffer.length);
    this.#bytes += buffer.length;
  }

  /** Moves what exceeds the memory into the file. @throws PcError when the disk does not take it. */
  async settle(): Promise<void> {
    const waiting = this.#bytes - this.#written;
    if (waiting <= (this.#file === undefined ? this.#memoryBytes : pieceBytes)) return;
    try {
      this.#file ??= await this.#open();
      await writeFully(this.#file.handle, Buffer.concat(this.#memory), this.#written);
    } catch (error) {
      throw new PcError(`The rows of the posture cannot be kept in ${this.#directory}.`, {
        kind: 'inconclusive',
        code: 'spool-failed',
        why: (error as Error).message,
        next: 'Make room there, or point TMPDIR at a folder that has some; then run again.',
      });
    }
    this.#memory = [];
    this.#written = this.#bytes;
  }

  mark(): SpoolMark {
    return { blocks: this.#lengths.length, bytes: this.#bytes };
  }

  /** Removes the rows added after the mark, for a document that was cut off. */
  rollBack({ blocks, bytes }: SpoolMark): void {
    while (this.#memory.length > 0 && this.#lengths.length > blocks) {
      this.#memory.pop();
      this.#lengths.pop();
    }
    this.#lengths.length = blocks;
    this.#bytes = bytes;
    // What the file holds beyond the mark is overwritten by the next blocks.
    this.#written = Math.min(this.#written, bytes);
  }

  /** The blocks in their order. */
  async *blocks(): AsyncGenerator<string> {
    const ahead = { buffer: Buffer.alloc(0), from: 0 };
    let position = 0;
    let inMemory = 0;
    for (const length of this.#lengths) {
      if (position < this.#written && this.#file !== undefined) {
        if (position + length > ahead.from + ahead.buffer.length) {
          const left = this.#written - position;
          ahead.buffer = Buffer.allocUnsafe(Math.min(left, Math.max(pieceBytes, length)));
          ahead.from = position;
          await readFully(this.#file.handle, ahead.buffer, position);
        }
        const start = position - ahead.from;
        yield ahead.buffer.toString('utf8', start, start + length);
      } else {
        yield this.#memory[inMemory]?.toString('utf8') ?? '';
        inMemory += 1;
      }
      position += length;
    }
  }

  /** Gives memory and file back; safe to call twice. */
  async remove(): Promise<void> {
    this.#memory = [];
    this.#lengths.length = 0;
    this.#bytes = 0;
    this.#written = 0;
    const file = this.#file;
    this.#file = undefined;
    await file?.remove();
  }

  async #open(): Promise<SpoolFile> {
    const folder = await mkdtemp(join(this.#directory, 'qualys-pc-'));
    const removeFolder = () => rm(folder, { recursive: true, force: true });
    try {
      const handle = await open(join(folder, 'rows'), 'wx+', 0o600);
      // POSIX allows removing an open file: the name is removed now, so a killed process leaves no file.
      await removeFolder().catch(() => undefined);
      return {
        handle,
        remove: async () => {
          await handle.close();
          await removeFolder();
        },
      };
    } catch (error) {
      await removeFolder();
      throw error;
    }
  }
}

/** A full disk takes a part without an error; the rest must not be missing silently. */
async function writeFully(handle: FileHandle, buffer: Buffer, position: number): Promise<void> {
  for (let done = 0; done < buffer.length; ) {
    const { bytesWritten } = await handle.write(buffer, done, buffer.length - done, position + done);
    done += bytesWritten;
  }
}

async function readFully(handle: FileHandle, buffer: Buffer, position: number): Promise<void> {
  for (let done = 0; done < buffer.length; ) {
    const { bytesRead } = await handle.read(buffer, done, buffer.length - done, position + done);
    if (bytesRead === 0)
      throw new Error('the temporary file of the posture rows is shorter than it was written');
    done += bytesRead;
  }
}
