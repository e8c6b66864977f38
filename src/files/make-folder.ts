import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { hasCode, isMissing } from './cannot-write.js';

/**
 * Makes a folder and those above it, one by one. Node's own recursive way never returns where the system answers
 * ENOENT for a folder whose parent exists, as below /proc.
 * @throws the system's own error.
 */
export async function makeFolders(path: string): Promise<void> {
  const full = resolve(path);
  if (await isMade(full)) return;
  const parent = dirname(full);
  if (parent !== full) await makeFolders(parent);
  if (!(await isMade(full)))
    throw Object.assign(new Error(`no folder can be made at ${full}`), { code: 'EPERM' });
}

/** @returns false when a folder above it is missing. */
async function isMade(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (cause) {
    if (isMissing(cause)) return false;
    const isFolder = await stat(path).then(
      (facts) => facts.isDirectory(),
      () => false,
    );
    if (isFolder && (hasCode(cause, 'EEXIST') || dirname(path) === path)) return true;
    throw cause;
  }
}
