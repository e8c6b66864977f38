/**
 * Makes text from Qualys or a file safe to print in a terminal: control characters (C0, C1, DEL), bidirectional
 * overrides and lone surrogates become visible replacements; a tab or line end becomes a space.
 */
export function printable(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\t\r\n]+/g, ' ')
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}
