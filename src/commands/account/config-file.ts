import { MOST_CONFIG_BYTES } from '../../config/document/config-document.js';
import { findConfig } from '../../config/find-config.js';
import type { ConfigText } from '../../config/load-config.js';
import { PcError } from '../../errors.js';
import { readText } from '../../files/read-text.js';
import type { AccountArgs } from '../parser/scan-args.js';
import type { CommandIo } from '../process/io.js';
import { readStdin } from '../process/prompt.js';

/**
 * The config file of a command: the one that `--config` names, else the one in the working directory.
 * @returns undefined when there is none; flags may be enough.
 * @throws PcError of kind `usage` when it cannot be read, or standard input should be two things.
 */
export async function findConfigFile(
  { config, overlays = [], passwordStdin }: Pick<AccountArgs, 'config' | 'overlays' | 'passwordStdin'>,
  io: Pick<CommandIo, 'cwd' | 'stdin'>,
): Promise<ConfigText | undefined> {
  const fromStdin = [config, ...overlays].filter((name) => name === '-').length;
  if (fromStdin > 1)
    throw new PcError('Standard input can be one config.', {
      kind: 'usage',
      code: 'flags-conflict',
      next: 'Give --config - once, and name files with the others.',
    });
  if (fromStdin > 0 && passwordStdin)
    throw new PcError('Standard input cannot be the config and the password.', {
      kind: 'usage',
      code: 'flags-conflict',
      next: 'Name a file with --config, or set QUALYS_PASSWORD instead of --password-stdin.',
    });
  const read = (explicit: string | undefined) =>
    findConfig({
      cwd: io.cwd,
      explicit,
      readFile: (path) => readText(path, { mostBytes: MOST_CONFIG_BYTES }),
      stdin: () => readStdin(io),
    });
  const file = await read(config);
  if (file === undefined || overlays.length === 0) return file;
  const over: ConfigText[] = [];
  for (const name of overlays) over.push(...[await read(name)].filter((one) => one !== undefined));
  return { ...file, overlays: over };
}
