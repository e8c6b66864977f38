import { expect, test } from 'vitest';
import { textOf, wholeText } from '../../../src/qualys/client/body-text.js';

const utf8 = (text: string) => Buffer.from(text, 'utf8');

/** The body in chunks of so many bytes, which cut letters apart. */
async function* chunksOf(body: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size);
}

test.each<[string, Uint8Array, string]>([
  ['plain text', utf8('<a>x</a>'), '<a>x</a>'],
  ['letters of several bytes', utf8('<a>Größe 🔒 漢</a>'), '<a>Größe 🔒 漢</a>'],
  ['a byte order mark, which is no letter', utf8('\ufeff<a>é</a>'), '<a>é</a>'],
  ['bytes that are no UTF-8', Buffer.from([0x61, 0xff, 0x62]), 'a\ufffdb'],
  ['a letter that is cut off', Buffer.from([0x61, 0xc3]), 'a\ufffd'],
  [
    'the encoding of the declaration',
    Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>', 'latin1'),
    '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>',
  ],
  [
    'an encoding that nobody knows',
    utf8('<?xml version="1.0" encoding="x-none"?>é'),
    '<?xml version="1.0" encoding="x-none"?>é',
  ],
  ['nothing', utf8(''), ''],
])('a body is read as text however it is cut: %s', async (_name, body, expected) => {
  for (const size of [1, 2, 3, 5, 7, 40, 60, 1000]) {
    expect(await wholeText(textOf({ body: chunksOf(body, size) })), `${size} bytes`).toBe(expected);
  }
});
