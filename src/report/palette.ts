/** The few styles of text reports; without colour they leave the text as it is. */
export interface Palette {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly unsure: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly bold: (text: string) => string;
}

const plain = (text: string) => text;
const sgr = (open: number, close: number) => (text: string) =>
  text === '' ? '' : `\u001b[${open}m${text}\u001b[${close}m`;

/** Green, red and yellow for passed, failed and warning; the terminal's own colours. */
export function paletteOf(color: boolean): Palette {
  if (!color) return { good: plain, bad: plain, unsure: plain, dim: plain, bold: plain };
  return { good: sgr(32, 39), bad: sgr(31, 39), unsure: sgr(33, 39), dim: sgr(2, 22), bold: sgr(1, 22) };
}
