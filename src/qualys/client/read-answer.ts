import type { Records } from '../xml/element-path.js';
import { GarbledAnswer } from '../xml/garbled-answer.js';
import { readRecords } from '../xml/read-records.js';
import type { XmlNode } from '../xml/xml-node.js';
import type { Failure } from './failure.js';

interface RawAnswer {
  readonly status: number;
  readonly body: string;
  readonly toWaitSec: number | undefined;
  /** Host a redirect points at. */
  readonly redirectedTo?: string | undefined;
}

/**
 * Decides whether an answer is a success: by its body first, as errors come with HTTP 200 too (fact sheet 1.2).
 * @param roots elements that a good answer may have at its root.
 * @returns the root of a good answer, or the failure.
 */
export async function readAnswer(answer: RawAnswer, roots: readonly string[]): Promise<XmlNode | Failure> {
  const { status, toWaitSec, redirectedTo } = answer;
  const good = status >= 200 && status < 300;
  // With the first answer, as the first request waits for no parser.
  const { readXml } = await import('../xml/read-xml.js');
  let root: XmlNode;
  try {
    root = readXml(answer.body);
  } catch (error) {
    if (!(error instanceof GarbledAnswer)) throw error;
    const { problem, message, firstLine } = error;
    if (!good) return { type: 'status', status, firstLine, redirectedTo, toWaitSec };
    return { type: 'garbled', status, problem, detail: message, firstLine };
  }
  const refusal = refusalIn(root);
  if (refusal !== undefined) return { type: 'refused', status, toWaitSec, ...refusal };
  const firstLine = `<${root.name}>`;
  const flaw = good ? envelopeFlaw(root) : undefined;
  if (flaw !== undefined) return { type: 'garbled', status, problem: 'unexpected', detail: flaw, firstLine };
  if (!good) return { type: 'status', status, firstLine, redirectedTo, toWaitSec };
  if (!roots.includes(root.name)) {
    const detail = `the answer is a ${root.name}, not a ${roots.join(' or ')}`;
    return { type: 'garbled', status, problem: 'unexpected', detail, firstLine };
  }
  return root;
}

/** True for a failure, as opposed to the root of an answer. */
export function isFailure(answer: XmlNode | Failure): answer is Failure {
  return 'type' in answer;
}

/**
 * Why a document is not one whole answer of Qualys: an empty list holds its time, and no answer holds two (fact
 * sheet 2.5 and 2.6). Roots without a RESPONSE are those of other families.
 */
function envelopeFlaw(root: XmlNode): string | undefined {
  const enveloped = root.name.endsWith('_OUTPUT') || root.name.endsWith('_RETURN');
  if (!enveloped || root.name === 'GENERIC_RETURN') return undefined;
  const responses = root.all('RESPONSE');
  if (responses.length > 1) return `the answer has ${responses.length} RESPONSE elements`;
  const [response] = responses;
  if (response === undefined) return `the element ${root.name}/RESPONSE is missing`;
  if (response.children.length === 0) return `the element ${root.name}/RESPONSE is empty`;
  const timed = !root.name.endsWith('_OUTPUT') || response.textIfAny('DATETIME') !== undefined;
  return timed ? undefined : `the element ${root.name}/RESPONSE/DATETIME is missing`;
}

/** A refusal as the document states it. */
export interface Refusal {
  readonly code: string;
  readonly text: string;
  readonly items: Readonly<Record<string, string>>;
}

/** The refusal that a document states, whichever family it belongs to. */
function refusalIn(root: XmlNode): Refusal | undefined {
  switch (root.name) {
    case 'SIMPLE_RETURN':
      return simpleRefusal(root);
    case 'BATCH_RETURN':
      return batchRefusal(root);
    case 'ServiceResponse':
      return serviceRefusal(root);
    default:
      return v1Refusal(root);
  }
}

function simpleRefusal(root: XmlNode): Refusal | undefined {
  const code = root.textIfAny('RESPONSE.CODE');
  if (code === undefined) return undefined;
  return { code, text: root.textIfAny('RESPONSE.TEXT') ?? '', items: itemsOf(root) };
}

/** ITEM_LIST of a SIMPLE_RETURN as a record (fact sheet 2.6). */
export function itemsOf(root: XmlNode): Readonly<Record<string, string>> {
  return Object.fromEntries(
    root
      .all('RESPONSE.ITEM_LIST.ITEM')
      .map((item) => [item.textIfAny('KEY') ?? '', item.textIfAny('VALUE') ?? '']),
  );
}

/** Any failed batch fails the call; "nothing to change" is a success that may carry a CODE (fact sheet 12.2). */
function batchRefusal(root: XmlNode): Refusal | undefined {
  const failed = [...root.all('RESPONSE'), ...root.all('RESPONSE.BATCH_LIST.BATCH')].find(
    (part) => part.find('CODE') !== undefined && !/nothing to change/i.test(part.textIfAny('TEXT') ?? ''),
  );
  if (failed === undefined) return undefined;
  return { code: failed.textIfAny('CODE') ?? '', text: failed.textIfAny('TEXT') ?? '', items: {} };
}

/** QPS answers 200 for most errors and names them in responseCode only (fact sheet 18.1). */
function serviceRefusal(root: XmlNode): Refusal | undefined {
  const code = root.textIfAny('responseCode') ?? 'responseCode missing';
  if (code.toUpperCase() === 'SUCCESS') return undefined;
  const details = root.find('responseErrorDetails');
  const text = [details?.textIfAny('errorMessage'), details?.textIfAny('errorResolution')];
  return { code, text: text.filter((part) => part !== undefined).join(' '), items: {} };
}

/** GENERIC_RETURN with a failed RETURN, or an ERROR in the call's own root (fact sheet 5.6). */
function v1Refusal(root: XmlNode): Refusal | undefined {
  const said = root.name === 'ERROR' ? root : (root.find('ERROR') ?? failedReturn(root));
  if (said === undefined) return undefined;
  return {
    code: said.attributes.number ?? 'FAILED',
    text: said.textIfAny('SUMMARY') ?? said.content,
    items: {},
  };
}

function failedReturn(root: XmlNode): XmlNode | undefined {
  return root.all('RETURN').find((said) => said.attributes.status?.toUpperCase() === 'FAILED');
}

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
  const flaw = envelopeFlaw(root);
  if (flaw !== undefined) throw new GarbledAnswer('unexpected', flaw, `<${root.name}>`);
  return root;
}
