import { access } from 'node:fs/promises';
import { relative } from 'node:path';
import { resultFiles } from '../../workflow/results/result-files.js';
import type { RunDirectory } from '../../workflow/results/run-directory.js';
import type { CommandIo } from '../process/io.js';

/** The files of a run that a person may want to open, as paths from the working directory. */
export async function writtenFiles(
  directory: RunDirectory,
  { cwd }: Pick<CommandIo, 'cwd'>,
): Promise<readonly string[]> {
  const { previousResult, state, css, ...names } = resultFiles;
  const found: string[] = [];
  for (const name of Object.keys(names) as (keyof typeof names)[]) {
    const file = directory.file(name);
    await access(file).then(
      () => found.push(relative(cwd, file)),
      () => undefined,
    );
  }
  return found;
}
