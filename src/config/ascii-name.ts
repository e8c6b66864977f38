import { createHash } from 'node:crypto';

const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'TH',
  ı: 'i',
  '–': '-',
  '—': '-',
};

/** The nearest printable ASCII: accents go, letters of other scripts become `_` (fact sheet 2.10: titles are ASCII). */
export function transliterate(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^ -~]/gu, (letter) => letters[letter] ?? '_');
}

/**
 * An ASCII name of at most `limit` characters. When letters were changed or cut, a short hash of the whole name
 * follows, so that two names never become one.
 */
export function asciiName(name: string, limit: number): string {
  const ascii = transliterate(name);
  if (ascii === name && name.length <= limit) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  const room = limit - hash.length - 1;
  return room > 0 ? `${ascii.slice(0, room)}-${hash}` : hash.slice(0, Math.max(0, limit));
}
