import { type GarbledAnswer, mostHeld } from './garbled-answer.js';
import { XmlNode } from './xml-node.js';
import { XmlStream } from './xml-stream.js';

/**
 * What is done with elements that a document has many of, by their dotted path below the root; `*` at the end of
 * one is any name, and paths below it repeat the `*`. Each element is passed as a tree as soon as it ends, and is not
 * part of the returned root.
 */
export type Records = Readonly<Record<string, (node: XmlNode) => void>>;

/** Answers of Qualys nest ten deep. */
const mostDepth = 200;

interface OpenElement {
  readonly name: string;
  readonly path: string;
  /** As {@link Records} writes the path. */
  readonly below: string;
  readonly children: XmlNode[];
  text: string;
  /** What the reader held when the element began. */
  readonly heldBefore: number;
}

/** What an element takes in memory besides its text, in characters. */
const elementCost = 100;

/**
 * Reads a large document as it comes, as strict as for a small one.
 * @returns the root with all that was no record.
 * @throws GarbledAnswer when the document is not well-formed or not closed.
 */
export async function readRecords(chunks: AsyncIterable<string>, records: Records): Promise<XmlNode> {
  const reader = new RecordReader(records);
  for await (const chunk of chunks) reader.write(chunk);
  return reader.end();
}

class RecordReader {
  readonly #records: ReadonlyMap<string, (node: XmlNode) => void>;
  readonly #open: OpenElement[] = [];
  readonly #xml: XmlStream;
  #root: XmlNode | undefined;
  /** Characters and elements that stand in a tree; those of records go again. */
  #held = 0;

  constructor(records: Records) {
    this.#records = new Map(Object.entries(records));
    this.#xml = new XmlStream({
      open: (name) => this.#start(name),
      close: (_name, attributes) => this.#end(attributes),
      text: (text) => {
        const inner = this.#open.at(-1);
        if (inner === undefined) return;
        inner.text += text;
        this.#hold(text.length);
      },
    });
  }

  write(chunk: string): void {
    this.#xml.write(chunk);
  }

  end(): XmlNode {
    this.#xml.end();
    if (this.#root === undefined) throw this.#garbled('the answer has no root element');
    return this.#root;
  }

  #start(name: string): void {
    if (this.#open.length === mostDepth) throw this.#garbled('the elements of the answer nest too deep');
    const parent = this.#open.at(-1);
    const path = `${parent?.path ?? ''}/${name}`;
    this.#open.push({
      name,
      path,
      below: this.#below(parent, name),
      children: [],
      text: '',
      heldBefore: this.#held,
    });
    this.#hold(elementCost);
  }

  #below(parent: OpenElement | undefined, name: string): string {
    if (parent === undefined) return '';
    const prefix = parent.below === '' ? '' : `${parent.below}.`;
    const any = `${prefix}*`;
    return !this.#records.has(prefix + name) && this.#records.has(any) ? any : prefix + name;
  }

  #end(attributes: Readonly<Record<string, string>>): void {
    const ended = this.#open.pop();
    if (ended === undefined) return;
    const parent = this.#open.at(-1);
    const node = new XmlNode({ ...ended, attributes });
    const take = parent && this.#records.get(ended.below);
    if (take !== undefined) {
      take(node);
      this.#held = ended.heldBefore;
    } else if (parent === undefined) this.#root = node;
    else {
      parent.children.push(node);
      parent.text += ended.text;
    }
  }

  #hold(characters: number): void {
    this.#held += characters;
    if (this.#held > mostHeld) throw this.#xml.garbled('too-large', 'the answer is larger than 64 MiB');
  }

  #garbled(detail: string): GarbledAnswer {
    return this.#xml.garbled('cut-off', detail);
  }
}
