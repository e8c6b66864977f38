import measure from '../../node_modules/string-width/index.js';
import { isOneColumnEach } from '../../src/text/segmenter.js';

const colors = /\u001b\[[\d;]*m/g;

/** In the bundle the place of string-width: nearly every text of a screen is simple, and counting it is enough. */
export default function stringWidth(text, options) {
  if (options === undefined && typeof text === 'string') {
    const visible = text.replace(colors, '');
    if (isOneColumnEach(visible)) return visible.length;
  }
  return measure(text, options);
}
