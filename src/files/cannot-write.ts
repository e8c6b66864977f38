import type { ErrorCode } from '../error-codes.js';
import { PcError } from '../errors.js';
import { printable } from '../text/printable.js';

/** Code of every {@link cannotWrite}. */
export const cannotWriteCode = 'cannot-write';

/** True for an error of the file system with the code, such as `EEXIST`. */
export function hasCode(cause: unknown, code: string): boolean {
  return codeOf(cause) === code;
}

/** True for the error of a file or folder that does not exist. */
export function isMissing(cause: unknown): boolean {
  return hasCode(cause, 'ENOENT');
}

/**
 * A file or folder that the system does not let this program write.
 * @param name - The path as the person named it, or what the file is, such as `The step summary`.
 */
export function cannotWrite(
  name: string,
  cause: unknown,
  next = 'Name another place with --report-dir or --out, or correct its permissions.',
): PcError {
  return fileError(`${printable(name)} cannot be written`, { cause, next, code: cannotWriteCode });
}

/** A file that exists and that the system does not let this program read. */
export function cannotRead(name: string, cause: unknown, next: string): PcError {
  return fileError(`${printable(name)} cannot be read`, { cause, next, code: 'cannot-read' });
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}

const reasons: Readonly<Record<string, string>> = {
  EISDIR: 'It is a folder.',
  ENOTDIR: 'A part of its path is a file, not a folder.',
  EEXIST: 'A part of its path is a file, not a folder.',
  EACCES: 'This user may not.',
  EPERM: 'This user may not.',
  EROFS: 'The disk is read-only.',
  ENOSPC: 'The disk is full.',
  ENXIO: 'Nothing reads from it.',
  EPIPE: 'Nothing reads from it any more.',
  ELOOP: 'Its symbolic links lead in a circle.',
};

interface FileErrorParts {
  readonly cause: unknown;
  readonly code: ErrorCode;
  readonly next: string;
}

function fileError(what: string, { cause, code, next }: FileErrorParts): PcError {
  const systemCode = codeOf(cause);
  const reason = reasons[systemCode];
  const message = cause instanceof Error ? cause.message : String(cause);
  const why = reason === undefined ? message : `${reason} (${systemCode})`;
  return new PcError(what, { kind: 'usage', code, why, next, cause });
}
