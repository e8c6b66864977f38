import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { GarbledAnswer, looksLikeHtml } from './garbled-answer.js';
import { XmlNode } from './xml-node.js';

const cdata = '#cdata';
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  cdataPropName: cdata,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

type RawNode = Readonly<Record<string, unknown>>;

/**
 * Reads a whole XML document into a tree. DTDs and entities are inert; comments, a DOCTYPE, a byte order mark and
 * a missing declaration do not matter.
 * @throws GarbledAnswer when the body is empty, a web page, no XML or not closed.
 */
export function readXml(body: string): XmlNode {
  const text = body.startsWith('\ufeff') ? body.slice(1) : body;
  if (text.trim() === '') throw new GarbledAnswer('empty', 'the answer is empty', text);
  if (looksLikeHtml(text)) throw new GarbledAnswer('html', 'the answer is a web page', text);
  if (!text.trimStart().startsWith('<')) throw new GarbledAnswer('not-xml', 'the answer is not XML', text);
  if (hasMoreTags(text, mostTags)) {
    throw new GarbledAnswer('too-large', `the answer has more than ${mostTags} tags`, text);
  }
  // The parser closes open elements silently; only the validator notices a document that was cut off.
  const validity = XMLValidator.validate(text);
  if (validity !== true) {
    throw new GarbledAnswer(
      'cut-off',
      `the XML of the answer is broken or not closed (${validity.err.msg})`,
      text,
    );
  }
  const roots = elementsOf(parse(text), '');
  const [root, second] = roots;
  if (root === undefined || second !== undefined) {
    throw new GarbledAnswer('not-xml', 'the answer has not exactly one root element', text);
  }
  return root;
}

/** A tree takes some 300 bytes an element: more than fits in memory, where 64 MiB of text hold nothing else. */
const mostTags = 3_000_000;

function hasMoreTags(text: string, most: number): boolean {
  let count = 0;
  for (let at = text.indexOf('<'); at !== -1 && count <= most; at = text.indexOf('<', at + 1)) count += 1;
  return count > most;
}

function parse(text: string): readonly RawNode[] {
  try {
    return parser.parse(text) as readonly RawNode[];
  } catch (error) {
    throw new GarbledAnswer('cut-off', `the XML of the answer is broken (${(error as Error).message})`, text);
  }
}

function elementsOf(nodes: readonly RawNode[], path: string): XmlNode[] {
  return nodes.flatMap((raw) => {
    const name = nameOf(raw);
    return name === undefined || name.startsWith('#') ? [] : [nodeOf(raw, name, `${path}/${name}`)];
  });
}

function nodeOf(raw: RawNode, name: string, path: string): XmlNode {
  const inner = raw[name] as readonly RawNode[];
  const attributes = Object.fromEntries(
    Object.entries((raw[':@'] ?? {}) as Record<string, string>).map(([key, value]) => [
      key,
      decodeEntities(value),
    ]),
  );
  return new XmlNode({ name, path, attributes, children: elementsOf(inner, path), text: textOf(inner) });
}

/** Text and CDATA in document order, those of inner elements included. */
function textOf(nodes: readonly RawNode[]): string {
  return nodes
    .map((raw) => {
      const name = nameOf(raw);
      if (name === undefined) return '';
      if (name === '#text') return decodeEntities(String(raw[name]));
      const inner = raw[name] as readonly RawNode[];
      return name === cdata ? inner.map((chunk) => String(chunk['#text'])).join('') : textOf(inner);
    })
    .join('');
}

function nameOf(raw: RawNode): string | undefined {
  return Object.keys(raw).find((key) => key !== ':@');
}

const predefined: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Decodes `&#…;` and the five predefined entities, each exactly once. Entities that a DTD declares stay as
 * text, so that an entity bomb cannot expand.
 */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));/g,
    (whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
      if (name !== undefined) return predefined[name] ?? whole;
      const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    },
  );
}
