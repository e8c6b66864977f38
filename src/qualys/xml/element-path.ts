import type { XmlNode } from './xml-node.js';

/**
 * What is done with elements that a document has many of, by their dotted path below the root; `*` at the end of
 * one is any name, and paths below it repeat the `*`. Each element is passed as a tree as soon as it ends, and is not
 * part of the returned root.
 */
export type Records = Readonly<Record<string, (node: XmlNode) => void>>;

/** Documents have some hundred paths; of one with ever new names no more are kept. */
const mostKept = 10_000;

/** What all paths of a document share. */
interface Document {
  readonly records: ReadonlyMap<string, (node: XmlNode) => void>;
  /** How many paths are kept. */
  kept: number;
}

/** What all elements with the same names above them share, worked out once: a list has millions of elements and few paths. */
export class ElementPath {
  readonly name: string;
  /** As errors name it: `/ROOT/LIST/ITEM`. */
  readonly path: string;
  /** Takes the elements of this path, which then stand in no tree. */
  readonly take: ((node: XmlNode) => void) | undefined;
  readonly #document: Document;
  /** The path as {@link Records} writes it; nothing for the root. */
  readonly #key: string;
  readonly #below = new Map<string, ElementPath>();

  private constructor(
    document: Document,
    { name, path, key }: { readonly name: string; readonly path: string; readonly key: string },
  ) {
    this.name = name;
    this.path = path;
    this.take = document.records.get(key);
    this.#document = document;
    this.#key = key;
  }

  /** The path of a document's root, which is no record. */
  static root(name: string, records: ReadonlyMap<string, (node: XmlNode) => void>): ElementPath {
    return new ElementPath({ records, kept: 0 }, { name, path: `/${name}`, key: '' });
  }

  /** The path of the elements of a name in elements of this path. */
  below(name: string): ElementPath {
    const known = this.#below.get(name);
    if (known !== undefined) return known;
    const { records } = this.#document;
    const prefix = this.#key === '' ? '' : `${this.#key}.`;
    const any = `${prefix}*`;
    const key = !records.has(prefix + name) && records.has(any) ? any : prefix + name;
    const next = new ElementPath(this.#document, { name, path: `${this.path}/${name}`, key });
    if (this.#document.kept < mostKept) {
      this.#below.set(name, next);
      this.#document.kept += 1;
    }
    return next;
  }
}
