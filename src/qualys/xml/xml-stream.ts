import { SaxesParser } from 'saxes';
import { GarbledAnswer, type GarbledProblem } from './garbled-answer.js';

/** What a reader of a document gets of it, in order. */
export interface XmlEvents {
  readonly open: (name: string) => void;
  readonly close: (name: string, attributes: Readonly<Record<string, string>>) => void;
  /** A piece of text or CDATA. */
  readonly text: (text: string) => void;
}

/**
 * Reads a document piece by piece, strict about being well-formed and closed. DTDs are not evaluated: an entity
 * other than the five predefined ones stays as text.
 */
export class XmlStream {
  // In XML 1.1 a reference may stand for control characters, which values are trusted not to hold.
  readonly #parser = new SaxesParser({
    xmlns: false,
    position: false,
    forceXMLVersion: true,
    defaultXMLVersion: '1.0',
  });
  #opening = '';
  #sawForbidden = false;

  constructor({ open, close, text }: XmlEvents) {
    const parser = this.#parser;
    const take = (piece: string) => text(this.#sawForbidden ? this.#withoutForbidden(piece) : piece);
    parser.on('error', ({ message }) => this.#fail(message));
    parser.on('opentag', (tag) => open(tag.name));
    parser.on('closetag', (tag) => close(tag.name, tag.attributes as Readonly<Record<string, string>>));
    parser.on('text', take);
    parser.on('cdata', take);
  }

  /** @throws GarbledAnswer when the text is not well-formed. */
  write(chunk: string): void {
    if (this.#opening.length < 200) this.#opening += chunk.slice(0, 400);
    this.#parser.write(chunk);
  }

  /** @throws GarbledAnswer when the document is not closed. */
  end(): void {
    this.#parser.close();
  }

  /** The error of a document that is none, with its first line. */
  garbled(problem: GarbledProblem, detail: string): GarbledAnswer {
    return new GarbledAnswer(problem, detail, this.#opening);
  }

  #fail(message: string): void {
    if (message === forbiddenCharacter) this.#sawForbidden = true;
    else if (!message.includes('entity'))
      throw this.garbled('cut-off', `the XML of the answer is broken or not closed (${message})`);
  }

  #withoutForbidden(text: string): string {
    this.#sawForbidden = false;
    return text.replace(forbidden, '\ufffd');
  }
}

/** Evidence quotes registry values and files; some hold characters that XML forbids. The parser reports it and continues. */
const forbiddenCharacter = 'disallowed character.';
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
