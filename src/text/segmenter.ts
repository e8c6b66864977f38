import { isOneUnitEach } from './simple-text.js';

interface Grapheme {
  readonly segment: string;
  readonly index: number;
  readonly input: string;
}

/** The part of `Intl.Segments` that is used. */
interface Graphemes extends Iterable<Grapheme> {
  readonly containing: (index?: number) => Grapheme | undefined;
}

/** Splits text into what a person sees as characters, as `Intl.Segmenter` does. Its tables are loaded
 * only for a text that needs them. */
export class Segmenter {
  #segmenter: Intl.Segmenter | undefined;

  segment(text: string): Graphemes {
    if (isOneUnitEach(text)) return new UnitGraphemes(text);
    this.#segmenter ??= new Intl.Segmenter();
    return this.#segmenter.segment(text);
  }
}

/** Characters of a text of which each UTF-16 unit is one. */
class UnitGraphemes implements Graphemes {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  containing(index = 0): Grapheme | undefined {
    const segment = this.#text[index];
    return segment === undefined ? undefined : { segment, index, input: this.#text };
  }

  *[Symbol.iterator](): Iterator<Grapheme> {
    for (let index = 0; index < this.#text.length; index += 1)
      yield { segment: this.#text.charAt(index), index, input: this.#text };
  }
}
