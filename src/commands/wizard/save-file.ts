import { resolve } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { writeConfigText } from '../../config/save-config.js';
import type { WrittenConfig } from '../../config/schema.js';
import { renewBlock } from '../../snippet/markers.js';
import type { SavedFile } from '../../wizard/services.js';
import type { CommandIo } from '../process/io.js';
import { readExisting, writeWhole } from '../process/text-file.js';

interface FileToSave {
  readonly text: string;
  readonly path: string;
  /** Writes even over a file with another content. */
  readonly overwrite: boolean;
}

/**
 * Writes a file, unless one with another content is there: its difference is then the answer, and nothing was written.
 * In a larger file that holds the marked block of an earlier snippet, that block alone is renewed. A script is runnable.
 * @throws PcError when the file cannot be read or written.
 */
export async function saveFile(
  { text, path, overwrite }: FileToSave,
  { cwd }: Pick<CommandIo, 'cwd'>,
): Promise<SavedFile> {
  const target = { path, full: resolve(cwd, path) };
  const before = await readExisting(target);
  const after = before === undefined ? text : renewBlock(before, text);
  if (before !== undefined && before !== after && !overwrite)
    return { path, diff: differenceOf(path, before, after) };
  await writeWhole(target, { text: after, executable: before === undefined && text.startsWith('#!') });
  return { path };
}

/** Writes a config in the format that the path's ending names. */
export function saveConfig(
  config: WrittenConfig,
  place: Omit<FileToSave, 'text'>,
  io: Pick<CommandIo, 'cwd'>,
): Promise<SavedFile> {
  const format = place.path.toLowerCase().endsWith('.json') ? 'json' : 'yaml';
  return saveFile({ ...place, text: writeConfigText(config, format) }, io);
}

/** Changed lines with one line around them; the file's name is on the screen already. */
function differenceOf(path: string, before: string, after: string): string {
  const patch = createTwoFilesPatch(path, path, before, after, '', '', { context: 1 });
  return patch.split('\n').slice(4).join('\n');
}
