import { readdir, readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Records } from '../../../src/qualys/xml/element-path.js';
import { GarbledAnswer } from '../../../src/qualys/xml/garbled-answer.js';
import { readRecords } from '../../../src/qualys/xml/read-records.js';
import { readXml } from '../../../src/qualys/xml/read-xml.js';
import type { XmlNode } from '../../../src/qualys/xml/xml-node.js';

const folder = new URL('../../fixtures/qualys/', import.meta.url);
const names = (await readdir(folder)).filter((name) => name.endsWith('.xml'));
const fixtures = await Promise.all(
  names.map(async (name) => [name, await readFile(new URL(name, folder), 'utf8')] as const),
);

async function* cut(text: string, places: readonly number[]): AsyncGenerator<string> {
  const ends = places.map((place) => place % (text.length + 1)).sort((a, b) => a - b);
  let from = 0;
  for (const end of [...ends, text.length]) {
    yield text.slice(from, end);
    from = end;
  }
}

const read = (text: string, records: Records = {}, places: readonly number[] = []) =>
  readRecords(cut(text, places), records);

/** All that a tree holds. */
function whole({ name, path, attributes, content, children }: XmlNode): unknown {
  return { name, path, attributes: { ...attributes }, content, children: children.map(whole) };
}

describe('readRecords', () => {
  test.each(fixtures)(
    'reads %s as the reader of small answers does, however it is cut',
    async (_name, text) => {
      const expected = whole(readXml(text));
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat(), { maxLength: 20 }), async (places) => {
          expect(whole(await read(text, {}, places))).toEqual(expected);
        }),
        { numRuns: 15 },
      );
    },
  );

  test.each(fixtures)('refuses %s when it is cut off, wherever', async (_name, text) => {
    const root = readXml(text);
    const end = text.lastIndexOf(`</${root.name}>`) + root.name.length + 3;
    for (let length = 0; length < end; length += 37) {
      await expect(read(text.slice(0, length)), `cut after ${length}`).rejects.toThrow(GarbledAnswer);
    }
  });

  test('gives records away one by one, and keeps the rest', async () => {
    const text = `<A><B><L>
      <X n="1"><ID>1</ID><S><IP>10.0.0.1</IP><R>10.0.0.2-10.0.0.4</R></S></X>
      <Y><ID>2</ID><S/></Y>
    </L><W>more</W></B></A>`;
    const seen: string[] = [];
    const root = await read(text, {
      'B.L.*.S.*': (node) => seen.push(`${node.path} ${node.content}`),
      'B.L.*': (node) => seen.push(`${node.path} ${node.attributes.n} ${node.text('ID')} ${node.content}`),
    });
    expect(seen).toEqual([
      '/A/B/L/X/S/IP 10.0.0.1',
      '/A/B/L/X/S/R 10.0.0.2-10.0.0.4',
      '/A/B/L/X 1 1 1',
      '/A/B/L/Y undefined 2 2',
    ]);
    expect(root.text('B.W')).toBe('more');
    expect(root.all('B.L.*')).toEqual([]);
  });

  test('an element named as a member of every object is no record', async () => {
    const root = await read('<A><constructor>x</constructor><__proto__>y</__proto__></A>', {
      x: () => expect.unreachable(),
    });
    expect(root.children.map(({ name, content }) => [name, content])).toEqual([
      ['constructor', 'x'],
      ['__proto__', 'y'],
    ]);
  });

  test.each([
    ['elements beyond any depth', `${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}`],
    ['two roots', '<a/><b/>'],
    ['nothing', ''],
    ['text alone', 'x'],
    ['crossing elements', '<a><b></a></b>'],
    ['an attribute twice', '<a b="1" b="2"/>'],
  ])('refuses %s', async (_name, text) => {
    await expect(read(text)).rejects.toThrow(GarbledAnswer);
  });

  test('gives away elements of ever new names, more than paths are kept for', async () => {
    const count = 12_000;
    const elements = Array.from({ length: count }, (_, n) => `<N${n}><V>${n}</V></N${n}>`);
    const seen: string[] = [];
    const text = `<A><L>${elements.join('')}${elements[0]}</L></A>`;
    await read(text, { 'L.*': (node) => seen.push(`${node.path} ${node.text('V')}`) });
    expect(seen.length).toBe(count + 1);
    expect(seen[count - 1]).toBe(`/A/L/N${count - 1} ${count - 1}`);
    expect(seen[count]).toBe('/A/L/N0 0');
  });

  test('finds the first of all elements at a path, whatever lacks the rest of it before', async () => {
    const name = fc.constantFrom('X', 'Y', 'Z');
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        name.map((tag) => `<${tag}/>`),
        fc
          .tuple(name, fc.array(tie('tree'), { maxLength: 3 }))
          .map(([tag, inner]) => `<${tag}>${inner.join('')}</${tag}>`),
      ),
    }));
    const path = fc.array(fc.constantFrom('X', 'Y', 'Z', '*'), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(tree, { maxLength: 4 }), path, async (trees, names) => {
        const root = await read(`<A>${trees.join('')}</A>`);
        expect(root.find(names.join('.'))).toBe(root.all(names.join('.'))[0]);
      }),
    );
  });

  test('leaves the entities of a DTD alone', async () => {
    const root = await read('<!DOCTYPE a [<!ENTITY e "boom">]><a><b>&e;&lt;&#65;</b></a>');
    expect(root.text('b')).toBe('&e;<A');
  });
});
