import { type Refusal, refusalIn } from './read-answer.js';
import { type Records, readRecords } from './xml/read-records.js';
import type { XmlNode } from './xml/xml-node.js';

/** An answer that turned out to be a refusal while it was read as it came. */
export class RefusedAnswer extends Error {
  override readonly name = 'RefusedAnswer';
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super('the answer is a refusal');
    this.refusal = refusal;
  }
}

/**
 * Reads an answer that can be large, entry by entry.
 * @returns the root with all that was no entry.
 * @throws GarbledAnswer, or RefusedAnswer when the document states a refusal.
 */
export async function readList(chunks: AsyncIterable<string>, records: Records): Promise<XmlNode> {
  const root = await readRecords(chunks, records);
  const refusal = refusalIn(root);
  if (refusal !== undefined) throw new RefusedAnswer(refusal);
  return root;
}
