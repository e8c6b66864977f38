export interface SharedTextOptions<Part> {
  readonly differs: (a: Part, b: Part) => boolean;
  readonly write: (part: Part) => string;
  /** What is kept to compare with, where a part comes with more than is compared. */
  readonly kept?: (part: Part) => Part;
}

/** The text of what rows that follow each other share: written anew only when it differs from that of the row before. */
export class SharedText<Part extends object> {
  readonly #differs: (a: Part, b: Part) => boolean;
  readonly #write: (part: Part) => string;
  readonly #kept: ((part: Part) => Part) | undefined;
  #part: Part | undefined;
  #text = '';

  constructor({ differs, write, kept }: SharedTextOptions<Part>) {
    this.#differs = differs;
    this.#write = write;
    this.#kept = kept;
  }

  of(part: Part): string {
    if (this.#part === undefined || this.#differs(part, this.#part)) {
      this.#part = this.#kept === undefined ? part : this.#kept(part);
      this.#text = this.#write(part);
    }
    return this.#text;
  }
}

/** The same for rows that come in turns, by what they are told apart by. */
export class SharedTexts<Key, Part extends object> {
  readonly #options: SharedTextOptions<Part>;
  readonly #texts = new Map<Key, SharedText<Part>>();

  constructor(options: SharedTextOptions<Part>) {
    this.#options = options;
  }

  of(key: Key, part: Part): string {
    let text = this.#texts.get(key);
    if (text === undefined) {
      text = new SharedText(this.#options);
      this.#texts.set(key, text);
    }
    return text.of(part);
  }
}
