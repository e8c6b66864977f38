import { loadConfig } from '../../config/load-config.js';
import type { Draft } from '../../wizard/draft.js';
import { draftFromConfig } from '../../wizard/draft-from-config.js';
import { findConfigFile } from '../config-file.js';
import type { CommandIo } from '../io.js';
import type { WizardArgs } from '../wizard.js';

/** `--config FILE` only: a file that merely lies in the folder is not what was asked for. */
export async function readPrefilled(
  { config, flags = {} }: WizardArgs,
  io: CommandIo,
): Promise<Draft | undefined> {
  const file = await findConfigFile({ config, passwordStdin: false }, io);
  return file === undefined ? undefined : draftFromConfig(loadConfig({ file, flags }).written);
}
