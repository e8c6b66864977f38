import { RowSpool } from '../files/row-spool.js';

/** Bytes held before they go to a file. */
const MOST_HELD = 16_000_000;

/** Bytes taken from the system at once. */
const SLAB_BYTES = 1 << 20;
/** Bytes of a text's address and length. */
const PLACE_BYTES = 16;
/** Bytes of a piece that is given back. */
const PIECE_BYTES = 1 << 16;

/** Texts that went to a file together: a block for each key, in the order of the keys. */
interface Spilled {
  readonly keys: readonly string[];
  readonly spool: RowSpool;
}

/** The texts of a key in the order they were added, in pieces that hold whole ones. */
export interface TextsOfKey {
  readonly key: string;
  readonly pieces: AsyncIterable<string>;
}

/**
 * Texts, added in any order and given back key by key in one reading, with flat memory: what exceeds the bound waits in
 * temporary files, sorted, and is joined as it comes back. Those held lie in buffers, one that follows itself once: as
 * strings, hundreds of thousands of them would be moved about by the garbage collector again and again.
 */
export class TextsByKey {
  readonly #compare: (a: string, b: string) => number;
  readonly #mostHeld: number;
  /** Slab, start and end of the texts of each key. */
  readonly #places = new Map<string, number[]>();
  readonly #spilled: Spilled[] = [];
  /** What is held; used again when that went to a file. */
  readonly #slabs: Buffer[] = [];
  #slab = 0;
  #end = 0;
  #held = 0;
  #last = { text: '', slab: 0, start: 0, end: 0 };

  /** @param compare - the order of the keys. */
  constructor(compare: (a: string, b: string) => number, { mostHeld = MOST_HELD } = {}) {
    this.#compare = compare;
    this.#mostHeld = mostHeld;
  }

  /** True when {@link spill} is due. */
  get isFull(): boolean {
    return this.#held > this.#mostHeld;
  }

  add(key: string, text: string): void {
    let places = this.#places.get(key);
    if (places === undefined) {
      places = [];
      this.#places.set(key, places);
    }
    if (text !== this.#last.text) this.#last = this.#stored(text);
    const { slab, start, end } = this.#last;
    places.push(slab, start, end);
    this.#held += PLACE_BYTES;
  }

  #stored(text: string) {
    // A UTF-16 unit takes at most three bytes.
    const mostBytes = text.length * 3;
    if (this.#end + mostBytes > (this.#slabs[this.#slab]?.length ?? 0)) this.#nextSlab(mostBytes);
    const start = this.#end;
    this.#end += this.#slabs[this.#slab]?.write(text, start) ?? 0;
    this.#held += this.#end - start;
    return { text, slab: this.#slab, start, end: this.#end };
  }

  #nextSlab(bytes: number): void {
    const next = this.#slabs.length === 0 ? 0 : this.#slab + 1;
    const known = this.#slabs[next];
    if (known === undefined || known.length < bytes)
      this.#slabs[next] = Buffer.allocUnsafeSlow(Math.max(SLAB_BYTES, bytes));
    this.#slab = next;
    this.#end = 0;
  }

  /** What is held of a key, in pieces of some size; each is good until the next. */
  *#heldOf(key: string, piece: Buffer): Generator<Buffer> {
    const places = this.#places.get(key) ?? [];
    let filled = 0;
    for (let at = 0; at < places.length; at += 3) {
      const slab = this.#slabs[places[at] ?? 0];
      const [start = 0, end = 0] = [places[at + 1], places[at + 2]];
      if (filled + end - start > piece.length) {
        if (filled > 0) yield piece.subarray(0, filled);
        filled = 0;
      }
      if (slab === undefined) continue;
      if (end - start > piece.length) yield slab.subarray(start, end);
      else filled += slab.copy(piece, filled, start, end);
    }
    if (filled > 0) yield piece.subarray(0, filled);
  }

  /** Moves what is held to a file. @throws PcError when the disk does not take it. */
  async spill(): Promise<void> {
    const spool = new RowSpool(undefined, { memoryBytes: 0 });
    const keys: string[] = [];
    this.#spilled.push({ keys, spool });
    const piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
    for (const key of this.#sortedKeys()) {
      for (const bytes of this.#heldOf(key, piece)) {
        keys.push(key);
        spool.add(Buffer.from(bytes));
        await spool.settle();
      }
      this.#places.set(key, []);
    }
    this.#slab = 0;
    this.#end = 0;
    this.#held = 0;
    this.#last = { text: '', slab: 0, start: 0, end: 0 };
  }

  #sortedKeys(): string[] {
    return [...this.#places.keys()].sort(this.#compare);
  }

  /** Each key once, in order; the pieces of each are read before the next. */
  *sorted(): Generator<TextsOfKey> {
    const files = this.#spilled.map(({ keys, spool }) => ({ keys, blocks: spool.blocks(), next: 0 }));
    const piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
    for (const key of this.#sortedKeys()) yield { key, pieces: this.#piecesOf(key, files, piece) };
  }

  async *#piecesOf(
    key: string,
    files: readonly {
      readonly keys: readonly string[];
      readonly blocks: AsyncGenerator<string>;
      next: number;
    }[],
    piece: Buffer,
  ): AsyncGenerator<string> {
    for (const file of files) {
      for (; file.keys[file.next] === key; file.next += 1) {
        const { value } = await file.blocks.next();
        if (value !== undefined) yield value;
      }
    }
    for (const bytes of this.#heldOf(key, piece)) yield bytes.toString();
  }

  /** Gives memory and files back. */
  async remove(): Promise<void> {
    this.#places.clear();
    this.#slabs.length = 0;
    for (const { spool } of this.#spilled) await spool.remove();
  }
}
