import { dirname, resolve } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { cannotRead } from './cannot-write.js';
import { makeFolder, readIfThere, writeWhole } from './whole-file.js';
import { writeTargetOf } from './write-target.js';

/** A file to write, as the person named it, and the folder from which its path counts. */
export interface PlannedTarget {
  readonly path: string;
  readonly cwd: string;
}

/** What writing a text to a file would do. */
export interface WritePlan {
  readonly change: 'new' | 'same' | 'differs';
  /**
   * Unified diff from the file's text to the planned one, its header included; not yet safe to print.
   * @param context - Unchanged lines around a change.
   */
  readonly diff: (context: number) => string;
  /**
   * Writes the text, whole or not at all, and the folders above it.
   * @param options - `executable`: a new file is runnable; one that exists keeps its permissions.
   * @throws PcError of kind `usage` when the system does not let it.
   */
  readonly write: (options: { readonly executable: boolean }) => Promise<void>;
}

const next = 'Name a file in a folder that can be written to.';

/**
 * Compares a file with the text that it should hold; nothing is written before {@link WritePlan.write}. A device, pipe
 * or socket holds nothing to compare.
 * @param textFor - The text, given what the file holds now; undefined when it does not exist.
 * @throws PcError of kind `usage` when the file exists and cannot be read.
 */
export async function planWrite(
  { path, cwd }: PlannedTarget,
  textFor: (before: string | undefined) => string,
): Promise<WritePlan> {
  const full = resolve(cwd, path);
  const before = await textAt(full).catch((cause: unknown) => {
    throw cannotRead(path, cause, next);
  });
  const after = textFor(before);
  return {
    change: before === undefined ? 'new' : before === after ? 'same' : 'differs',
    diff: (context) => diffOf(path, { before: before ?? '', after, context }),
    write: async ({ executable }) => {
      const words = { name: path, next };
      await makeFolder(dirname(full), words);
      await writeWhole(full, after, {
        ...words,
        mode: executable && before === undefined ? 0o755 : undefined,
      });
    },
  };
}

async function textAt(path: string): Promise<string | undefined> {
  const { kind } = await writeTargetOf(path);
  return kind === 'sink' ? undefined : readIfThere(path);
}

/** Two texts of a file, and how many unchanged lines are shown around a change. */
interface DiffInput {
  readonly before: string;
  readonly after: string;
  readonly context: number;
}

/** The unified diff of {@link WritePlan.diff}. */
export function diffOf(path: string, { before, after, context }: DiffInput): string {
  return createTwoFilesPatch(path, path, before, after, 'now', 'then', { context });
}
