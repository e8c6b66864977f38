import { mkdir, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
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

const MOST_LINKS = 40;

/**
 * The path that a read or write would reach in the end, symbolic links resolved, also those that lead to nothing yet;
 * parts that do not exist stay as they are written.
 */
export async function finalPath(path: string, links = MOST_LINKS): Promise<string> {
  const full = resolve(path);
  try {
    return await realpath(full);
  } catch (cause) {
    if (!isMissing(cause) || links === 0) return full;
  }
  const parent = dirname(full);
  if (parent === full) return full;
  const inFolder = join(await finalPath(parent, links - 1), basename(full));
  // realpath fails on a link that leads to nothing, although a write would follow it.
  const target = await readlink(inFolder).catch(() => undefined);
  return target === undefined ? inFolder : finalPath(resolve(dirname(inFolder), target), links - 1);
}

/** Whether a path is one of the places or lies below one, symbolic links of both resolved. */
export async function liesBelow(path: string, places: readonly string[]): Promise<boolean> {
  const found = await finalPath(path);
  for (const place of places) {
    const way = relative(await finalPath(place), found);
    if (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)) return true;
  }
  return false;
}
