import { refusesVersion, type VersionChoice } from '../api-versions.js';
import { type AnyEndpoint, type ApiVersions, knownVersions } from '../endpoint.js';
import type { Failure } from './failure.js';

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
