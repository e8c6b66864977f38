import { readdir, readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GarbledAnswer } from '../../src/qualys/xml/garbled-answer.js';
import { readXml } from '../../src/qualys/xml/read-xml.js';

const folder = new URL('../fixtures/qualys/', import.meta.url);
const names = (await readdir(folder)).filter((name) => name.endsWith('.xml'));
const fixtures = await Promise.all(
  names.map(async (name) => [name, await readFile(new URL(name, folder), 'utf8')] as const),
);

describe('readXml', () => {
  test.each<[string, string, string]>([
    ['a byte order mark', '\ufeff<a><b>x</b></a>', 'x'],
    ['comments before and after', '<!-- a --><a><b>x</b></a><!-- <c> -->', 'x'],
    ['an empty internal subset', '<!DOCTYPE a SYSTEM "https://x.test/a.dtd"[]><a><b>x</b></a>', 'x'],
    ['chunks of CDATA and text', '<a><b> \n<![CDATA[x & ]]>y<![CDATA[<z>]]>\n </b></a>', 'x & y<z>'],
    ['entities, each once', '<a><b>&amp;lt;&#65;&#x42;&quot;&apos;&gt;</b></a>', '&lt;AB"\'>'],
    ['entities in CDATA, which are text', '<a><b><![CDATA[&amp;&#65;]]></b></a>', '&amp;&#65;'],
    ['numbers as text', '<a><b>00123</b></a>', '00123'],
    ['an entity of the DTD, which stays', '<!DOCTYPE a [<!ENTITY e "boom">]><a><b>&e;</b></a>', '&e;'],
    [
      'an entity bomb, which stays',
      `<!DOCTYPE a [<!ENTITY e "eeeeeeeeee">${Array.from({ length: 9 }, (_, n) => `<!ENTITY e${n} "${`&e${n - 1};`.repeat(10)}">`).join('')}]><a><b>&e8;</b></a>`,
      '&e8;',
    ],
  ])('reads %s', (_name, text, expected) => {
    expect(readXml(text).text('b')).toBe(expected);
  });

  test.each<[string, string, string]>([
    ['nothing', '', 'empty'],
    ['white space', ' \n', 'empty'],
    ['a web page', '<!DOCTYPE html><html><body>x</body></html>', 'html'],
    ['JSON', '{"a":1}', 'not-xml'],
    ['an element that is not closed', '<a><b>x</b>', 'cut-off'],
    ['elements that cross', '<a><b></a></b>', 'cut-off'],
    ['two roots', '<a/><b/>', 'not-xml'],
    [
      'a file that the DTD wants',
      '<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><a>&f;</a>',
      'cut-off',
    ],
    ['CDATA that is not closed', '<a><![CDATA[x</a>', 'cut-off'],
    ['a comment that is not closed', '<a/><!-- x', 'cut-off'],
    ['elements beyond any depth', `${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}`, 'cut-off'],
  ])('refuses %s', (_name, text, problem) => {
    expect(() => readXml(text)).toThrow(expect.objectContaining({ name: 'GarbledAnswer', problem }));
  });

  test.each(fixtures)('%s is read whole, and never when it is cut off', (_name, text) => {
    const root = readXml(text);
    expect(root.children.length).toBeGreaterThan(0);
    const end = text.lastIndexOf(`</${root.name}>`) + root.name.length + 3;
    for (let length = 0; length < end; length += 11) {
      expect(() => readXml(text.slice(0, length)), `cut after ${length}`).toThrow(GarbledAnswer);
    }
  });

  test('throws nothing but GarbledAnswer, whatever comes', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '<a>',
        '</a>',
        '<a',
        '>',
        '<![CDATA[',
        ']]>',
        '<!--',
        '-->',
        '<!DOCTYPE a [',
        ']>',
        '<?xml',
        '?>',
        '&#0;',
        '&amp',
        '"',
        "'",
        ' b="',
      ),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        try {
          expect(readXml(pieces.join('')).name).toBeTypeOf('string');
        } catch (error) {
          expect(error).toBeInstanceOf(GarbledAnswer);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('names the path of what is missing', () => {
    const root = readXml('<A><B><C> </C></B></A>');
    expect(() => root.text('B.C')).toThrow('the element /A/B/C is missing');
    expect(() => root.one('B.D')).toThrow('the element /A/B/D is missing');
    expect(() => root.time('B.C')).toThrow('the element /A/B/C');
  });
});
