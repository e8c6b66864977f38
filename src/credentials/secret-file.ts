import { PcError } from '../errors.js';
import { printable } from '../text/printable.js';

/** Access to the file system, from the caller. */
export interface SecretFiles {
  readonly readFile: (path: string) => Promise<string>;
  readonly stat: (path: string) => Promise<{
    readonly mode: number;
    readonly size: number;
    readonly isFile: () => boolean;
  }>;
  /** False on Windows, where a mode says nothing about who may read. */
  readonly hasModes: boolean;
}

/** A larger file is taken for something else than a password. */
const MOST_BYTES = 65_536;
const READABLE_BY_OTHERS = 0o004;

/**
 * The secret in a file, without one line end at its end.
 * @throws PcError of kind `usage` when the file is missing, empty, no plain file, or readable by everybody.
 */
export async function readSecretFile(path: string, files: SecretFiles): Promise<string> {
  const shown = printable(path);
  const { mode, size, isFile } = await statOf(path, files);
  if (!isFile || size > MOST_BYTES)
    throw refused(`${shown} is not a file that holds one secret`, 'Name a file with the password alone.');
  if (files.hasModes && (mode & READABLE_BY_OTHERS) !== 0)
    throw refused(
      `${shown} can be read by every user of this machine`,
      `Run chmod 600 on it, and change the password if it matters.`,
    );
  const secret = (await files.readFile(path).catch(rethrow(shown))).replace(/\r?\n$/, '');
  if (secret === '') throw refused(`${shown} is empty`, 'Write the password into it.');
  return secret;
}

async function statOf(path: string, files: SecretFiles) {
  const stat = await files.stat(path).catch(rethrow(printable(path)));
  return { mode: stat.mode, size: stat.size, isFile: stat.isFile() };
}

function rethrow(shown: string): (error: unknown) => never {
  return (error) => {
    throw refused(
      `The secret's file ${shown} cannot be read`,
      'Check the path, and who may read it.',
      error instanceof Error ? error : undefined,
    );
  };
}

function refused(what: string, next: string, cause?: Error): PcError {
  return new PcError(what, {
    kind: 'usage',
    code: 'secret-file-refused',
    why: cause === undefined ? undefined : printable(cause.message),
    next,
    cause,
  });
}
