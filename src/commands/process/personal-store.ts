import Conf from 'conf';
import type { CommandIo } from './io.js';

/** What is kept for a person between sessions; never a secret among it. */
interface Kept extends Record<string, unknown> {
  draft?: unknown;
  /** Answers of the scan that was launched last. */
  launched?: unknown;
  recentAccounts?: unknown;
  durations?: unknown;
}

/** Personal settings, drafts and memories of this machine. It never stops the program: what cannot be kept is forgotten. */
export interface PersonalStore {
  readonly get: (key: keyof Kept & string) => unknown;
  /** @returns false when it could not be kept. */
  readonly set: (key: keyof Kept & string, value: unknown) => boolean;
}

/** @param env - `QUALYS_PC_HOME` names the folder instead of the system's own for settings. */
export function openPersonalStore({ env }: Pick<CommandIo, 'env'>): PersonalStore {
  const home = env.QUALYS_PC_HOME;
  const memory: Kept = {};
  let conf: Conf<Kept> | undefined;
  try {
    conf = new Conf<Kept>({
      projectName: 'qualys-pc',
      projectSuffix: '',
      configName: 'personal',
      configFileMode: 0o600,
      clearInvalidConfig: true,
      ...(home === undefined || home === '' ? {} : { cwd: home }),
    });
  } catch {
    // An unreadable or read-only home: this session remembers, the next one starts anew.
  }
  return {
    get: (key) => {
      try {
        return conf?.get(key) ?? memory[key];
      } catch {
        return memory[key];
      }
    },
    set: (key, value) => {
      memory[key] = value;
      try {
        if (value === undefined) conf?.delete(key);
        else conf?.set(key, value);
        return conf !== undefined;
      } catch {
        return false;
      }
    },
  };
}
