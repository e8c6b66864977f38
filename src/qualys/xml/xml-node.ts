import { isoTime } from './iso-time.js';

/** An answer that lacks what every answer of its kind has; names the path of what is missing. */
export class MissingElement extends Error {
  override readonly name = 'MissingElement';
  constructor(path: string) {
    super(`the element ${path} is missing`);
  }
}

/** An element of a small answer. Every value is text, every element is a list until one is asked for. */
export class XmlNode {
  readonly name: string;
  readonly path: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  readonly #text: string;

  constructor(init: {
    readonly name: string;
    readonly path: string;
    readonly attributes: Readonly<Record<string, string>>;
    readonly children: readonly XmlNode[];
    readonly text: string;
  }) {
    this.name = init.name;
    this.path = init.path;
    this.attributes = init.attributes;
    this.children = init.children;
    this.#text = init.text;
  }

  /** Everything written in the element and below it, in order, trimmed at both ends. */
  get content(): string {
    return this.#text.trim();
  }

  /** All elements at a dotted path below this one; `*` is any name. */
  all(path: string): readonly XmlNode[] {
    return path
      .split('.')
      .reduce<readonly XmlNode[]>(
        (nodes, name) =>
          nodes.flatMap((node) => node.children.filter((child) => name === '*' || child.name === name)),
        [this],
      );
  }

  /** The first element at the path, or undefined. */
  find(path: string): XmlNode | undefined {
    return firstAt(this, path.split('.'), 0);
  }

  /** @throws MissingElement naming the path. */
  one(path: string): XmlNode {
    const node = this.find(path);
    if (node === undefined) throw new MissingElement(`${this.path}/${path.replaceAll('.', '/')}`);
    return node;
  }

  /** @throws MissingElement when the element is absent or empty. */
  text(path: string): string {
    const text = this.textIfAny(path);
    if (text === undefined) throw new MissingElement(`${this.path}/${path.replaceAll('.', '/')}`);
    return text;
  }

  /** The text at the path; undefined when the element is absent or empty, which Qualys mixes freely. */
  textIfAny(path: string): string | undefined {
    const content = this.find(path)?.content;
    return content === '' ? undefined : content;
  }

  /**
   * A server time at the path as ISO text.
   * @throws MissingElement when there is none.
   */
  time(path: string): string {
    const time = isoTime(this.text(path));
    if (time === undefined) throw new MissingElement(`${this.path}/${path.replaceAll('.', '/')} (a time)`);
    return time;
  }

  /** A server time at the path as ISO text, when there is one. */
  timeIfAny(path: string): string | undefined {
    return isoTime(this.textIfAny(path));
  }

  /** Every element of the name anywhere below, in document order. */
  descendants(name: string): readonly XmlNode[] {
    return this.children.flatMap((child) => [
      ...(child.name === name ? [child] : []),
      ...child.descendants(name),
    ]);
  }
}

/** The first element at the names from the given one on, in document order; looked for often, so nothing is collected. */
function firstAt(node: XmlNode, names: readonly string[], at: number): XmlNode | undefined {
  const name = names[at];
  for (const child of node.children) {
    if (name !== '*' && child.name !== name) continue;
    const found = at === names.length - 1 ? child : firstAt(child, names, at + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
