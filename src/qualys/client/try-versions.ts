import type { PcError } from '../../errors.js';
import { refusesVersion, type VersionChoice } from '../api-versions.js';
import { type AnyEndpoint, type ApiVersions, knownVersions } from '../endpoint.js';
import type { CallLimits } from './client-options.js';
import type { EndpointQueue } from './endpoint-queue.js';
import type { Failure } from './failure.js';
import type { PreparedRequest } from './prepare-request.js';
import type { Incoming } from './take-answer.js';

/** The server seems not to know the version that was asked. */
export class VersionRefused extends Error {
  override readonly name = 'VersionRefused';
}

/**
 * Asks in one version after the other until the server knows one, and remembers it.
 * @param ask - sends the call; throws VersionRefused after a failure for which `goesOn` is true.
 */
export async function tryVersions<Input, Output>(
  choice: VersionChoice,
  { versioned: name, action, repeatable }: AnyEndpoint<Input, Output>,
  ask: (versions: ApiVersions, goesOn: (failure: Failure) => boolean) => Promise<Output>,
): Promise<Output> {
  if (name === undefined) return ask(knownVersions, () => false);
  const tries = choice.triesOf(name, action);
  for (const [index, version] of tries.entries()) {
    const isProven = choice.hasAnswered(name, action, version);
    const goesOn = (failure: Failure) =>
      index < tries.length - 1 && refusesVersion(failure, { isRead: repeatable, isProven });
    try {
      const value = await ask(choice.with(name, version), goesOn);
      choice.remember(name, action, version);
      return value;
    } catch (error) {
      if (!(error instanceof VersionRefused)) throw error;
    }
  }
  throw new VersionRefused();
}

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
