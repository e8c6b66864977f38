import { getEndCode } from '../../node_modules/@alcalzone/ansi-tokenize/build/ansiCodes.js';
import {
  ansiCodesToString,
  diffAnsiCodes,
  reduceAnsiCodesIncremental,
  tokenize as tokenizeAny,
} from '../../node_modules/@alcalzone/ansi-tokenize/build/index.js';
import { isOneColumnEach } from '../../src/text/segmenter.js';

// In the bundle the place of @alcalzone/ansi-tokenize, through which Ink sends each character of each frame. Nearly every
// text is of simple characters, and nearly every character has the style of the one before.

const styles = /(\u001b\[[\d;]*m)/;
const ofPalette = /^\u001b\[[34]8;5;\d+m$/;

export function tokenize(text, endChar = Number.POSITIVE_INFINITY) {
  // Split by a pattern with one group, the styles stand at the odd places.
  const pieces = text.split(styles);
  const isSimple = pieces.every((piece, index) => index % 2 === 1 || isOneColumnEach(piece));
  return isSimple && endChar === Number.POSITIVE_INFINITY
    ? pieces.flatMap((piece, index) => (index % 2 === 1 ? styleTokens(piece) : simpleChars(piece)))
    : tokenizeAny(text, endChar);
}

/** One style is one token, a color of 256 too; several in one piece are told apart by the package. */
function styleTokens(code) {
  return code.includes(';') && !ofPalette.test(code)
    ? tokenizeAny(code)
    : [{ type: 'ansi', code, endCode: getEndCode(code) }];
}

function simpleChars(text) {
  return Array.from(text, (value) => ({ type: 'char', value, fullWidth: false }));
}

export function styledCharsFromTokens(tokens) {
  let styles = [];
  const chars = [];
  for (const token of tokens) {
    if (token.type === 'ansi') styles = reduceAnsiCodesIncremental(styles, [token]);
    else chars.push({ ...token, styles });
  }
  return chars;
}

export function styledCharsToString(chars) {
  let text = '';
  let before = [];
  for (const { value, styles } of chars) {
    if (!haveSameCodes(before, styles)) text += ansiCodesToString(diffAnsiCodes(before, styles));
    text += value;
    before = styles;
  }
  return text + ansiCodesToString(diffAnsiCodes(before, []));
}

function haveSameCodes(some, others) {
  return (
    some === others ||
    (some.length === others.length && some.every(({ code }, index) => code === others[index].code))
  );
}
