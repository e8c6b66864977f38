import { PcError } from '../../errors.js';

/**
 * Says which wish Qualys refused when its answer only says that a value is wrong; any other error stays as it is.
 * Qualys' own code and text remain the reason.
 */
export function named(cause: unknown, code: string, what: string, next: string): unknown {
  if (!(cause instanceof PcError) || cause.code !== 'invalid-value') return cause;
  return new PcError(what, { kind: cause.kind, code, why: cause.why, next, cause });
}
