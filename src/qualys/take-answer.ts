import { BrokenCall, wholeText } from './body-text.js';
import type { Endpoint, StreamEndpoint } from './endpoint.js';
import { isFailure, readAnswer } from './read-answer.js';
import { GarbledAnswer } from './xml/garbled.js';
import { MissingElement } from './xml/xml-node.js';

/** The part of an HTTP answer that decides what it means; the body is read once. */
export interface Incoming {
  readonly status: number;
  readonly toWaitSec: number | undefined;
  readonly redirectedTo: string | undefined;
  readonly chunks: AsyncIterable<string>;
  /** Told as soon as it is plain that Qualys took the credentials. */
  readonly onAccepted: () => void;
}

/**
 * Reads an answer as a tree and lets the endpoint make its values of it.
 * @throws BrokenCall with the failure when the answer is none that the endpoint takes.
 */
export async function takeTree<Input, Output>(
  incoming: Incoming,
  endpoint: Pick<Endpoint<Input, Output>, 'roots' | 'parse'>,
  input: Input,
): Promise<Output> {
  const root = readAnswer({ ...incoming, body: await wholeText(incoming.chunks) }, endpoint.roots);
  if (isFailure(root)) throw new BrokenCall(root);
  try {
    return endpoint.parse(root, input);
  } catch (error) {
    if (!(error instanceof MissingElement)) throw error;
    const { message: detail } = error;
    const firstLine = `<${root.name}>`;
    throw new BrokenCall({
      type: 'garbled',
      status: incoming.status,
      problem: 'unexpected',
      detail,
      firstLine,
    });
  }
}

/**
 * Hands a large answer to the endpoint's reader as it comes; anything else is read as a tree for its refusal.
 * @throws BrokenCall as {@link takeTree} does, and when the document breaks off.
 */
export async function takeStream<Input, Output>(
  incoming: Incoming,
  endpoint: StreamEndpoint<Input, Output>,
  input: Input,
): Promise<Output> {
  const { status, chunks } = incoming;
  const opening = await openingOf(chunks);
  if (status !== 200 || !endpoint.roots.includes(opening.root ?? '')) {
    const parse = () => {
      throw new MissingElement(endpoint.roots.join(' or '));
    };
    return takeTree({ ...incoming, chunks: opening.chunks }, { roots: endpoint.roots, parse }, input);
  }
  incoming.onAccepted();
  try {
    return await endpoint.read(opening.chunks, input);
  } catch (error) {
    if (!(error instanceof GarbledAnswer)) throw error;
    const { problem, message: detail, firstLine } = error;
    throw new BrokenCall({ type: 'garbled', status, problem, detail, firstLine });
  }
}

const longestProlog = 65_536;

/** Looks at the name of the root element and gives the text back from its beginning. */
async function openingOf(
  chunks: AsyncIterable<string>,
): Promise<{ readonly root: string | undefined; readonly chunks: AsyncIterable<string> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  let seen = '';
  let root: string | undefined;
  let done = false;
  while (root === undefined && !done && seen.length < longestProlog) {
    const next = await iterator.next();
    done = next.done === true;
    if (!done) seen += next.value;
    root = rootNameOf(seen);
  }
  async function* again(): AsyncGenerator<string> {
    if (seen !== '') yield seen;
    if (!done) yield* { [Symbol.asyncIterator]: () => iterator };
  }
  return { root, chunks: again() };
}

/** The first element's name, once the text is long enough to tell; declaration, comments and DOCTYPE are passed over. */
function rootNameOf(text: string): string | undefined {
  const rest = text.replace(
    /^\ufeff?(?:\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!DOCTYPE[^[>]*(?:\[[^\]]*\]\s*)?>)*/i,
    '',
  );
  return /^<([A-Za-z_][\w.-]*)[\s/>]/.exec(rest)?.[1];
}
