import xterm from '@xterm/headless';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { terminalSvg } from '../../scripts/pictures/terminal-svg.js';

async function draw(text: string): Promise<string> {
  const terminal = new xterm.Terminal({ cols: 20, rows: 6, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(text, resolve));
  return terminalSvg(terminal, 'qualys-pc <demo>');
}

/** Text elements of a picture without its title. */
function texts(svg: string): { text: string; left: number; top: number; style: string }[] {
  const parser = new XMLParser({ ignoreAttributes: false, trimValues: false, parseTagValue: false });
  const { svg: root } = parser.parse(svg) as { svg: { text: Record<string, string>[] } };
  return root.text.slice(1).map((element) => ({
    text: element['#text'] ?? '',
    left: Number(element['@_x']),
    top: Number(element['@_y']),
    style: element['@_class'] ?? '',
  }));
}

test('a picture is well-formed whatever the screen holds', async () => {
  const svg = await draw('<b> & "x"');
  expect(XMLValidator.validate(svg)).toBe(true);
  expect(texts(svg).map(({ text }) => text)).toEqual(['<b> & "x"']);
});

test('styles become classes, and text stays in its cell', async () => {
  const drawn = texts(await draw('ab\u001b[1;31mcd\u001b[0m\r\n\u001b[2m日本\u001b[0m.'));
  expect(drawn.map(({ text, style }) => [text, style])).toEqual([
    ['ab', 'f'],
    ['cd', 'c1 b'],
    ['日', 'f d'],
    ['本', 'f d'],
    ['.', 'f'],
  ]);
  const [ab, cd, , second, dot] = drawn;
  const cell = ((cd?.left ?? 0) - (ab?.left ?? 0)) / 2;
  expect((second?.left ?? 0) - (ab?.left ?? 0)).toBeCloseTo(2 * cell, 0);
  expect((dot?.left ?? 0) - (ab?.left ?? 0)).toBeCloseTo(4 * cell, 0);
  expect(dot?.top).toBeGreaterThan(cd?.top ?? 0);
});

test('empty lines at the end are left out', async () => {
  const heightOf = (svg: string) => Number(/ height="(\d+)"/.exec(svg)?.[1]);
  expect(heightOf(await draw('one'))).toBeLessThan(heightOf(await draw('one\r\ntwo')));
});
