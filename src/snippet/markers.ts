import { PcError } from '../errors.js';
import { commentText } from './quote.js';
import type { SnippetFormatName } from './snippet-format.js';

/** Identifies a block: a file holds at most one of each. */
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

/** The names on all BEGIN lines. */
function blockNames(lines: readonly string[]): string[] {
  return lines.flatMap((line) => /^\s*(?:\/\/|#) BEGIN qualys-pc (.+?)\s*$/.exec(line)?.[1] ?? []);
}

function findBlock(lines: readonly string[], name: string): Span | undefined {
  const isMarker = (line: string, word: string): boolean => {
    const text = line.trim();
    return ['//', '#'].some((prefix) => text === `${prefix} ${word} qualys-pc ${name}`);
  };
  const from = lines.findIndex((line) => isMarker(line, 'BEGIN'));
  const end = lines.findIndex((line) => isMarker(line, 'END'));
  if (end !== -1 && (from === -1 || end < from)) {
    throw new PcError(`The block of ${name} ends in line ${end + 1} and begins nowhere before it.`, {
      kind: 'usage',
      code: 'marker-broken',
      next: `Put the line "BEGIN qualys-pc ${name}" back in front of it as a comment, or remove the END line.`,
    });
  }
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

/** Refuses: writing the whole file would delete the other snippet. */
function otherBlock(name: string, other: string): PcError {
  return new PcError(`The file holds the block of ${other} and none of ${name}.`, {
    kind: 'usage',
    code: 'marker-other',
    next: `Put two comment lines where it should stand, "BEGIN qualys-pc ${name}" and "END qualys-pc ${name}", or name another file with --out.`,
  });
}

/** Changes the indentation of a line; a line indented less than its block is not changed. */
function reindented(line: string, was: string, now: string): string {
  return line !== '' && line.startsWith(was) ? now + line.slice(was.length) : line;
}

/**
 * Puts a regenerated snippet into a file that holds more: the marked block of the file is replaced by the marked
 * block of the snippet, at the file's indentation and with its line ends.
 * @returns The whole snippet when the file holds no block at all.
 * @throws PcError when the file's markers are broken, or it holds blocks of other snippets alone.
 */
export function renewBlock(file: string, snippet: string): string {
  const fileLines = linesOf(file);
  const snippetLines = linesOf(snippet);
  const [name] = blockNames(snippetLines);
  if (name === undefined) return snippet;
  const old = findBlock(fileLines, name);
  const renewed = findBlock(snippetLines, name);
  const [other] = blockNames(fileLines);
  if (old === undefined && other !== undefined) throw otherBlock(name, other);
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

/** Lines with their own line ends. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function lineEndOf(line = ''): string {
  return /\r?\n$/.exec(line)?.[0] ?? '';
}
