import { ElementPath, type Records } from './element-path.js';
import { type GarbledAnswer, mostHeld } from './garbled-answer.js';
import { XmlNode } from './xml-node.js';
import { XmlStream } from './xml-stream.js';

/** Answers of Qualys nest ten deep. */
const mostDepth = 200;

interface OpenElement {
  readonly path: ElementPath;
  children: XmlNode[] | undefined;
  text: string;
  /** What the reader held when the element began. */
  readonly heldBefore: number;
}

const noChildren: readonly XmlNode[] = [];

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
    const path = parent === undefined ? ElementPath.root(name, this.#records) : parent.path.below(name);
    this.#open.push({ path, children: undefined, text: '', heldBefore: this.#held });
    this.#hold(elementCost);
  }

  #end(attributes: Readonly<Record<string, string>>): void {
    const ended = this.#open.pop();
    if (ended === undefined) return;
    const { path, children = noChildren, text, heldBefore } = ended;
    const parent = this.#open.at(-1);
    const node = new XmlNode({ name: path.name, path: path.path, attributes, children, text });
    if (parent === undefined) this.#root = node;
    else if (path.take !== undefined) {
      path.take(node);
      this.#held = heldBefore;
    } else {
      parent.children ??= [];
      parent.children.push(node);
      parent.text += text;
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
