import { cutMark, printable } from '../../text/printable.js';
import { isWebAddress } from '../markup.js';

const LONGEST_CELL = 300;

/** Text from anywhere as Markdown that shows it and does nothing else. */
export function markdownText(value: string, longest = LONGEST_CELL): string {
  const safe = printable(value);
  const cut = safe.length > longest ? `${safe.slice(0, longest).toWellFormed()}${cutMark.unicode}` : safe;
  return cut
    .replace(/[\\`*_{}[\]<>()#~|&$:@!^]/g, '\\$&')
    .replace(/www\./gi, (match) => `${match.slice(0, 3)}\\.`);
}

/** The way to the scan; only a web address becomes a link. */
export function link(address: string): string {
  return isWebAddress(address)
    ? `[Open the scan in Qualys](<${new URL(address).href.replaceAll('|', '%7C')}>)`
    : markdownText(address);
}

/** Each text as a paragraph. */
export function* paragraphs(texts: readonly string[]): Generator<string> {
  for (const paragraph of texts) yield `${paragraph}\n\n`;
}

/** A list of Markdown; nothing of none. */
export function* list(items: readonly string[]): Generator<string> {
  if (items.length > 0) yield `${items.map((item) => `- ${item}`).join('\n')}\n\n`;
}

/** A table of cells that are Markdown already. */
export function* table(head: readonly string[], rows: readonly (readonly string[])[]): Generator<string> {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  yield line(head) + line(head.map(() => '---'));
  for (const row of rows) yield line(row);
  yield '\n';
}
