/** One word of a POSIX shell, whatever it holds; plain where no quote is needed. */
export function shellWord(value: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}

/** A command line of such words. */
export function shellCommand(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}
