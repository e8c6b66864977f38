import type { ErrorCode, ReasonCode } from '../../error-codes.js';
import type { Reason } from '../results/result.js';

/** A reason that this program gives; one that is read from a file may be of another version. */
export interface GivenReason extends Reason {
  code: ErrorCode | ReasonCode;
}
