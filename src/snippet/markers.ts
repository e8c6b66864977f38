import { PcError } from '../errors.js';
import { commentText } from './quote/comment.js';
import type { SnippetFormatName } from './snippet-format.js';

/** What names a block: one file may hold one of each. */
interface BlockId {
  readonly format: SnippetFormatName;
  readonly configPath: string;
}

const nameOf = ({ format, configPath }: BlockId): string => commentText(`${format} of ${configPath}`);

/** The comment lines around the part that a regenerated snippet replaces. */
export function markerLines(
  prefix: '//' | '#',
  id: BlockId,
): { readonly begin: string; readonly end: string } {
  return {
    begin: `${prefix} BEGIN qualys-pc ${nameOf(id)}`,
    end: `${prefix} END qualys-pc ${nameOf(id)}`,
  };
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly indent: string;
}

/** The name on the first BEGIN line. */
function blockName(lines: readonly string[]): string | undefined {
  for (const line of lines) {
    const name = /^\s*(?:\/\/|#) BEGIN qualys-pc (.+?)\s*$/.exec(line)?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
}

function findBlock(lines: readonly string[], name: string): Span | undefined {
  const isMarker = (line: string, word: string): boolean => {
    const text = line.trim();
    return ['//', '#'].some((prefix) => text === `${prefix} ${word} qualys-pc ${name}`);
  };
  const from = lines.findIndex((line) => isMarker(line, 'BEGIN'));
  if (from === -1) return undefined;
  const to = lines.findIndex((line, index) => index > from && isMarker(line, 'END'));
  const again = lines.findIndex((line, index) => index > from && isMarker(line, 'BEGIN'));
  if (to === -1 || (again !== -1 && again < to)) {
    throw new PcError(`The block of ${name} begins in line ${from + 1} and has no end line.`, {
      kind: 'usage',
      code: 'marker-broken',
      next: `Put the line "END qualys-pc ${name}" back behind it as a comment, or remove the BEGIN line.`,
    });
  }
  if (again !== -1) {
    throw new PcError(`The file holds two blocks of ${name}, in lines ${from + 1} and ${again + 1}.`, {
      kind: 'usage',
      code: 'marker-twice',
      next: 'Remove one of them.',
    });
  }
  return { from, to, indent: /^[ \t]*/.exec(lines[from] ?? '')?.[0] ?? '' };
}

/** Moves a line to another indentation; one that stands further left than its block stays there. */
function reindented(line: string, was: string, now: string): string {
  return line !== '' && line.startsWith(was) ? now + line.slice(was.length) : line;
}

/**
 * Puts a regenerated snippet into a file that holds more: the marked block of the file is replaced by the marked
 * block of the snippet, at the file's indentation and with its line ends.
 * @returns The whole snippet when the file holds no such block.
 * @throws PcError when the file's markers are broken.
 */
export function renewBlock(file: string, snippet: string): string {
  const fileLines = linesOf(file);
  const snippetLines = linesOf(snippet);
  const name = blockName(snippetLines);
  const old = name === undefined ? undefined : findBlock(fileLines, name);
  const renewed = name === undefined ? undefined : findBlock(snippetLines, name);
  if (old === undefined || renewed === undefined) return snippet;
  const lineEnd = lineEndOf(fileLines[old.from]);
  const block = snippetLines
    .slice(renewed.from, renewed.to + 1)
    .map((line) => reindented(line.trimEnd(), renewed.indent, old.indent));
  return [
    ...fileLines.slice(0, old.from),
    block.join(lineEnd) + lineEndOf(fileLines[old.to]),
    ...fileLines.slice(old.to + 1),
  ].join('');
}

/** Lines with the line ends that they have. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function lineEndOf(line = ''): string {
  return /\r?\n$/.exec(line)?.[0] ?? '';
}
