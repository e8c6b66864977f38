import { cutMark } from '../../text/printable.js';

/** What the styles are called, so that no component names a colour. */
export interface TextStyle {
  readonly color?: string;
  readonly bold?: boolean;
  readonly dimColor?: boolean;
}

/** The one place that knows colours. Green, red and yellow are for passed, failed and warning alone. */
export interface Styles {
  readonly plain: TextStyle;
  readonly dim: TextStyle;
  readonly strong: TextStyle;
  /** What has the focus. */
  readonly accent: TextStyle;
  readonly good: TextStyle;
  readonly bad: TextStyle;
  readonly warn: TextStyle;
}
export type StyleName = keyof Styles;

/** About as bright against black as against white (contrast 5.0 and 4.2); chalk makes it colour 32 where there are 256. */
const accentColor = '#007fd7';

const weights = { plain: {}, dim: { dimColor: true }, strong: { bold: true } } as const;

const colored: Styles = {
  ...weights,
  accent: { color: accentColor, bold: true },
  good: { color: 'green' },
  bad: { color: 'red' },
  warn: { color: 'yellow' },
};
const colorless: Styles = { ...weights, accent: { bold: true }, good: {}, bad: { bold: true }, warn: {} };

export function stylesFor(color: boolean): Styles {
  return color ? colored : colorless;
}

const unicodeSymbols = {
  good: '✓',
  bad: '✗',
  warn: '!',
  pointer: '❯',
  leadsTo: '›',
  radioOn: '◉',
  radioOff: '◯',
  checkOn: '☑',
  checkOff: '☐',
  rule: '━',
  ruleThin: '─',
  barFull: '█',
  barBad: '▓',
  barWarn: '▒',
  bullet: '•',
  middot: '·',
  pending: '◯',
  up: '↑',
  down: '↓',
  cut: cutMark.unicode,
  ongoing: '…',
};

/** Every sign the screens draw, by meaning. */
export type Symbols = Readonly<Record<keyof typeof unicodeSymbols, string>>;

const plainSymbols: Symbols = {
  good: 'ok',
  bad: 'x',
  warn: '!',
  pointer: '>',
  leadsTo: '>',
  radioOn: '(*)',
  radioOff: '( )',
  checkOn: '[x]',
  checkOff: '[ ]',
  rule: '-',
  ruleThin: '.',
  barFull: '#',
  barBad: 'x',
  barWarn: '!',
  bullet: '*',
  middot: '-',
  pending: '-',
  up: '^',
  down: 'v',
  cut: cutMark.ascii,
  ongoing: '...',
};

export function symbolsFor(unicode: boolean): Symbols {
  return unicode ? unicodeSymbols : plainSymbols;
}

/** Frames of the spinner; without unicode it stands still, as moving dots are noise. */
export function spinnerFrames(unicode: boolean): readonly string[] {
  return unicode ? ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'] : ['...'];
}
