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

/**
 * Letters, digits, punctuation, arrows, lines and blocks that never join with a neighbour: each is one UTF-16 unit, one
 * character to a person, and one column of a terminal. Unicode
 * regular expressions and `Intl.Segmenter` give the same answer, after 20 ms of loading their tables.
 */
const simple =
  '\\u0020-\\u007e\\u00a0-\\u00ac\\u00ae-\\u024f\\u2010-\\u2027\\u2030-\\u205e\\u20a0-\\u20bf\\u2190-\\u21ff\\u2500-\\u25fc\\u2610-\\u2612\\u2713\\u2717\\u276f\\u2800-\\u28ff';

const onlySimple = new RegExp(`^[${simple}]*$`);
/** Control characters stand alone as well, but for a line end of two. */
const onlySingle = new RegExp(`^[\\u0000-\\u000c\\u000e-\\u001f${simple}]*$`);

/** Whether the text takes as many columns as it has UTF-16 units. */
export function isOneColumnEach(text: string): boolean {
  return onlySimple.test(text);
}

/** Whether each UTF-16 unit of the text is a character of its own. */
export function isOneUnitEach(text: string): boolean {
  return onlySingle.test(text);
}
