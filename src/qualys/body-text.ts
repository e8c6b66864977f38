import type { Failure } from './failure.js';
import { networkFailure } from './network-problem.js';
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
 * @throws BrokenCall when the connection ends early; the error of the network itself stays here.
 */
export async function* textOf({ body }: Pick<HttpAnswer, 'body'>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  try {
    for await (const chunk of body) {
      decoder ??= new TextDecoder(encodingOf(chunk));
      const text = decoder.decode(chunk, { stream: true });
      if (text !== '') yield text;
    }
  } catch (error) {
    throw new BrokenCall(networkFailure(error));
  }
  const rest = decoder?.decode() ?? '';
  if (rest !== '') yield rest;
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
