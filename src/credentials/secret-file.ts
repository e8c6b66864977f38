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
  /** Where a path ends, symbolic links resolved. */
  readonly realPath: (path: string) => Promise<string>;
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
      modeAdvice(await files.realPath(path).catch(() => path)),
    );
  const secret = (await files.readFile(path).catch(rethrow(shown))).replace(/\r?\n$/, '');
  if (secret === '') throw refused(`${shown} is empty`, 'Write the password into it.');
  return secret;
}

/** How the mode is set: of a mounted secret where it is mounted, as the file itself can only be read. */
function modeAdvice(realPath: string): string {
  // Kubernetes mounts a volume as a folder named by time, with links to its files.
  if (/\/\.\.\d{4}_[^/]*\//.test(realPath))
    return 'Kubernetes mounts it: set defaultMode: 0400 on the secret of the volume, or 0440 with fsGroup where this program runs as another user.';
  if (/^\/(?:var\/)?run\/secrets\//.test(realPath))
    return 'It is mounted by Docker or Podman: give the secret mode 0400 and the uid of this program there (mode=0400,uid=N).';
  return 'Run chmod 600 on it, or set its mode where it is mounted; change the password if it matters.';
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
