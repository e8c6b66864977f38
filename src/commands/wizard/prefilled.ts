import { loadConfig } from '../../config/load-config.js';
import type { Draft } from '../../wizard/draft.js';
import { draftFromConfig } from '../../wizard/draft-config.js';
import { findConfigFile } from '../account/config-file.js';
import type { CommandIo } from '../process/io.js';
import type { WizardArgs } from './world.js';

/** `--config FILE` only: a file that merely lies in the folder is not what was asked for. */
export async function readPrefilled(
  { config, flags = {} }: WizardArgs,
  io: CommandIo,
): Promise<Draft | undefined> {
  const file = await findConfigFile({ config, passwordStdin: false }, io);
  return file === undefined ? undefined : draftFromConfig(loadConfig({ file, flags }).written);
}
