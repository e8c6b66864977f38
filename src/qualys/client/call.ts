import type { PcError } from '../../errors.js';
import type { CallLimits } from './client-options.js';
import type { EndpointQueue } from './endpoint-queue.js';
import type { Failure } from './failure.js';
import type { PreparedRequest } from './prepare-request.js';
import type { Incoming } from './take-answer.js';

/** A call on its way through queue, login and retries. */
export interface Call<Output> {
  readonly request: PreparedRequest;
  readonly purpose: string;
  readonly repeatable: boolean;
  readonly limits: CallLimits;
  readonly take: (incoming: Incoming) => Promise<Output>;
  /** Whether the next version is to be tried after the failure. */
  readonly goesOn: (failure: Failure) => boolean;
}

/** One sending of a call. */
export interface Turn {
  readonly attempt: number;
  readonly queue: EndpointQueue;
  /** Whether another token may be got for it. */
  readonly mayRenew: boolean;
}

/** A sending that brought no result. */
export interface Broken {
  readonly failure: Failure;
  readonly error: PcError;
  /** The login's token was old, and there is another one now. */
  readonly renewed: boolean;
}
