import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { errorCodes, reasonCodes } from '../../src/error-codes.js';
import { exitCodeTable } from '../../src/errors.js';
import { root } from '../support/program.js';

const page = readFileSync(join(root, 'docs/troubleshooting.md'), 'utf8');
const entries = [...page.matchAll(/^\| `([a-z-]+)` \| (.+?) \| .+ \|$/gm)].map(
  ([, code = '', says = '']) => ({
    code,
    says,
  }),
);

/** The program's own text, without its layout, so that a sentence that a line break cuts is found. */
function sources(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8').replaceAll("\\'", "'"))
    .join('\n');
}

describe('every exit code and error code has an entry (test)', () => {
  test('an exit code has a heading of its own, in order', () => {
    const headings = [...page.matchAll(/^### Exit (\d+)$/gm)].map(([, code]) => Number(code));
    expect(headings).toEqual(exitCodeTable.map(({ code }) => code));
  });

  test('an error or reason code has one row, and no row is of a code that does not exist', () => {
    expect(entries.map(({ code }) => code).sort()).toEqual(
      [...new Set([...errorCodes, ...reasonCodes])].sort(),
    );
  });

  test('a code of the list is used', () => {
    const text = sources(join(root, 'src'));
    const composed = (code: string) => code.replace(/-ambiguous$/, '');
    const unused = [...errorCodes, ...reasonCodes].filter(
      (code) => text.split(`'${composed(code)}'`).length < (code === composed(code) ? 3 : 2),
    );
    expect(unused).toEqual([]);
  });

  test('what a row quotes is what the program says', () => {
    const text = sources(join(root, 'src'));
    const quotes = entries.flatMap(({ says }) =>
      [...says.matchAll(/"([^"]+)"/g)].map(([, quote = '']) => quote),
    );
    expect(quotes.length).toBeGreaterThan(100);
    const pieces = quotes.flatMap((quote) => quote.split('…').map((piece) => piece.trim()));
    expect(pieces.filter((piece) => !text.includes(piece))).toEqual([]);
  });
});
