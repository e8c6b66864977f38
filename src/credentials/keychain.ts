import type { Clock } from '../clock.js';
import { PcError } from '../errors.js';
import { KEYCHAIN_SERVICE } from './accounts.js';
import type { KeytarModule } from './keychain-process.js';

/**
 * This program's entries in the operating system's keychain. Every method throws PcError with code
 * `keychain-unavailable` where there is none, as on most build agents; see {@link isKeychainUnavailable}.
 */
export interface Keychain {
  /** Accounts of the entries, without their secrets. */
  readonly list: () => Promise<string[]>;
  readonly get: (account: string) => Promise<string | undefined>;
  readonly set: (account: string, secret: string) => Promise<void>;
  /** @returns whether there was one. */
  readonly remove: (account: string) => Promise<boolean>;
}

/** For the first call: where there is no keychain it may never be answered. */
const PROBE_LIMIT_MS = 3_000;
/** For every later call: long enough for a person to unlock the keychain, where there is one. */
const ANSWER_LIMIT_MS = { attended: 60_000, unattended: 10_000 } as const;
const unavailable = 'keychain-unavailable';

/** Whether an error means that this machine has no keychain to use. */
export function isKeychainUnavailable(error: unknown): error is PcError {
  return error instanceof PcError && error.code === unavailable;
}

function unavailableError(why: string, cause?: unknown): PcError {
  return new PcError('The keychain of this computer cannot be used', {
    kind: 'usage',
    code: unavailable,
    why,
    next: 'Keep the secret in a variable (env:NAME) or in a file that only you can read (file:PATH).',
    cause,
  });
}

async function loadKeytar(): Promise<KeytarModule> {
  try {
    const { keytarInProcess } = await import('./keychain-process.js');
    return keytarInProcess();
  } catch (error) {
    if (!isModuleMissing(error)) throw error;
    throw unavailableError(
      'The keychain part is not installed: the optional package keytar was left out, or has no build for this platform.',
      error,
    );
  }
}

function isModuleMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND';
}

async function within<T>(
  limitMs: number,
  { clock, giveUp }: { readonly clock: Clock; readonly giveUp: () => void },
  work: Promise<T>,
): Promise<T> {
  const timer = new AbortController();
  const late = clock.sleep(limitMs, timer.signal).then(
    () => {
      giveUp();
      throw unavailableError(`It did not answer within ${limitMs / 1_000} seconds.`);
    },
    // Aborted below, once the work has answered.
    () => new Promise<never>(() => undefined),
  );
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
  }
}

/** Whose time a keychain may take. */
export interface KeychainUser {
  readonly clock: Clock;
  /** Whether a person sits there who can unlock it. */
  readonly interactive: boolean;
}

/**
 * The keychain. The native module is looked for and probed at the first call, not here.
 * @param load - gives the native module; a test passes its own.
 */
export function createKeychain(
  { clock, interactive }: KeychainUser,
  load: () => Promise<KeytarModule> = loadKeytar,
): Keychain {
  const answerMs = ANSWER_LIMIT_MS[interactive ? 'attended' : 'unattended'];
  let probed: Promise<KeytarModule> | undefined;
  let loaded: KeytarModule | undefined;
  const giveUp = () => loaded?.end?.();

  async function probe(): Promise<KeytarModule> {
    const keytar = await load();
    loaded = keytar;
    // Reading an entry that does not exist makes no keychain ask for its password.
    await keytar.getPassword(KEYCHAIN_SERVICE, 'probe');
    return keytar;
  }

  async function ask<T>(question: (keytar: KeytarModule) => Promise<T>): Promise<T> {
    try {
      probed ??= within(PROBE_LIMIT_MS, { clock, giveUp }, probe());
      const keytar = await probed;
      return await within(answerMs, { clock, giveUp }, question(keytar));
    } catch (error) {
      if (error instanceof PcError) throw error;
      throw unavailableError(error instanceof Error ? error.message : String(error), error);
    }
  }

  return {
    list: () =>
      ask(async (keytar) => {
        const entries = await keytar.findCredentials(KEYCHAIN_SERVICE);
        return entries.map(({ account }) => account).sort();
      }),
    get: (account) =>
      ask(async (keytar) => (await keytar.getPassword(KEYCHAIN_SERVICE, account)) ?? undefined),
    set: (account, secret) => ask((keytar) => keytar.setPassword(KEYCHAIN_SERVICE, account, secret)),
    remove: (account) => ask((keytar) => keytar.deletePassword(KEYCHAIN_SERVICE, account)),
  };
}
