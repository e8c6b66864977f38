import { defaultConfigPath } from '../../../config/names.js';
import type { WrittenConfig } from '../../../config/schema.js';
import { requiredEnvironment } from '../../../wizard/draft-config.js';
import type { SavedFile } from '../../../wizard/services.js';
import type { LineContext } from './line-context.js';
import { sayError } from './read-list.js';
import { askText, askYesNo, back, kept } from './talk.js';

/** Asks for a path and writes; a file that is there and differs is read out as its difference first. */
export async function saveAs(
  context: LineContext,
  proposed: string,
  save: (path: string, overwrite: boolean) => Promise<SavedFile>,
): Promise<SavedFile | undefined> {
  const { terminal } = context;
  for (;;) {
    const typed = await askText(terminal, { label: 'File', now: proposed });
    if (typed === back) return undefined;
    const path = typed === kept ? proposed : typed;
    try {
      const saved = await save(path, false);
      const { diff } = saved;
      if (diff === undefined) return saved;
      terminal.say(
        'The file is there already. What would change:',
        ...diff.trimEnd().split('\n').map(changeLine),
      );
      if ((await askYesNo(terminal, { label: 'Overwrite it', now: false })) !== true) continue;
      return await save(path, true);
    } catch (thrown) {
      sayError(context, thrown);
    }
  }
}

/** Writes the answers as a config file. @returns undefined when nothing was written. */
export function writeConfig(
  context: LineContext,
  config: WrittenConfig,
  path = defaultConfigPath,
): Promise<SavedFile | undefined> {
  const variables = requiredEnvironment(config);
  context.terminal.say('Save the config. It holds no secret.');
  if (variables.length > 0) context.terminal.say(`A pipeline must set ${variables.join(', ')}.`);
  return saveAs(context, path, (target, overwrite) => context.services.saveConfig(config, target, overwrite));
}

/** Signs at the beginning of a line are easily missed when they are read aloud. */
function changeLine(line: string): string {
  if (line.startsWith('+')) return `added: ${line.slice(1).trim()}`;
  if (line.startsWith('-')) return `removed: ${line.slice(1).trim()}`;
  return `as before: ${line.trim()}`;
}
