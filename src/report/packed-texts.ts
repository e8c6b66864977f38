/** Characters gathered before they are packed. */
const PACK_CHARACTERS = 4_096;

/**
 * A list of well-formed texts without line ends that is small while it waits: packed as bytes outside of the heap, so that many
 * short texts neither weigh on the garbage collector nor make it keep room.
 */
export class PackedTexts implements Iterable<string> {
  readonly #packs: Buffer[] = [];
  #loose: string[] = [];
  #characters = 0;

  push(text: string): void {
    this.#loose.push(text);
    this.#characters += text.length;
    if (this.#characters < PACK_CHARACTERS) return;
    this.#packs.push(Buffer.from(this.#loose.join('\n')));
    this.#loose = [];
    this.#characters = 0;
  }

  *[Symbol.iterator](): Iterator<string> {
    for (const pack of this.#packs) yield* pack.toString().split('\n');
    yield* this.#loose;
  }
}
