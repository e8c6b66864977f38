/** A text with exactly one full stop at its end, so that another sentence can follow. */
export function sentence(text: string): string {
  return `${text.trimEnd().replace(/\.+$/, '')}.`;
}
