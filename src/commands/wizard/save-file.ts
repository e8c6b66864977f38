import { resolve } from 'node:path';
import { readConfigDocument } from '../../config/config-document.js';
import { holdsJobs, jobNames } from '../../config/jobs/merge-jobs.js';
import type { JobsFile } from '../../config/jobs/write-job.js';
import type { WrittenConfig } from '../../config/schema.js';
import { configTextFor } from '../../config/write-config-text.js';
import { planWrite } from '../../files/plan-write.js';
import { readIfThere } from '../../files/whole-file.js';
import { renewBlock } from '../../snippet/markers.js';
import type { SavedFile } from '../../wizard/services.js';
import type { CommandIo } from '../process/io.js';

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
  const plan = await planWrite({ path, cwd }, (before) =>
    before === undefined ? text : renewBlock(before, text),
  );
  if (plan.change === 'differs' && !overwrite) return { path, diff: changedLines(plan.diff(1)) };
  await plan.write({ executable: text.startsWith('#!') });
  return { path };
}

/**
 * Writes a config in the format that the path's ending names. In a file with several jobs it is one of them, and only
 * that one is written.
 */
export async function saveConfig(
  config: WrittenConfig,
  place: Omit<FileToSave, 'text'>,
  io: Pick<CommandIo, 'cwd'>,
): Promise<SavedFile> {
  const { path } = place;
  const format = path.toLowerCase().endsWith('.json') ? 'json' : 'yaml';
  const full = resolve(io.cwd, path);
  const file = { text: (await readIfThere(full).catch(() => undefined)) ?? '', format, path } as const;
  const jobs = jobsIn(file);
  if (jobs === undefined)
    return saveFile({ ...place, text: await configTextFor(config, { path: full, format }) }, io);
  const { writeJobOf } = await import('./save-job.js');
  const { name, text } = writeJobOf(config, { ...file, jobs });
  return { ...(await saveFile({ ...place, text }, io)), job: name };
}

/** Names of the jobs of a file with several; undefined of any other file. */
function jobsIn({ text, format, path }: JobsFile): readonly string[] | undefined {
  try {
    const { value } = readConfigDocument(text, format, path);
    return holdsJobs(value) ? jobNames(value) : undefined;
  } catch {
    return undefined;
  }
}

/** A diff without its four lines of header: the file's name is on the screen already. */
function changedLines(diff: string): string {
  return diff.split('\n').slice(4).join('\n');
}
