import { StringDecoder } from 'node:string_decoder';
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
  try {
    for await (const chunk of body) {
      decoder ??= decoderOf(chunk);
      const text = decoder.decode(chunk);
      if (text !== '') yield text;
    }
  } catch (error) {
    throw new BrokenCall(networkFailure(error));
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

/** Reads on to the end. */
export async function wholeText(chunks: AsyncIterable<string>): Promise<string> {
  const parts: string[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return parts.join('');
}

function encodingOf(first: Uint8Array): string {
  const declaration = Buffer.from(first.subarray(0, 200)).toString('latin1');
  const named = /^(?:\u00ef\u00bb\u00bf)?\s*<\?xml[^>]*\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(
    declaration,
  )?.[1];
  if (named === undefined) return 'utf-8';
  try {
    return new TextDecoder(named).encoding;
  } catch {
    return 'utf-8';
  }
}
