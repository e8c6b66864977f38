import { PcError } from '../../errors.js';

/** A file or folder of the run that the system does not let us write. */
export function cannotWrite(
  path: string,
  cause: unknown,
  next = 'Give another directory with --report-dir, or mend its permissions.',
): PcError {
  return new PcError(`${path} cannot be written`, {
    kind: 'usage',
    code: 'directory-not-writable',
    why: cause instanceof Error ? cause.message : String(cause),
    next,
    cause,
  });
}
