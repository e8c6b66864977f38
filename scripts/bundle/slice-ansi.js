import { endCodesSet, getEndCode } from '../../node_modules/@alcalzone/ansi-tokenize/build/ansiCodes.js';
import slice from '../../node_modules/slice-ansi/index.js';
import { isOneColumnEach } from '../../src/text/segmenter.js';

/** One style; a color of 256 or of 16 million is one too. */
const style = /\u001b\[(?:\d+|[34]8;5;\d+|[34]8;2;\d+;\d+;\d+)m/g;

/**
 * In the bundle the place of slice-ansi, through which Ink sends each line of a frame: most are of simple characters,
 * and of most nothing is cut off.
 */
export default function sliceAnsi(text, start, end) {
  const isForward = typeof text === 'string' && start >= 0 && (end === undefined || end >= start);
  if (!isForward) return slice(text, start, end);
  if (isOneColumnEach(text)) return text.slice(start, end);
  return start === 0 && isWhole(text, end) ? text : slice(text, start, end);
}

/** Whether a text up to a column is the text itself: nothing stands behind, and the styles that begin last end first. */
function isWhole(text, end = Number.POSITIVE_INFINITY) {
  const open = [];
  let isNested = true;
  const visible = text.replace(style, (code) => {
    const endCode = getEndCode(code);
    if (endCodesSet.has(code)) isNested &&= open.pop() === code;
    else {
      // slice-ansi keeps only the last of two styles that one code ends, such as bold and dim.
      isNested &&= !open.includes(endCode);
      open.push(endCode);
    }
    return '';
  });
  return isNested && open.length === 0 && visible.length <= end && isOneColumnEach(visible);
}
