import slice from '../../node_modules/slice-ansi/index.js';
import { isOneColumnEach } from '../../src/text/segmenter.js';

/** In the bundle the place of slice-ansi, through which Ink sends each line of a frame: most are of simple characters. */
export default function sliceAnsi(text, start, end) {
  const isSimple = typeof text === 'string' && start >= 0 && (end === undefined || end >= start);
  return isSimple && isOneColumnEach(text) ? text.slice(start, end) : slice(text, start, end);
}
