import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import writeFileAtomic from 'write-file-atomic';
import { PcError } from '../../errors.js';
import { renewBlock } from '../../snippet/markers.js';
import type { SavedFile } from '../../wizard/services.js';
import type { CommandIo } from '../io.js';

interface FileToSave {
  readonly text: string;
  readonly path: string;
  /** Writes even over a file with another content. */
  readonly overwrite: boolean;
}

/**
 * Writes a file, unless one with another content is there: its difference is then the answer, and nothing was written.
 * In a larger file that holds the marked block of an earlier snippet, that block alone is renewed.
 */
export async function saveFile(
  { text, path, overwrite }: FileToSave,
  { cwd }: Pick<CommandIo, 'cwd'>,
): Promise<SavedFile> {
  const target = resolve(cwd, path);
  try {
    const before = await readFile(target, 'utf8').catch(ignoreMissing);
    const after = before === undefined ? text : renewBlock(before, text);
    if (before !== undefined && before !== after && !overwrite)
      return { path, diff: differenceOf(path, before, after) };
    await writeFileAtomic(target, after);
    return { path };
  } catch (cause) {
    if (cause instanceof PcError) throw cause;
    throw new PcError(`${path} cannot be written`, {
      kind: 'usage',
      code: 'file-not-writable',
      why: cause instanceof Error ? cause.message : String(cause),
      next: 'Give another path, or mend its permissions.',
      cause,
    });
  }
}

function ignoreMissing(cause: unknown): undefined {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
  throw cause;
}

/** Changed lines with one line around them; the file's name is on the screen already. */
function differenceOf(path: string, before: string, after: string): string {
  const patch = createTwoFilesPatch(path, path, before, after, '', '', { context: 1 });
  return patch.split('\n').slice(4).join('\n');
}
