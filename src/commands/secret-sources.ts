import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createKeychain } from '../credentials/keychain.js';
import type { SecretSources } from '../credentials/resolve-secrets.js';

import type { CommandIo } from './io.js';
import { isSet } from './process-io.js';
import { promptSecret } from './prompt.js';
import type { AccountArgs } from './scan-args.js';

/** Where secrets can come from in this process: its variables, its files, the keychain, and the person at it. */
export function secretSources(
  args: Pick<AccountArgs, 'allowEnv'>,
  io: Pick<CommandIo, 'env' | 'cwd' | 'clock' | 'stdin' | 'stderr' | 'interactive'>,
): SecretSources {
  return {
    env: io.env,
    keychain: createKeychain(io.clock),
    ...(io.interactive ? { prompt: (question: string) => promptSecret(io, question) } : {}),
    ci: isSet(io.env.CI),
    allowEnv: args.allowEnv,
    readFile: (path) => readFile(resolve(io.cwd, path), 'utf8'),
    stat: (path) => stat(resolve(io.cwd, path)),
    hasModes: process.platform !== 'win32',
  };
}
