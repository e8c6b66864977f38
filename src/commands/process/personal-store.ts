import { homedir } from 'node:os';
import { join } from 'node:path';
import type Conf from 'conf';
import { makeFolders } from '../../files/folders.js';
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

/**
 * The folder of the settings; undefined where conf knows it best.
 * @throws where the user has no home: neither HOME nor an entry among the system's users.
 */
function settingsFolder({ QUALYS_PC_HOME: own, XDG_CONFIG_HOME: xdg }: CommandIo['env']): string | undefined {
  if (own !== undefined && own !== '') return own;
  if (process.platform === 'win32' || process.platform === 'darwin') return undefined;
  return join(xdg === undefined || xdg === '' ? join(homedir(), '.config') : xdg, 'qualys-pc');
}

async function openConf(env: CommandIo['env']): Promise<Conf<Kept> | undefined> {
  try {
    const cwd = settingsFolder(env);
    // conf would make it in a way that never returns below /proc.
    if (cwd !== undefined) await makeFolders(cwd);
    // Loading conf throws already where there is no home.
    const { default: Store } = await import('conf');
    return new Store<Kept>({
      projectName: 'qualys-pc',
      projectSuffix: '',
      configName: 'personal',
      configFileMode: 0o600,
      clearInvalidConfig: true,
      ...(cwd === undefined ? {} : { cwd }),
    });
  } catch {
    // No home, or an unreadable or read-only one: this session remembers, the next one starts anew.
    return undefined;
  }
}

/** @param env - `QUALYS_PC_HOME` names the folder instead of the system's own for settings. */
export async function openPersonalStore({ env }: Pick<CommandIo, 'env'>): Promise<PersonalStore> {
  const memory: Kept = {};
  const conf = await openConf(env);
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
