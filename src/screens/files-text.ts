/** Reports that a person opens come first. */
const toOpen = /\.(html|md|txt)$/;

/** Written files in one line: a folder is named once, before the first of its files. */
export function filesText(files: readonly string[]): string {
  const ordered = [...files].sort((a, b) => Number(toOpen.test(b)) - Number(toOpen.test(a)));
  let folder = '';
  const names = ordered.map((file) => {
    const end = file.lastIndexOf('/') + 1;
    const isSame = file.slice(0, end) === folder;
    folder = file.slice(0, end);
    return isSame ? file.slice(end) : file;
  });
  return names.join(' · ');
}
