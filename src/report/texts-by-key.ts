import { RowSpool } from '../files/row-spool.js';

/** Bytes held before they go to a file; what a result of some 50,000 rows takes stays in memory. */
const MOST_HELD = 8_000_000;

const LINE_FEED = 10;

/** Texts that went to a file together: those of each key as a block, in the order of the keys. */
interface Spilled {
  readonly keys: readonly string[];
  readonly spool: RowSpool;
}

/**
 * Texts without line ends, added in any order and given back key by key in one reading, with flat memory: what exceeds
 * the bound waits in temporary files, sorted, and is joined as it comes back. Those held lie in one buffer: as strings,
 * hundreds of thousands of them would be moved about by the garbage collector again and again.
 */
export class TextsByKey {
  readonly #compare: (a: string, b: string) => number;
  readonly #mostHeld: number;
  /** Where each text of a key begins and ends in the buffer, in turns. */
  readonly #places = new Map<string, number[]>();
  readonly #spilled: Spilled[] = [];
  #buffer = Buffer.allocUnsafe(1 << 16);
  #end = 0;

  constructor(compare: (a: string, b: string) => number, { mostHeld = MOST_HELD } = {}) {
    this.#compare = compare;
    this.#mostHeld = mostHeld;
  }

  /** True when {@link spill} is due. */
  get isFull(): boolean {
    return this.#end > this.#mostHeld;
  }

  add(key: string, text: string): void {
    // A UTF-16 unit takes at most three bytes, the line end one.
    const mostBytes = text.length * 3 + 1;
    if (this.#end + mostBytes > this.#buffer.length) this.#grow(mostBytes);
    const start = this.#end;
    this.#end += this.#buffer.write(text, start);
    this.#buffer[this.#end] = LINE_FEED;
    this.#end += 1;
    const places = this.#places.get(key);
    if (places === undefined) this.#places.set(key, [start, this.#end]);
    else places.push(start, this.#end);
  }

  #grow(bytes: number): void {
    const larger = Buffer.allocUnsafe(Math.max(2 * this.#buffer.length, this.#end + bytes));
    this.#buffer.copy(larger, 0, 0, this.#end);
    this.#buffer = larger;
  }

  /** What is held of a key, each text with its line end but the last. */
  #heldOf(key: string): Buffer {
    const places = this.#places.get(key) ?? [];
    const pieces: Buffer[] = [];
    for (let at = 0; at < places.length; at += 2)
      pieces.push(this.#buffer.subarray(places[at], places[at + 1]));
    return Buffer.concat(pieces).subarray(0, -1);
  }

  /** Moves what is held to a file. @throws PcError when the disk does not take it. */
  async spill(): Promise<void> {
    const spool = new RowSpool(undefined, { memoryBytes: 0 });
    const keys: string[] = [];
    this.#spilled.push({ keys, spool });
    for (const key of [...this.#places.keys()].sort(this.#compare)) {
      const places = this.#places.get(key) ?? [];
      if (places.length === 0) continue;
      keys.push(key);
      spool.add(this.#heldOf(key));
      places.length = 0;
    }
    this.#end = 0;
    await spool.settle();
  }

  /** Each key once, in order, with its texts in the order they were added, a line each. */
  async *sorted(): AsyncGenerator<{ readonly key: string; readonly lines: string }> {
    const files = this.#spilled.map(({ keys, spool }) => ({ keys, blocks: spool.blocks(), next: 0 }));
    for (const key of [...this.#places.keys()].sort(this.#compare)) {
      const blocks: string[] = [];
      for (const file of files) {
        if (file.keys[file.next] !== key) continue;
        file.next += 1;
        const { value } = await file.blocks.next();
        if (value !== undefined) blocks.push(value);
      }
      if ((this.#places.get(key)?.length ?? 0) > 0) blocks.push(this.#heldOf(key).toString());
      yield { key, lines: blocks.join('\n') };
    }
  }

  /** Gives memory and files back. */
  async remove(): Promise<void> {
    this.#places.clear();
    for (const { spool } of this.#spilled) await spool.remove();
  }
}
