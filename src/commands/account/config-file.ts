import { MOST_CONFIG_BYTES } from '../../config/config-document.js';
import { findConfig } from '../../config/find-config.js';
import type { ConfigText } from '../../config/load-config.js';
import { PcError } from '../../errors.js';
import { readText } from '../../files/read-text.js';
import type { AccountArgs } from '../parser/scan-options.js';
import type { CommandIo } from '../process/io.js';
import { readStdin } from '../process/prompt.js';

/**
 * The config file of a command: the one that `--config` names, else the one in the working directory.
 * @returns undefined when there is none; flags may be enough.
 * @throws PcError of kind `usage` when it cannot be read, or standard input should be two things.
 */
export async function findConfigFile(
  { config, passwordStdin }: Pick<AccountArgs, 'config' | 'passwordStdin'>,
  io: Pick<CommandIo, 'cwd' | 'stdin'>,
): Promise<ConfigText | undefined> {
  if (config === '-' && passwordStdin)
    throw new PcError('Standard input cannot be the config and the password.', {
      kind: 'usage',
      code: 'flags-conflict',
      next: 'Name a file with --config, or set QUALYS_PASSWORD instead of --password-stdin.',
    });
  return findConfig({
    cwd: io.cwd,
    explicit: config,
    readFile: (path) => readText(path, { mostBytes: MOST_CONFIG_BYTES }),
    stdin: () => readStdin(io),
  });
}
