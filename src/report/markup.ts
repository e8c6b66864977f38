import { cleanText } from './clean-text.js';

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
