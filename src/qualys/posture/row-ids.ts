/** Ids per mask: the bits of a number that JavaScript shifts without loss. */
const idsPerMask = 32;

/**
 * The ids of rows already read, of one policy. Ids are numbers that mostly ascend (fact sheet 16.5): a bit for each
 * keeps a million of them in a few megabytes.
 */
export class RowIds {
  readonly #masks = new Map<number, number>();
  readonly #others = new Set<string>();
  #at = -1;
  #mask = 0;

  /** @returns False when the id was there already. */
  add(id: string): boolean {
    const number = Number(id);
    if (!Number.isSafeInteger(number) || number < 0) return this.#addOther(id);
    const at = Math.floor(number / idsPerMask);
    if (at !== this.#at) {
      if (this.#at >= 0) this.#masks.set(this.#at, this.#mask);
      this.#at = at;
      this.#mask = this.#masks.get(at) ?? 0;
    }
    const bit = 1 << (number % idsPerMask);
    if ((this.#mask & bit) !== 0) return false;
    this.#mask |= bit;
    return true;
  }

  #addOther(id: string): boolean {
    const size = this.#others.size;
    return this.#others.add(id).size > size;
  }
}
