const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\t': '&#9;',
  '\n': '&#10;',
};

/** Text between tags, in XML and in HTML. */
export function escapeText(text: string): string {
  return cleanText(text).replace(/[&<>]/g, (character) => entities[character] ?? character);
}

/** Text in a double-quoted attribute, in XML and in HTML; tabs and line ends survive an XML parser. */
export function escapeAttribute(text: string): string {
  return cleanText(text).replace(/[&<>"'\t\n]/g, (character) => entities[character] ?? character);
}

// C0 but tab and line feed, DEL, C1, bidirectional overrides, and the two code points that XML 1.0 has no way to say.
const unsayable =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;

// What most texts are made of; one look at them is a third of the time of the three below.
const plain = /^[\t\n -~]*$/;

/**
 * Text from Qualys as every file of ours carries it: lines kept, and what no format could carry or a reader could be
 * fooled with (control characters, bidirectional overrides, lone surrogates) replaced visibly by U+FFFD.
 */
export function cleanText(text: string): string {
  if (plain.test(text)) return text;
  return text.toWellFormed().replace(/\r\n?/g, '\n').replace(unsayable, '\ufffd');
}

/** True for an address that a reader may follow; anything else is shown as text. */
export function isWebAddress(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:';
}
