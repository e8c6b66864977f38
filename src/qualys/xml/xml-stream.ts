import { SaxesParser } from 'saxes';
import { GarbledAnswer, type GarbledProblem, mostInText } from './garbled-answer.js';

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
  /** Characters of the text that is read, whatever pieces it came in. */
  #inText = 0;
  /** Characters read since a piece of the document ended: the parser keeps them all. */
  #pending = 0;
  #moved = false;

  constructor({ open, close, text }: XmlEvents) {
    const parser = this.#parser;
    const take = (piece: string) => {
      this.#moved = true;
      this.#inText += piece.length;
      if (this.#inText > mostInText) throw this.#tooLarge();
      text(this.#sawForbidden ? this.#withoutForbidden(piece) : piece);
    };
    parser.on('error', ({ message }) => this.#fail(message));
    parser.on('opentag', (tag) => {
      this.#moved = true;
      this.#inText = 0;
      open(tag.name);
    });
    parser.on('closetag', (tag) => {
      this.#inText = 0;
      close(tag.name, tag.attributes as Readonly<Record<string, string>>);
    });
    parser.on('text', take);
    parser.on('cdata', take);
  }

  /** @throws GarbledAnswer when the text is not well-formed. */
  write(chunk: string): void {
    if (this.#opening.length < 200) this.#opening += chunk.slice(0, 400);
    this.#moved = false;
    this.#parser.write(chunk);
    this.#pending = this.#moved ? 0 : this.#pending + chunk.length;
    if (this.#pending > mostInText) throw this.#tooLarge();
  }

  /** @throws GarbledAnswer when the document is not closed. */
  end(): void {
    this.#parser.close();
  }

  /** The error of a document that is none, with its first line. */
  garbled(problem: GarbledProblem, detail: string): GarbledAnswer {
    return new GarbledAnswer(problem, detail, this.#opening);
  }

  #tooLarge(): GarbledAnswer {
    return this.garbled('too-large', 'a text of the answer is longer than 1 MiB');
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
