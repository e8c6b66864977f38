/** Lines at an indentation. */
export function indented(lines: readonly string[], indent: number): string {
  const margin = ' '.repeat(indent);
  return lines.map((line) => (line === '' ? '' : margin + line)).join('\n');
}
