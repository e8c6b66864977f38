import { createTwoFilesPatch } from 'diff';
import { printable } from '../text/printable.js';

/** What writing would change in a file, as a unified diff that is safe to print. */
export function fileDiff(name: string, before: string, after: string): string {
  const patch = createTwoFilesPatch(name, name, before, after, 'now', 'then', { context: 3 });
  return patch
    .slice(patch.indexOf('---'))
    .split('\n')
    .map((line) => printable(line.replace(/\t/g, '    ')))
    .join('\n')
    .trimEnd();
}
