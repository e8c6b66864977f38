import type { IBufferCell, Terminal } from '@xterm/headless';

const cellWidth = 8.4;
const lineHeight = 19;
const fontSize = 14;
const margin = 16;
const titleHeight = 28;

/** The sixteen colours, for dark and for light pages. */
const dark = [
  ...['#484f58', '#ff7b72', '#3fb950', '#d29922', '#58a6ff', '#bc8cff', '#39c5cf', '#b1bac4'],
  ...['#6e7681', '#ffa198', '#56d364', '#e3b341', '#79c0ff', '#d2a8ff', '#56d4dd', '#f0f6fc'],
];
const light = [
  ...['#24292f', '#cf222e', '#116329', '#7d4e00', '#0969da', '#8250df', '#1b7c83', '#6e7781'],
  ...['#57606a', '#a40e26', '#1a7f37', '#633c01', '#218bff', '#a475f9', '#3192aa', '#8c959f'],
];
const page = {
  dark: { back: '#0d1117', fore: '#e6edf3', line: '#30363d' },
  light: { back: '#ffffff', fore: '#1f2328', line: '#d0d7de' },
};

/** Cells in one style, side by side. */
interface Run {
  readonly column: number;
  readonly width: number;
  readonly text: string;
  readonly style: string;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeXml = (text: string) => text.replace(/[&<>"]/g, (letter) => escapes[letter] ?? letter);

/** A colour of the 256 beyond the first sixteen, or a 24-bit one. */
function fixedColour(value: number, isPalette: boolean): string {
  if (!isPalette) return `#${value.toString(16).padStart(6, '0')}`;
  if (value >= 232) return `#${(8 + (value - 232) * 10).toString(16).padStart(2, '0').repeat(3)}`;
  const level = (step: number) => (step === 0 ? 0 : 55 + step * 40);
  const cube = value - 16;
  const parts = [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6];
  return `#${parts.map((step) => level(step).toString(16).padStart(2, '0')).join('')}`;
}

/** A style as SVG attributes; the same text means the same style. */
function styleOf(cell: IBufferCell): string {
  const classes: string[] = [];
  const attributes: string[] = [];
  if (cell.isFgPalette() && cell.getFgColor() < 16) classes.push(`c${cell.getFgColor()}`);
  else if (!cell.isFgDefault())
    attributes.push(`fill="${fixedColour(cell.getFgColor(), cell.isFgPalette())}"`);
  else classes.push('f');
  if (cell.isBold()) classes.push('b');
  if (cell.isDim()) classes.push('d');
  if (cell.isUnderline()) classes.push('u');
  if (cell.isInverse()) classes.push('i');
  return [`class="${classes.join(' ')}"`, ...attributes].join(' ');
}

function lineRuns(terminal: Terminal, row: number): Run[] {
  const line = terminal.buffer.active.getLine(row);
  const runs: Run[] = [];
  for (let column = 0; line !== undefined && column < terminal.cols; column++) {
    const cell = line.getCell(column);
    if (cell === undefined || cell.getWidth() === 0) continue;
    const text = cell.getChars() === '' ? ' ' : cell.getChars();
    const style = styleOf(cell);
    const last = runs.at(-1);
    const joins = last?.style === style && cell.getWidth() === 1 && last.column + last.width === column;
    if (joins) runs[runs.length - 1] = { ...last, width: last.width + 1, text: last.text + text };
    else runs.push({ column, width: cell.getWidth(), text, style });
  }
  return runs.filter(({ text, style }) => text.trim() !== '' || isInverse(style)).map(withoutTail);
}

const isInverse = (style: string) => /\bi\b/.test(style);

/** Spaces at the end show only where they have a background. */
function withoutTail(run: Run): Run {
  if (isInverse(run.style)) return run;
  const text = run.text.trimEnd();
  return { ...run, text, width: run.width - (run.text.length - text.length) };
}

function runSvg({ column, width, text, style }: Run, top: number): string {
  const left = margin + column * cellWidth;
  const length = (width * cellWidth).toFixed(1);
  const box = `x="${left.toFixed(1)}" y="${top}" width="${length}" height="${lineHeight}"`;
  const back = isInverse(style) ? `<rect ${box} ${style.replace(/\bi\b/, 'bar')}/>` : '';
  return `${back}<text x="${left.toFixed(1)}" y="${top + 14}" textLength="${length}" ${style}>${escapeXml(text)}</text>`;
}

function themeCss(colours: readonly string[], { back, fore, line }: (typeof page)['dark']): string {
  const palette = colours.map((colour, index) => `.c${index}{fill:${colour}}`).join('');
  return `.w{fill:${back};stroke:${line}}.l{stroke:${line}}.f{fill:${fore}}.t{fill:${fore};opacity:.6}${palette}text.i{fill:${back}}`;
}

/** Draws a terminal's screen, without the empty lines at its end, in colours that follow the reader's theme. */
export function terminalSvg(terminal: Terminal, title: string): string {
  const { active } = terminal.buffer;
  const lines = Array.from({ length: active.length }, (_, row) => lineRuns(terminal, row));
  while (lines.length > 1 && lines.at(-1)?.length === 0) lines.pop();
  const width = Math.ceil(terminal.cols * cellWidth + 2 * margin);
  const height = titleHeight + lines.length * lineHeight + margin;
  const body = lines.flatMap((runs, row) => {
    const top = titleHeight + 8 + row * lineHeight;
    return runs.length === 0 ? [] : [runs.map((run) => runSvg(run, top)).join('')];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(title)}">
<style>text{font:${fontSize}px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;white-space:pre}.b{font-weight:600}.d{opacity:.6}.u{text-decoration:underline}${themeCss(light, page.light)}@media(prefers-color-scheme:dark){${themeCss(dark, page.dark)}}</style>
<rect class="w" x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8"/>
<text class="t" x="${width / 2}" y="19" text-anchor="middle">${escapeXml(title)}</text>
<path class="l" d="M0 ${titleHeight}H${width}"/>
${body.join('\n')}
</svg>
`;
}
