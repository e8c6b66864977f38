import { RowSpool } from '../files/row-spool.js';

/** Bytes held before they go to a file; what a result of some 200,000 rows takes stays in memory. */
const MOST_HELD = 24_000_000;

/** Bytes taken from the system at once. */
const SLAB_BYTES = 1 << 20;
/** Bytes of a key's first place, and of its largest: each is twice the one before, so that few are needed or wasted. */
const FIRST_BYTES = 1 << 9;
const LARGEST_BYTES = 1 << 14;

/** Texts of a key that follow each other in memory. */
interface Place {
  readonly bytes: Buffer;
  end: number;
}

/** Texts that went to a file together: blocks, those of a key together, in the order of the keys. */
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
 * temporary files, sorted, and is joined as it comes back. Those held lie in buffers: as strings, hundreds of thousands
 * of them would be moved about by the garbage collector again and again.
 */
export class TextsByKey {
  readonly #compare: (a: string, b: string) => number;
  readonly #mostHeld: number;
  readonly #places = new Map<string, Place[]>();
  readonly #spilled: Spilled[] = [];
  /** The slabs of what is held, used again when that went to a file. */
  readonly #slabs: Buffer[] = [];
  #slab = 0;
  #slabEnd = 0;
  #held = 0;
  #lastText = '';
  #lastBytes = Buffer.alloc(0);

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
    const bytes = this.#bytesOf(text);
    let place = places.at(-1);
    if (place === undefined || place.end + bytes.length > place.bytes.length) {
      const twice = Math.min(LARGEST_BYTES, 2 * (place?.bytes.length ?? FIRST_BYTES / 2));
      place = { bytes: this.#room(Math.max(twice, bytes.length)), end: 0 };
      places.push(place);
    }
    place.bytes.set(bytes, place.end);
    place.end += bytes.length;
    this.#held += bytes.length;
  }

  /** Texts that follow each other are often the same one: copying bytes takes a tenth of encoding them. */
  #bytesOf(text: string): Buffer {
    if (text !== this.#lastText) {
      this.#lastText = text;
      this.#lastBytes = Buffer.from(text);
    }
    return this.#lastBytes;
  }

  #room(bytes: number): Buffer {
    if (bytes > SLAB_BYTES) return Buffer.allocUnsafe(bytes);
    if (this.#slabEnd + bytes > SLAB_BYTES) {
      this.#slab += 1;
      this.#slabEnd = 0;
    }
    const slab = this.#slabs[this.#slab] ?? Buffer.allocUnsafeSlow(SLAB_BYTES);
    this.#slabs[this.#slab] = slab;
    this.#slabEnd += bytes;
    return slab.subarray(this.#slabEnd - bytes, this.#slabEnd);
  }

  /** Moves what is held to a file. @throws PcError when the disk does not take it. */
  async spill(): Promise<void> {
    const spool = new RowSpool(undefined, { memoryBytes: 0 });
    const keys: string[] = [];
    this.#spilled.push({ keys, spool });
    for (const key of this.#sortedKeys()) {
      for (const { bytes, end } of this.#places.get(key) ?? []) {
        keys.push(key);
        spool.add(bytes.subarray(0, end));
      }
      this.#places.set(key, []);
    }
    await spool.settle();
    this.#slab = 0;
    this.#slabEnd = 0;
    this.#held = 0;
  }

  #sortedKeys(): string[] {
    return [...this.#places.keys()].sort(this.#compare);
  }

  /** Each key once, in order; the pieces of each are read before the next. */
  *sorted(): Generator<TextsOfKey> {
    const files = this.#spilled.map(({ keys, spool }) => ({ keys, blocks: spool.blocks(), next: 0 }));
    for (const key of this.#sortedKeys()) yield { key, pieces: this.#piecesOf(key, files) };
  }

  async *#piecesOf(
    key: string,
    files: readonly {
      readonly keys: readonly string[];
      readonly blocks: AsyncGenerator<string>;
      next: number;
    }[],
  ): AsyncGenerator<string> {
    for (const file of files) {
      for (; file.keys[file.next] === key; file.next += 1) {
        const { value } = await file.blocks.next();
        if (value !== undefined) yield value;
      }
    }
    for (const { bytes, end } of this.#places.get(key) ?? []) yield bytes.toString('utf8', 0, end);
  }

  /** Gives memory and files back. */
  async remove(): Promise<void> {
    this.#places.clear();
    this.#slabs.length = 0;
    for (const { spool } of this.#spilled) await spool.remove();
  }
}
