import { widthOf } from '../../ui/fit.js';

/** Reports that a person opens come first. */
const toOpen = /\.(html|md|txt)$/;
const between = ' · ';

/** Written files in one line: a folder is named once, before the first of its files; what finds no room is counted. */
export function filesText(files: readonly string[], columns = Number.POSITIVE_INFINITY): string {
  const ordered = [...files].sort((a, b) => Number(toOpen.test(b)) - Number(toOpen.test(a)));
  let folder = '';
  const names = ordered.map((file) => {
    const end = file.lastIndexOf('/') + 1;
    const isSame = file.slice(0, end) === folder;
    folder = file.slice(0, end);
    return isSame ? file.slice(end) : file;
  });
  for (let shown = names.length; shown > 0; shown -= 1) {
    const left = names.length - shown;
    const text = [...names.slice(0, shown), ...(left === 0 ? [] : [`${left} more`])].join(between);
    if (widthOf(text) <= columns || shown === 1) return text;
  }
  return '';
}
