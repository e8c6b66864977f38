import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { PcError } from '../../errors.js';
import { printable } from '../../text/printable.js';

/** A file as the person named it, and where that is. */
export interface TextFile {
  readonly path: string;
  readonly full: string;
}

/** What a file holds; undefined when it is not there. @throws PcError when it cannot be read. */
export async function readExisting({ path, full }: TextFile): Promise<string | undefined> {
  try {
    return await readFile(full, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw unusable(path, error, 'read');
  }
}

interface Text {
  readonly text: string;
  /** True for a new script that should be runnable; a file that is there keeps its mode. */
  readonly executable: boolean;
}

/** Writes a text, whole or not at all, and the folders above it. @throws PcError when that cannot be. */
export async function writeWhole({ path, full }: TextFile, { text, executable }: Text): Promise<void> {
  try {
    await mkdir(dirname(full), { recursive: true });
    await writeFileAtomic(full, text, executable ? { mode: 0o755 } : {});
  } catch (error) {
    throw unusable(path, error, 'written');
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

const reasons: Readonly<Record<string, string>> = {
  EISDIR: 'It is a folder.',
  ENOTDIR: 'A part of its path is a file, not a folder.',
  EEXIST: 'A part of its path is a file, not a folder.',
  EACCES: 'This user may not.',
  EPERM: 'This user may not.',
  EROFS: 'The disk is read-only.',
  ENOSPC: 'The disk is full.',
};

function unusable(path: string, error: unknown, doing: 'read' | 'written'): PcError {
  const code = codeOf(error);
  const reason = reasons[code];
  return new PcError(`${printable(path)} cannot be ${doing}`, {
    kind: 'usage',
    code: 'output-unwritable',
    why:
      reason !== undefined ? `${reason} (${code})` : error instanceof Error ? error.message : String(error),
    next: 'Name a file in a folder that can be written to.',
    cause: error,
  });
}
