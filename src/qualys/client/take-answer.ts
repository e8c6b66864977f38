import type { AnyEndpoint, Endpoint } from '../endpoint.js';
import { GarbledAnswer } from '../xml/garbled-answer.js';
import { MissingElement } from '../xml/xml-node.js';
import { BrokenCall, wholeText } from './body-text.js';
import { isFailure, RefusedAnswer, readAnswer } from './read-answer.js';

/** The part of an HTTP answer that decides what it means; the body is read once. */
export interface Incoming {
  readonly status: number;
  readonly toWaitSec: number | undefined;
  readonly redirectedTo: string | undefined;
  readonly chunks: AsyncIterable<string>;
  /** Called as soon as the answer shows that Qualys accepted the credentials. */
  readonly onAccepted: () => void;
}

/**
 * Reads an answer the way its endpoint does.
 * @throws BrokenCall with the failure when the answer is none that the endpoint takes.
 */
export async function takeAnswer<Input, Output>(
  incoming: Incoming,
  endpoint: AnyEndpoint<Input, Output>,
  input: Input,
): Promise<Output> {
  if (endpoint.read === undefined) return takeTree(incoming, endpoint, input);
  const { status, chunks } = incoming;
  const opening = await openingOf(chunks);
  if (status !== 200 || !endpoint.roots.includes(opening.root ?? '')) {
    // Any other document is small: it is read as a tree to find its refusal.
    const parse = () => {
      throw new MissingElement(endpoint.roots.join(' or '));
    };
    return takeTree({ ...incoming, chunks: opening.chunks }, { roots: endpoint.roots, parse }, input);
  }
  incoming.onAccepted();
  try {
    return await endpoint.read(opening.chunks, input);
  } catch (error) {
    throw failedReading(error, incoming, opening.root ?? '');
  }
}

async function takeTree<Input, Output>(
  incoming: Incoming,
  endpoint: Pick<Endpoint<Input, Output>, 'roots' | 'parse'>,
  input: Input,
): Promise<Output> {
  const body = await wholeText(incoming.chunks).catch((error: unknown) => {
    throw failedReading(error, incoming, '');
  });
  const root = await readAnswer({ ...incoming, body }, endpoint.roots);
  if (isFailure(root)) throw new BrokenCall(root);
  try {
    return endpoint.parse(root, input);
  } catch (error) {
    throw failedReading(error, incoming, root.name);
  }
}

/** What a reader throws, as the failure of its call; any other error is returned unchanged. */
function failedReading(error: unknown, { status, toWaitSec }: Incoming, root: string): unknown {
  if (error instanceof MissingElement) {
    const { message: detail } = error;
    return new BrokenCall({ type: 'garbled', status, problem: 'unexpected', detail, firstLine: `<${root}>` });
  }
  if (error instanceof RefusedAnswer) {
    return new BrokenCall({ type: 'refused', status, toWaitSec, ...error.refusal });
  }
  if (error instanceof GarbledAnswer) {
    const { problem, message: detail, firstLine } = error;
    return new BrokenCall({ type: 'garbled', status, problem, detail, firstLine });
  }
  return error;
}

const longestProlog = 65_536;

/** Reads the name of the root element; the returned chunks start at the beginning again. */
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

/** The first element's name, once the text holds it; declaration, comments and DOCTYPE are passed over. */
function rootNameOf(text: string): string | undefined {
  const rest = text.replace(
    /^\ufeff?(?:\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!DOCTYPE[^[>]*(?:\[[^\]]*\]\s*)?>)*/i,
    '',
  );
  return /^<([A-Za-z_][\w.-]*)[\s/>]/.exec(rest)?.[1];
}
