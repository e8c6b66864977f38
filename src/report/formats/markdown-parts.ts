import { counted } from '../../text/counted.js';
import { printable } from '../../text/printable.js';
import { resultFiles } from '../../workflow/results/result-files.js';
import { isWebAddress } from '../markup.js';

/** Rows of a table or list: a step summary may be 1 MiB, and more than that is not read there. */
export const MOST_LISTED = 50;
const LONGEST_CELL = 300;

/** Text from anywhere as Markdown that shows it and does nothing else. */
export function markdownText(value: string, longest = LONGEST_CELL): string {
  const safe = printable(value);
  const cut = safe.length > longest ? `${safe.slice(0, longest).toWellFormed()}…` : safe;
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

/** The first so many of a list, and the line that counts the others: `and 3 more jobs: result.json has them all.` */
export function capped<Item>(items: readonly Item[], one: string, many?: string) {
  const left = items.length - MOST_LISTED;
  return {
    shown: items.slice(0, MOST_LISTED),
    more:
      left <= 0
        ? []
        : [
            `and ${counted(left, `more ${one}`, many && `more ${many}`)}: ${resultFiles.result} has them all.`,
          ],
  };
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
