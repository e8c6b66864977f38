import { StringDecoder } from 'node:string_decoder';
import { GarbledAnswer, mostHeld } from '../xml/garbled-answer.js';
import { type Failure, networkFailure } from './failure.js';
import type { HttpAnswer } from './transport.js';

/** An attempt that ended in a failure below the reader of the answer. */
export class BrokenCall extends Error {
  override readonly name = 'BrokenCall';
  readonly failure: Failure;
  constructor(failure: Failure) {
    super('the call broke');
    this.failure = failure;
  }
}

/**
 * The body as text, in the encoding that its XML declaration names, else UTF-8 (fact sheet 2.5).
 * @throws BrokenCall when the connection ends early; the error of got, which holds the request, is not passed on.
 */
export async function* textOf({ body }: Pick<HttpAnswer, 'body'>): AsyncGenerator<string> {
  let decoder: Decoder | undefined;
  let opening: Uint8Array = new Uint8Array();
  try {
    for await (const chunk of body) {
      let bytes = chunk;
      if (decoder === undefined) {
        opening = opening.length === 0 ? chunk : Buffer.concat([opening, chunk]);
        if (!isDecided(opening)) continue;
        bytes = opening;
        decoder = decoderOf(opening);
      }
      const text = decoder.decode(bytes);
      if (text !== '') yield text;
    }
  } catch (error) {
    throw new BrokenCall(networkFailure(error, true));
  }
  if (decoder === undefined && opening.length > 0) {
    decoder = decoderOf(opening);
    const text = decoder.decode(opening);
    if (text !== '') yield text;
  }
  const rest = decoder?.end() ?? '';
  if (rest !== '') yield rest;
}

interface Decoder {
  readonly decode: (chunk: Uint8Array) => string;
  readonly end: () => string;
}

function decoderOf(first: Uint8Array): Decoder {
  const encoding = encodingOf(first);
  // Only TextDecoder removes a byte order mark.
  if (encoding === 'utf-8' && first[0] !== 0xef) return utf8Decoder();
  const decoder = new TextDecoder(encoding);
  return { decode: (chunk) => decoder.decode(chunk, { stream: true }), end: () => decoder.decode() };
}

/** Node's own decoder makes texts of one byte a letter where it can; those of a TextDecoder take two. */
function utf8Decoder(): Decoder {
  const decoder = new StringDecoder('utf8');
  return {
    decode: (chunk) => decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)),
    end: () => decoder.end(),
  };
}

/**
 * Reads on to the end.
 * @throws GarbledAnswer when that is more than an answer of Qualys ever holds.
 */
export async function wholeText(chunks: AsyncIterable<string>): Promise<string> {
  const parts: string[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (length > mostHeld) throw tooLarge(parts[0] ?? '');
  }
  return parts.join('');
}

function tooLarge(opening: string): GarbledAnswer {
  return new GarbledAnswer('too-large', 'the answer is larger than 64 MiB', opening);
}

/** A declaration is far shorter. */
const longestDeclaration = 400;

/** The first bytes as text that shows a declaration, without white space and byte order mark before it. */
function openingText(opening: Uint8Array): string {
  const text = Buffer.from(opening.subarray(0, longestDeclaration)).toString('latin1');
  return text.replace(/^(?:\u00ef(?:\u00bb(?:\u00bf)?)?)?\s*/, '');
}

/** True once the bytes hold the whole XML declaration, or show that there is none. */
function isDecided(opening: Uint8Array): boolean {
  if (opening.length >= longestDeclaration) return true;
  const text = openingText(opening);
  return text.startsWith('<?xml') ? text.includes('?>') : !'<?xml'.startsWith(text);
}

function encodingOf(first: Uint8Array): string {
  const named = /^<\?xml[^>]*\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(openingText(first))?.[1];
  if (named === undefined) return 'utf-8';
  try {
    return new TextDecoder(named).encoding;
  } catch {
    return 'utf-8';
  }
}
