import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReportFormatName } from '../config/names.js';
import { PcError } from '../errors.js';
import { reportFormatFiles } from './formats.js';
import type { ReportInput } from './report-input.js';

const CHUNK_CHARACTERS = 1 << 16;

/**
 * Writes the files of the formats into a directory; each one appears whole or not at all.
 * @returns The paths written, in the order of the formats.
 * @throws PcError of kind `usage` when the directory cannot be written.
 */
export async function writeReports(
  input: ReportInput,
  { directory, formats }: { readonly directory: string; readonly formats: readonly ReportFormatName[] },
): Promise<string[]> {
  const written: string[] = [];
  for (const format of new Set(formats)) {
    for (const { name, render } of reportFormatFiles[format]) {
      const path = join(directory, name);
      await writeReport(path, render(input));
      written.push(path);
    }
  }
  return written;
}

/** Streams one report to its place: beside it first, then moved there. */
export async function writeReport(path: string, pieces: AsyncIterable<string>): Promise<void> {
  const partial = `${path}.partial`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await pipeline(Readable.from(chunks(pieces)), createWriteStream(partial, { encoding: 'utf8' }));
    await rename(partial, path);
  } catch (cause) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw isFileError(cause) ? cannotWrite(path, cause) : cause;
  }
}

/** Pieces gathered into chunks, so that a row is not a write of its own. */
export async function* chunks(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for await (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

function isFileError(cause: unknown): cause is NodeJS.ErrnoException {
  return cause instanceof Error && 'syscall' in cause;
}

function cannotWrite(path: string, cause: Error): PcError {
  return new PcError(`${path} cannot be written.`, {
    kind: 'usage',
    code: 'report-not-writable',
    why: cause.message,
    next: 'Give another place, or mend its permissions.',
    cause,
  });
}
